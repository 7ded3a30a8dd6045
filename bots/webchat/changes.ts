import { randomUUID } from 'node:crypto'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ChannelHost } from '../../core/ports.ts'
import { visitorOf } from './identity.ts'
import { eventOf, languageOf, placeOf, type Sent } from './inbound.ts'

const params = { type: 'object', properties: { id: { type: 'string', format: 'uuid' } } }
const body = {
  type: 'object',
  required: ['text'],
  additionalProperties: false,
  properties: { text: { type: 'string', maxLength: 20_000, pattern: '\\S' } },
}
type OfMessage = { Params: { id: string } }

/** What visitors do with a message they sent: say it otherwise, or take it back. */
export function addChangeRoutes(routes: FastifyInstance, host: ChannelHost, secure: boolean): void {
  const change = async (request: FastifyRequest<OfMessage>, reply: FastifyReply, sent: Sent) => {
    const visitor = visitorOf(request, reply, secure)
    const transcript = await host.transcript(placeOf(visitor))
    const found = transcript?.messages.find((message) => message.id === request.params.id)
    if (found?.from !== 'requester') return reply.callNotFound()
    await host.handle(eventOf(visitor, languageOf(request), randomUUID(), sent))
    return host.transcript(placeOf(visitor))
  }

  routes.put<OfMessage & { Body: { text: string } }>(
    '/messages/:id',
    { schema: { params, body } },
    async (request, reply) =>
      change(request, reply, { kind: 'edited', message: request.params.id, text: request.body.text }),
  )

  routes.delete<OfMessage>('/messages/:id', { schema: { params } }, async (request, reply) =>
    change(request, reply, { kind: 'deleted', message: request.params.id }),
  )
}
