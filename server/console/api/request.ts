import type { Problem } from '../../api/schemas/common.ts'
import { spokenLanguage } from '../messages/language.ts'
import { newIdempotencyKey } from './idempotency-key.ts'

/** The server was reached and said no. The message is its `detail`, in the language spoken. */
export class Refused extends Error {
  readonly status: number
  readonly code: string
  readonly errors: { path: string; message: string }[]
  constructor(status: number, problem: Partial<Problem>) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`)
    this.name = 'Refused'
    this.status = status
    this.code = problem.code ?? 'unknown'
    this.errors = problem.errors ?? []
  }
}

/** The server was not reached; whether it acted is unknown, so a write is repeated with the same key. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('The server was not reached', { cause })
    this.name = 'Unreachable'
  }
}

type Query = Record<string, string | number | undefined>

/** Reads from the API. @throws Refused, Unreachable */
export function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const known = Object.entries(query).filter((pair): pair is [string, string | number] => pair[1] !== undefined)
  const search = new URLSearchParams(known.map(([name, value]) => [name, String(value)])).toString()
  return send<T>('GET', search ? `${path}?${search}` : path, { signal })
}

/** Reads all pages of a list. @throws Refused, Unreachable */
export async function getAll<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T[]> {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const page = await get<{ items: T[]; next: string | null }>(path, { ...query, limit: 100, cursor }, signal)
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor)
  return items
}

/**
 * Writes to the API.
 * @param key the idempotency key; pass the same one again to repeat a write whose answer was lost
 * @throws Refused, Unreachable
 */
export function write<T>(
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  key: string = newIdempotencyKey(),
): Promise<T> {
  return send<T>(method, path, { body, key })
}

/** Uploads a file, to be named in a reply or note. @throws Refused, Unreachable */
export function upload<T>(file: File, signal: AbortSignal): Promise<T> {
  const form = new FormData()
  // A picture that was pasted has no name of its own.
  form.set('file', file, file.name || 'file')
  return send<T>('POST', 'attachments', { body: form, key: newIdempotencyKey(), signal })
}

async function send<T>(
  method: string,
  path: string,
  { body, key, signal }: { body?: unknown; key?: string; signal?: AbortSignal },
): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json', 'accept-language': spokenLanguage() }
  // The browser itself names the type of a form, with what parts it.
  const isForm = body instanceof FormData
  if (body !== undefined && !isForm) headers['content-type'] = 'application/json'
  if (key) headers['idempotency-key'] = key
  const payload = body === undefined ? undefined : isForm ? body : JSON.stringify(body)
  let response: Response
  let text: string
  try {
    response = await fetch(`/api/v1/${path}`, { method, headers, body: payload, signal, credentials: 'same-origin' })
    text = await response.text()
  } catch (error) {
    if (signal?.aborted) throw error
    throw new Unreachable(error)
  }
  const answer = text === '' ? undefined : parse(text)
  if (!response.ok) throw new Refused(response.status, (answer ?? {}) as Partial<Problem>)
  return answer as T
}

/** A proxy in between may answer with a page of its own; what is not JSON says nothing to us. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
