import type { OutgoingHttpHeaders } from 'node:http'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ActionName, Channel, ChannelHost } from '../../core/ports.ts'
import { addChangeRoutes } from './changes.ts'
import { addFileRoutes } from './files.ts'
import { knownVisitor, turnPage, visitorOf } from './identity.ts'
import { channelName, eventOf, languageOf, placeOf, senderOf, threadOf, workspace } from './inbound.ts'
import { conversationEvent, heartbeat, listed } from './render.ts'

/** Seconds between heartbeats; proxies commonly close what is silent for 60 s. */
const heartbeatSeconds = 25

const id = { type: 'string', minLength: 1, maxLength: 100 } as const
const messageBody = {
  type: 'object',
  required: ['text', 'externalId'],
  additionalProperties: false,
  properties: {
    text: { type: 'string', maxLength: 20_000 },
    attachments: { type: 'array', maxItems: 20, items: { type: 'string', format: 'uuid' } },
    externalId: id,
  },
  // A message says something, or brings something.
  anyOf: [
    { properties: { text: { type: 'string', pattern: '\\S' } } },
    { required: ['attachments'], properties: { attachments: { type: 'array', minItems: 1 } } },
  ],
}
const actionBody = {
  type: 'object',
  required: ['action', 'externalId'],
  additionalProperties: false,
  properties: {
    action: { type: 'string', enum: ['solved', 'not_helpful', 'person', 'choose', 'rate'] },
    value: { type: ['string', 'null'], maxLength: 200 },
    externalId: id,
  },
}
const articleParams = { type: 'object', properties: { id: { type: 'string', format: 'uuid' } } }
const openBody = {
  type: 'object',
  required: ['thread'],
  additionalProperties: false,
  properties: { thread: { type: 'string', format: 'uuid' } },
}
const linkQuery = {
  type: 'object',
  required: ['link'],
  properties: { link: { type: 'string', minLength: 1, maxLength: 2_000 } },
}
const visitorBody = {
  type: 'object',
  additionalProperties: false,
  properties: {
    name: { type: ['string', 'null'], maxLength: 200 },
    email: { anyOf: [{ type: 'string', format: 'email', maxLength: 320 }, { type: 'null' }] },
  },
}

/**
 * The chat page's own channel. The page reads whole conversations over a stream, so a delivery has nothing to push:
 * the message is in the transcript, and the change that stored it wakes the stream.
 * @param http where its routes go, below `/chat/api`
 * @param secure whether the page is reached by https
 */
export function createWebChat(http: FastifyInstance, secure: boolean): Channel {
  const streams = new Set<() => void>()
  return {
    name: channelName,
    async start(host) {
      await http.register(
        async (routes) => {
          addRoutes(routes, host, secure, streams)
          await addFileRoutes(routes, host, secure)
          addChangeRoutes(routes, host, secure)
        },
        { prefix: '/chat/api' },
      )
    },
    async stop() {
      for (const end of streams) end()
    },
    async deliver(message) {
      return { externalMessageId: message.key }
    },
    // As with a delivery: the transcript says what is so now.
    async revise() {},
  }
}

