import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { ChannelHost } from '../../core/ports.ts'
import { visitorOf } from './identity.ts'
import { channelName, placeOf, workspace } from './inbound.ts'

const uploadQuery = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string', minLength: 1, maxLength: 1_000 } },
}
const fileParams = { type: 'object', properties: { id: { type: 'string', format: 'uuid' } } }

/** How many files one address may upload in a minute: a company may share one, and whoever likes may invent browsers. */
const uploadsPerMinute = 100

/**
 * Files of the chat: uploaded before they are sent, as bare bytes, a kind of body that pages of other sites cannot send
 * unasked; read by a short-lived link, made for whoever may see the conversation.
 */
export async function addFileRoutes(routes: FastifyInstance, host: ChannelHost, secure: boolean): Promise<void> {
  await routes.register(async (uploads) => {
    uploads.removeAllContentTypeParsers()
    uploads.addContentTypeParser(
      'application/octet-stream',
      // One byte more than is taken, so that the helpdesk itself says what is too much.
      { parseAs: 'buffer', bodyLimit: host.attachmentLimit + 1 },
      (_request, body, done) => done(null, body),
    )
    uploads.post<{ Querystring: { name: string }; Body: Buffer | null }>(
      '/attachments',
      {
        schema: { querystring: uploadQuery },
        bodyLimit: host.attachmentLimit + 1,
        config: {
          rateLimit: {
            timeWindow: '1 minute',
            keyGenerator: (request: FastifyRequest) => request.ip,
            max: uploadsPerMinute,
          },
        },
      },
      async (request, reply) => {
        const { account } = visitorOf(request, reply, secure)
        const bytes = request.body ?? Buffer.alloc(0)
        const file = await host.upload({ channel: channelName, workspace }, account, {
          name: request.query.name,
          bytes,
        })
        return reply.code(201).send(file)
      },
    )
  })

  routes.get<{ Params: { id: string } }>(
    '/attachments/:id',
    { schema: { params: fileParams } },
    async (request: FastifyRequest<{ Params: { id: string } }>, reply: FastifyReply) => {
      const visitor = visitorOf(request, reply, secure)
      const link = await host.attachmentLink(placeOf(visitor), visitor.account, request.params.id)
      if (link === null) return reply.callNotFound()
      const { pathname, search } = new URL(link)
      return reply.header('cache-control', 'private, max-age=60').redirect(pathname + search)
    },
  )
}
