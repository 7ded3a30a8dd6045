import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'

/** A message as the receiver got it, its signature checked by the library of Standard Webhooks. */
export interface Received {
  id: string
  /** False when none of the signatures fits the secret. */
  verified: boolean
  signatures: number
  headers: http.IncomingHttpHeaders
  // biome-ignore lint/suspicious/noExplicitAny: bodies of all events; each test looks at the fields it names
  body: any
}

export interface Answer {
  status: number
  headers?: Record<string, string>
  body?: string
  /** Never answers. */
  hang?: boolean
  /** Answers only then. */
  until?: Promise<void>
}

export interface WebhookReceiver {
  url: string
  received: Received[]
  /** What it checks signatures with. */
  secret: string
  /** What it answers, by how many it has had before. */
  answer(message: Received, before: number): Answer
  /** Resolves when so many have arrived in all. */
  has(count: number): Promise<void>
  stop(): Promise<void>
}

/** Starts a receiver on a free port of the loopback address. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const heard = new Set<() => void>()
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const text = Buffer.concat(parts).toString()
      const message: Received = {
        id: String(request.headers['webhook-id']),
        verified: verifies(receiver.secret, text, request.headers),
        signatures: String(request.headers['webhook-signature']).split(' ').length,
        headers: request.headers,
        body: JSON.parse(text),
      }
      const { status, headers, body, hang, until } = receiver.answer(message, receiver.received.length)
      receiver.received.push(message)
      for (const hear of heard) hear()
      if (!hang) void (until ?? Promise.resolve()).then(() => response.writeHead(status, headers).end(body))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const receiver: WebhookReceiver = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    received: [],
    secret: '',
    answer: () => ({ status: 204 }),
    has: (count) =>
      new Promise((resolve) => {
        const look = () => {
          if (receiver.received.length < count) return
          heard.delete(look)
          resolve()
        }
        heard.add(look)
        look()
      }),
    async stop() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
  return receiver
}

function verifies(secret: string, text: string, headers: http.IncomingHttpHeaders): boolean {
  if (!secret) return false
  try {
    new Webhook(secret).verify(text, headers as Record<string, string>)
    return true
  } catch {
    return false
  }
}