function addRoutes(routes: FastifyInstance, host: ChannelHost, secure: boolean, streams: Set<() => void>) {
  const sending = {
    config: {
      rateLimit: {
        timeWindow: '1 minute',
        keyGenerator: (request: FastifyRequest) => knownVisitor(request) ?? request.ip,
        // A whole company may share one address, so only a browser we know is held to what one person can type.
        max: (request: FastifyRequest) => (knownVisitor(request) ? 60 : 3_000),
      },
    },
  }

  routes.get('/conversation', async (request, reply) => {
    const visitor = visitorOf(request, reply, secure)
    const known = await host.introduce({ channel: channelName, workspace }, senderOf(visitor, languageOf(request)))
    return { visitor: known, conversation: await host.transcript(placeOf(visitor)) }
  })

  routes.post<{ Body: { text: string; attachments?: string[]; externalId: string } }>(
    '/messages',
    { ...sending, schema: { body: messageBody } },
    async (request, reply) => {
      const visitor = visitorOf(request, reply, secure)
      const { text, attachments = [], externalId } = request.body
      const files = attachments.map((stored) => ({ stored }))
      await host.handle(
        eventOf(visitor, languageOf(request), externalId, { kind: 'message', text, attachments: files }),
      )
      reply.code(201)
      return host.transcript(placeOf(visitor))
    },
  )

  routes.post<{ Body: { action: ActionName; value?: string | null; externalId: string } }>(
    '/actions',
    { ...sending, schema: { body: actionBody } },
    async (request, reply) => {
      const visitor = visitorOf(request, reply, secure)
      const { action, value = null, externalId } = request.body
      await host.handle(eventOf(visitor, languageOf(request), externalId, { kind: 'action', action, value }))
      reply.code(201)
      return host.transcript(placeOf(visitor))
    },
  )

  routes.post('/new', async (_request, reply) => {
    turnPage(reply, secure)
    return reply.code(204).send()
  })

  routes.get('/conversations', async (request, reply) => {
    const visitor = visitorOf(request, reply, secure)
    const all = await host.conversationsOf({ channel: channelName, workspace }, visitor.account)
    return { conversations: all.filter((each) => threadOf(each.conversationKey) !== visitor.thread).map(listed) }
  })

  routes.post<{ Body: { thread: string } }>('/open', { schema: { body: openBody } }, async (request, reply) => {
    turnPage(reply, secure, request.body.thread)
    return reply.code(204).send()
  })

  routes.put<{ Body: { name?: string | null; email?: string | null } }>(
    '/visitor',
    { ...sending, schema: { body: visitorBody } },
    async (request, reply) => {
      const visitor = visitorOf(request, reply, secure)
      const introduced = {
        ...(request.body.name ? { name: request.body.name } : {}),
        ...(request.body.email ? { email: request.body.email } : {}),
      }
      return {
        visitor: await host.introduce(
          { channel: channelName, workspace },
          senderOf(visitor, languageOf(request), introduced),
        ),
      }
    },
  )

  routes.get<{ Params: { id: string } }>(
    '/articles/:id',
    { schema: { params: articleParams } },
    async (request, reply) => {
      const article = await host.article(request.params.id)
      return article ?? reply.callNotFound()
    },
  )

  // A link between imported pages: it is resolved when it is followed, so that it leads to what is there then.
  routes.get<{ Params: { id: string }; Querystring: { link: string } }>(
    '/articles/:id/to',
    { schema: { params: articleParams, querystring: linkQuery } },
    async (request, reply) => {
      const { link } = request.query
      const found = await host.linkedArticle(request.params.id, link)
      const anchor = /#.*$/s.exec(link)?.[0] ?? ''
      return reply.redirect(`/chat/articles/${found ?? 'missing'}${found ? encodeURI(anchor) : ''}`)
    },
  )

  routes.get('/events', async (request, reply) => {
    const visitor = visitorOf(request, reply, secure)
    const headers = reply.getHeaders()
    reply.hijack()
    reply.raw.writeHead(200, {
      ...(headers as OutgoingHttpHeaders),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    let shown: string | null = null
    let reading = Promise.resolve()
    const show = () => {
      // One read after another, so that an older transcript never follows a newer one.
      reading = reading
        .then(async () => {
          const transcript = await host.transcript(placeOf(visitor))
          if (!transcript) return
          const event = conversationEvent(transcript)
          if (event !== shown && !reply.raw.writableEnded) reply.raw.write(event)
          shown = event
        })
        .catch((error) => request.log.error(error))
    }
    const unwatch = host.watch(placeOf(visitor), show)
    const beat = setInterval(() => reply.raw.write(heartbeat), heartbeatSeconds * 1_000)
    const end = () => {
      clearInterval(beat)
      unwatch()
      streams.delete(end)
      reply.raw.end()
    }
    streams.add(end)
    request.raw.on('close', end)
    reply.raw.write(heartbeat)
    show()
  })
}
