import { type App, type Receiver, verifySlackRequest } from '@slack/bolt'
import type { FastifyInstance } from 'fastify'

/**
 * Bolt's ear in our own server: `POST /slack/events` takes events, buttons, forms and commands. Slack is answered when
 * everything that listens has finished, so that what is told "received" has been stored; a failure is a 500, upon which
 * Slack sends again.
 */
export function createReceiver(http: FastifyInstance, signingSecret: string): Receiver {
  let app: App | null = null
  return {
    init(bolt) {
      app = bolt
    },
    async start() {
      await http.register(async (routes) => {
        // The signature is over the bytes as they came.
        routes.removeAllContentTypeParsers()
        routes.addContentTypeParser('*', { parseAs: 'string' }, (_request, body, done) => done(null, body))
        routes.post('/slack/events', async (request, reply) => {
          const raw = String(request.body ?? '')
          if (!isFromSlack(signingSecret, request.headers, raw)) return reply.code(401).send('')
          const body = read(raw, request.headers['content-type'])
          if (!body) return reply.code(400).send('')
          if (body.type === 'url_verification') return { challenge: body.challenge }
          if (body.ssl_check !== undefined) return ''
          let answer: { body: unknown } | null = null
          await app?.processEvent({
            body,
            ack: async (said) => {
              answer ??= { body: said ?? '' }
            },
          })
          const said = answer as { body: unknown } | null
          return said ? said.body : reply.code(404).send('')
        })
      })
    },
    stop: async () => {},
  }
}

/** Whether a body was signed with our secret within five minutes, in either direction. */
function isFromSlack(signingSecret: string, headers: Record<string, unknown>, body: string): boolean {
  const signature = headers['x-slack-signature']
  const at = Number(headers['x-slack-request-timestamp'])
  if (typeof signature !== 'string' || !Number.isFinite(at) || at > Date.now() / 1_000 + 300) return false
  try {
    verifySlackRequest({
      signingSecret,
      body,
      headers: { 'x-slack-signature': signature, 'x-slack-request-timestamp': at },
    })
    return true
  } catch {
    // Bolt throws one plain Error for every way of not being Slack.
    return false
  }
}

// biome-ignore lint/suspicious/noExplicitAny: Slack's payloads, as Bolt takes them
function read(raw: string, type: string | undefined): Record<string, any> | null {
  try {
    if (type?.startsWith('application/json')) return JSON.parse(raw)
    const form = Object.fromEntries(new URLSearchParams(raw))
    return form.payload ? JSON.parse(form.payload) : form
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}
