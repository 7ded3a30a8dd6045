import { Type } from 'typebox'
import { dismissGap, listGaps } from '../../../knowledge/gaps/store.ts'
import { leads } from '../../auth/caller.ts'
import { pageOf, unpackCursor } from '../cursor.ts'
import { write } from '../idempotency.ts'
import { RequestRefused } from '../problem.ts'
import { Page, PageQuery } from '../schemas/common.ts'
import { Gap } from '../schemas/gap.ts'
import type { Api, RouteContext } from './routes.ts'

const tags = ['knowledge']
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const GapQuery = Type.Object({
  ...PageQuery.properties,
  dismissed: Type.Optional(Type.Boolean({ description: 'those that were dismissed instead' })),
})

/** What people asked and no article answered. */
export function addGapRoutes(api: Api, { helpdesk, now }: RouteContext) {
  const { transact } = helpdesk
  api.get(
    '/gaps',
    {
      config: { roles: leads },
      schema: {
        tags,
        summary: 'What people asked and no article answered, most asked this week first',
        querystring: GapQuery,
        response: { 200: Page(Gap) },
      },
    },
    async (request) => {
      const { cursor, limit = 25, dismissed = false } = request.query
      const after = unpackCursor(cursor, ['thisWeek', 'total', 'id'])
      const rows = await transact((tx) =>
        listGaps(tx, { ...(after ? { after } : {}), limit: limit + 1, now: now(), dismissed }),
      )
      const page = pageOf(rows, limit, ({ thisWeek, total, id }) => ({ thisWeek, total, id }))
      return {
        ...page,
        items: page.items.map((gap) => ({
          ...gap,
          lastAskedAt: gap.lastAskedAt.toISOString(),
          dismissedAt: gap.dismissedAt?.toISOString() ?? null,
        })),
      }
    },
  )
  for (const [path, isDismissed, summary] of [
    ['dismiss', true, 'Take it out of the list; its questions are still counted'],
    ['restore', false, 'Put it back into the list'],
  ] as const)
    api.post(
      `/gaps/:id/${path}`,
      { config: { roles: leads }, schema: { tags, summary, params: Id, response: { 204: Type.Null() } } },
      (request, reply) =>
        write(transact, request, reply, async (tx) => {
          const { id } = request.params as { id: string }
          if (!(await dismissGap(tx, id, isDismissed)))
            throw new RequestRefused(404, 'gap_not_found', 'There is no such gap; it may have become part of another.')
          return { status: 204, body: null }
        }),
    )
}
