import { Type } from 'typebox'
import { listDead, notifyWork, replayDead } from '../../../core/delivery/store.ts'
import { admins } from '../../auth/caller.ts'
import { write } from '../idempotency.ts'
import { RequestRefused } from '../problem.ts'
import { Instant, Nullable, OneOf } from '../schemas/common.ts'
import type { Api, RouteContext } from './routes.ts'

const tags = ['delivery']
const queues = ['inbox', 'outbox', 'automation_event'] as const
const Dead = Type.Object({
  queue: OneOf(queues),
  id: Type.String(),
  attempts: Type.Integer(),
  error: Nullable(Type.String()),
  finishedAt: Instant,
  payload: Type.Unknown(),
})

/** Messages that were given up on: an admin sees and replays them, so none is lost. */
export function addDeliveryRoutes(api: Api, { helpdesk }: RouteContext) {
  const { transact } = helpdesk
  api.get(
    '/delivery/dead',
    {
      config: { roles: admins },
      schema: {
        tags,
        summary: 'Events and messages given up on, the newest 100',
        response: { 200: Type.Object({ items: Type.Array(Dead), next: Type.Null() }) },
      },
    },
    async () => {
      const rows = await transact((tx) => listDead(tx, 100))
      return {
        items: rows.map(({ lane: _lane, ...row }) => ({ ...row, finishedAt: row.finishedAt.toISOString() })),
        next: null,
      }
    },
  )
  api.post(
    '/delivery/dead/:queue/:id/replay',
    {
      config: { roles: admins },
      schema: {
        tags,
        summary: 'Try one again',
        params: Type.Object({ queue: OneOf(queues), id: Type.String({ pattern: '^\\d+$' }) }),
        response: { 204: Type.Null() },
      },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { queue, id } = request.params
        if (!(await replayDead(tx, queue, id)))
          throw new RequestRefused(404, 'not_dead', `Nothing in the ${queue} with id ${id} has been given up on.`)
        await notifyWork(tx, queue)
        return { status: 204, body: null }
      }),
  )
}
