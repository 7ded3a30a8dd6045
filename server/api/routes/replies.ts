import { Type } from 'typebox'
import { changeReply, withdrawReply } from '../../../core/revisions/reply.ts'
import { getTicket } from '../../../core/tickets/store.ts'
import { actorOf, agents } from '../../auth/caller.ts'
import { write } from '../idempotency.ts'
import { Ticket } from '../schemas/ticket.ts'
import { showTicket } from '../shapes.ts'
import type { Api, RouteContext } from './routes.ts'

const Reply = Type.Object({
  number: Type.Integer({ minimum: 1 }),
  message: Type.String({ format: 'uuid', description: '`messageId` of the reply in the timeline' }),
})
const tags = ['tickets']
const config = { roles: agents }

/** What an agent does with a reply of theirs that went out: the requester's chat changes with it. */
export function addReplyRoutes(api: Api, { helpdesk, now }: RouteContext) {
  const { transact } = helpdesk

  api.put(
    '/tickets/:number/replies/:message',
    {
      config,
      schema: {
        tags,
        summary: 'Change a reply of your own; the history keeps what it said',
        params: Reply,
        body: Type.Object(
          { text: Type.String({ minLength: 1, maxLength: 100_000, pattern: '\\S', description: 'Markdown' }) },
          { additionalProperties: false },
        ),
        response: { 200: Ticket },
      },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { number, message } = request.params
        await changeReply(tx, number, actorOf(request), message, request.body.text, now())
        return { status: 200, body: showTicket(await getTicket(tx, number)) }
      }),
  )

  api.delete(
    '/tickets/:number/replies/:message',
    {
      config,
      schema: {
        tags,
        summary: 'Take a reply of your own back, with its files',
        params: Reply,
        response: { 200: Ticket },
      },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { number, message } = request.params
        await withdrawReply(tx, number, actorOf(request), message, now())
        return { status: 200, body: showTicket(await getTicket(tx, number)) }
      }),
  )
}
