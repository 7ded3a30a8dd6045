import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Attempt, Post } from '../../core/webhooks/deliver.ts'
import { type Addresses, AddressRefused } from './addresses.ts'

/** Standard Webhooks recommend 15 to 30 seconds; ours has only to say that it has got it. */
const timeoutMilliseconds = 15_000
/** More of an answer than this is not read. */
const longestAnswer = 16 * 1024
/** So much of an answer is kept for an admin to read. */
const longestSaid = 300

/**
 * Makes the sender of webhooks. Each attempt looks the host up anew, checks every address and connects to one of those
 * that were checked: a name that leads elsewhere a moment later changes nothing. Redirects are not followed; the
 * answer has 15 seconds and 16 kB.
 */
export function createPost(addresses: Addresses, options: { timeoutMilliseconds?: number } = {}): Post {
  const allowance = options.timeoutMilliseconds ?? timeoutMilliseconds
  return async (url, headers, body) => {
    const target = new URL(url)
    try {
      if (target.protocol !== 'https:' && !addresses.isAllowed(target.hostname))
        return failed('only https is sent to, or what WEBHOOK_ALLOW names')
      const signal = AbortSignal.timeout(allowance)
      const checked = await within(signal, addresses.resolve(target.hostname))
      const answer = await send(target, headers, body, checked, signal)
      return await judge(answer)
    } catch (error) {
      if (error instanceof AddressRefused) return failed(error.message)
      const { name, code, message } = error as NodeJS.ErrnoException
      if (name === 'TimeoutError' || name === 'AbortError') return failed(`no answer within ${allowance / 1_000} s`)
      return failed(code ? `${code}: ${message}` : message)
    }
  }
}

/** Waits for a name server no longer than for the rest. */
function within<T>(signal: AbortSignal, asked: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    asked.then(resolve, reject)
  })
}

function send(
  target: URL,
  headers: Record<string, string>,
  body: string,
  checked: { address: string; family: 4 | 6 }[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  // The connection is made to what was checked, whatever the name means by then.
  const lookup: LookupFunction = (_host, wanted, done) => {
    const [first] = checked
    if (wanted.all) done(null, checked)
    else if (first) done(null, first.address, first.family)
    else done(new Error('no address'), '')
  }
  return new Promise((resolve, reject) => {
    const request = (target.protocol === 'https:' ? https : http).request(target, {
      method: 'POST',
      agent: false,
      lookup,
      signal,
      headers: {
        ...headers,
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'Firstline',
      },
    })
    request.on('response', resolve)
    request.on('error', (error) => reject(signal.aborted ? signal.reason : error))
    request.end(body)
  })
}

async function judge(answer: IncomingMessage): Promise<Attempt> {
  const status = answer.statusCode ?? 0
  const text = await beginningOf(answer)
  if (status >= 200 && status < 300) return { outcome: 'accepted' }
  const said = `${status} ${answer.statusMessage ?? ''} ${text}`.replace(/\s+/g, ' ').trim().slice(0, longestSaid)
  if (status === 410) return { outcome: 'gone', said }
  return { outcome: 'failed', said, retryAfterSeconds: secondsOf(answer.headers['retry-after']) }
}

/** The beginning of an answer; the rest is not read, and the connection is closed. */
async function beginningOf(answer: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  let size = 0
  for await (const part of answer) {
    parts.push(part as Buffer)
    size += (part as Buffer).length
    if (size >= longestAnswer) break
  }
  answer.destroy()
  return Buffer.concat(parts).subarray(0, longestAnswer).toString('utf8')
}

/** `Retry-After` in seconds, whether it was said in seconds or as a date; null when it was not. */
function secondsOf(header: string | undefined): number | null {
  if (header === undefined) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header)
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - Date.now()) / 1_000))
}

function failed(said: string): Attempt {
  return { outcome: 'failed', said: said.slice(0, longestSaid), retryAfterSeconds: null }
}
