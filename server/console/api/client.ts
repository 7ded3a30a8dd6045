import i18next from 'i18next'
import type { Problem } from '../../api/schemas/common.ts'

/** The server said no. `message` is its own sentence about what was wrong and what to do. */
export class ApiProblem extends Error {
  readonly status: number
  readonly code: string
  constructor(status: number, problem: Partial<Problem>) {
    super(problem.detail ?? problem.title ?? `HTTP ${status}`)
    this.name = 'ApiProblem'
    this.status = status
    this.code = problem.code ?? 'unknown'
  }
}

/** The server was not reached at all. */
export class Unreachable extends Error {
  constructor(cause: unknown) {
    super('unreachable', { cause })
    this.name = 'Unreachable'
  }
}

/** Reads from the API. @param path below `/api/v1/` @throws ApiProblem, Unreachable */
export function get<T>(path: string, query: Record<string, string | number | undefined> = {}): Promise<T> {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '')
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  return send<T>('GET', search ? `${path}?${search}` : path)
}

/**
 * Writes to the API.
 * @param key the Idempotency-Key; give the same one again when repeating a write whose answer was lost
 * @throws ApiProblem, Unreachable
 */
export function post<T>(path: string, body: unknown = {}, key: string = uniqueId()): Promise<T> {
  return send<T>('POST', path, body, { 'idempotency-key': key })
}

export function put<T>(path: string, body: unknown): Promise<T> {
  return send<T>('PUT', path, body, { 'idempotency-key': uniqueId() })
}

export function patch<T>(path: string, body: unknown): Promise<T> {
  return send<T>('PATCH', path, body)
}

export function remove(path: string): Promise<void> {
  return send<void>('DELETE', path, {})
}

/** A random uuid. `crypto.randomUUID` exists only on https and localhost; helpdesks are also tried on plain http. */
export function uniqueId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6]! & 0x0f) | 0x40
  bytes[8] = (bytes[8]! & 0x3f) | 0x80
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}

async function send<T>(method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<T> {
  const response = await fetch(`/api/v1/${path}`, {
    method,
    headers: {
      accept: 'application/json',
      'accept-language': i18next.language,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  }).catch((cause) => {
    throw new Unreachable(cause)
  })
  if (response.ok) return (response.status === 204 ? undefined : await response.json()) as T
  // A proxy in between answers with a page of its own, not with a problem.
  const isProblem = (response.headers.get('content-type') ?? '').includes('json')
  throw new ApiProblem(response.status, isProblem ? ((await response.json()) as Problem) : {})
}
