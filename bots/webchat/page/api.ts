import type { ActionName, AttachmentShown, Transcript } from '../../../core/ports.ts'
import { currentLanguage } from './words/language.tsx'

const base = '/chat/api'
/** A send waits until the helpdesk has dealt with it; beyond this many milliseconds it is tried again. */
const patience = 30_000

/** What the helpdesk knows of whoever chats in this browser. */
export interface Visitor {
  name: string | null
  email: string | null
}

export interface Article {
  id: string
  title: string
  /** Markdown. */
  body: string
  url: string | null
}

/** The server was reached and said no; asking again in the same way cannot help. */
export class Refused extends Error {
  readonly status: number
  constructor(status: number) {
    super(`refused with ${status}`)
    this.name = 'Refused'
    this.status = status
  }
}

/** The server was not reached, or cannot serve now. Trying again may help. */
export class Unreachable extends Error {
  /** Seconds the server asks us to wait, null when it names none. */
  readonly retryAfterSeconds: number | null
  constructor(retryAfterSeconds: number | null = null) {
    super('not reached')
    this.name = 'Unreachable'
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** Who is chatting and what was said so far. Sets the cookies that make this browser known. */
export function readConversation(): Promise<{ visitor: Visitor; conversation: Transcript | null }> {
  return call('GET', '/conversation')
}

/** @param externalId the same for every attempt at one message, so that it counts once */
export function postMessage(text: string, attachments: string[], externalId: string): Promise<Transcript | null> {
  return call('POST', '/messages', { text, attachments, externalId })
}

/** Says otherwise what was sent. @throws Refused, Unreachable */
export function putMessage(id: string, text: string): Promise<Transcript | null> {
  return call('PUT', `/messages/${id}`, { text })
}

/** Takes back what was sent. @throws Refused, Unreachable */
export function deleteMessage(id: string): Promise<Transcript | null> {
  return call('DELETE', `/messages/${id}`)
}

/** Uploads a file, to be sent with a message. @throws Refused, Unreachable */
export function postFile(file: File, signal: AbortSignal): Promise<AttachmentShown> {
  // A picture that was pasted has no name of its own.
  return call('POST', `/attachments?name=${encodeURIComponent(file.name || 'file')}`, file, signal)
}

/** Where a file of the conversation can be had. */
export function fileAddress(id: string): string {
  return `${base}/attachments/${id}`
}

/** @param externalId the same for every attempt at one press, so that it counts once */
export function postAction(action: ActionName, value: string | null, externalId: string): Promise<Transcript | null> {
  return call('POST', '/actions', { action, value, externalId })
}

/** Leaves the present conversation; the next message begins another. */
export function postNew(): Promise<null> {
  return call('POST', '/new')
}

/** An earlier chat of this browser. */
export interface Earlier {
  thread: string
  about: string
  state: Transcript['state']
  ticket: number | null
}

/** The chats of this browser beside the present one, last changed first. */
export async function readEarlier(): Promise<Earlier[]> {
  return (await call<{ conversations: Earlier[] }>('GET', '/conversations')).conversations
}

/** Goes back to an earlier chat. */
export function postOpen(thread: string): Promise<null> {
  return call('POST', '/open', { thread })
}

export async function putVisitor(visitor: Visitor): Promise<Visitor> {
  return (await call<{ visitor: Visitor }>('PUT', '/visitor', visitor)).visitor
}

export function readArticle(id: string): Promise<Article> {
  return call('GET', `/articles/${encodeURIComponent(id)}`)
}

/** @throws Refused, Unreachable */
async function call<T>(method: string, path: string, body?: object, signal?: AbortSignal): Promise<T> {
  const isFile = body instanceof Blob
  let response: Response
  try {
    response = await fetch(base + path, {
      method,
      headers: {
        'accept-language': currentLanguage(),
        ...(body === undefined ? {} : { 'content-type': isFile ? 'application/octet-stream' : 'application/json' }),
      },
      ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
      // A file takes as long as it takes.
      signal: signal ?? AbortSignal.timeout(patience),
    })
  } catch {
    throw new Unreachable()
  }
  if (response.ok) {
    try {
      const text = await response.text()
      return (text === '' ? null : JSON.parse(text)) as T
    } catch {
      throw new Unreachable()
    }
  }
  const mayPass = response.status >= 500 || response.status === 408 || response.status === 429
  if (!mayPass) throw new Refused(response.status)
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN)
  throw new Unreachable(Number.isFinite(seconds) ? seconds : null)
}
