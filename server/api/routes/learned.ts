import { Type } from 'typebox'
import { judgeLearned, learnedStates, listLearned } from '../../../knowledge/learning/store.ts'
import { actorOf, leads } from '../../auth/caller.ts'
import { pageOf, unpackCursor } from '../cursor.ts'
import { write } from '../idempotency.ts'
import { RequestRefused } from '../problem.ts'
import { Instant, Nullable, OneOf, Page, PageQuery } from '../schemas/common.ts'
import type { Api, RouteContext } from './routes.ts'

const tags = ['knowledge']
const Learned = Type.Object({
  id: Type.String(),
  text: Type.String(),
  state: OneOf(learnedStates),
  article: Type.Object({ id: Type.String(), title: Type.String() }),
  helped: Type.Integer({ description: 'people who found that the article answers it' }),
  notHelped: Type.Integer(),
  counts: Type.Boolean({ description: 'whether it has an effect already, with less weight than a confirmed one' }),
  createdAt: Instant,
  judgedBy: Nullable(Type.String({ description: 'who last confirmed, rejected or put it back' })),
  judgedAt: Nullable(Instant),
})
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** What was learned from outcomes: everything can be seen, confirmed and undone. */
export function addLearnedRoutes(api: Api, { helpdesk }: RouteContext) {
  const { transact } = helpdesk
  api.get(
    '/learned-phrasings',
    {
      config: { roles: leads },
      schema: {
        tags,
        summary: 'Questions learned from outcomes, newest first',
        querystring: Type.Object({
          ...PageQuery.properties,
          state: Type.Optional(OneOf(learnedStates, { description: 'those that wait when left out' })),
        }),
        response: { 200: Page(Learned) },
      },
    },
    async (request) => {
      const { cursor, limit = 25, state = 'candidate' } = request.query
      const after = unpackCursor(cursor, ['createdAt', 'id'])
      const rows = await transact((tx) => listLearned(tx, { state, ...(after ? { after } : {}), limit: limit + 1 }))
      const page = pageOf(rows, limit, (last) => ({ createdAt: last.createdAt.toISOString(), id: last.id }))
      return {
        ...page,
        items: page.items.map(({ articleId, articleTitle, createdAt, judgedAt, ...row }) => ({
          ...row,
          article: { id: articleId, title: articleTitle },
          createdAt: createdAt.toISOString(),
          judgedAt: judgedAt?.toISOString() ?? null,
        })),
      }
    },
  )
  for (const [path, verdict, summary] of [
    ['confirm', 'confirmed', 'Make it an example question of its article'],
    ['reject', 'rejected', 'Take it away; it is not learned again'],
    ['undo', 'candidate', 'Put a confirmed or rejected one back among those that wait'],
  ] as const)
    api.post(
      `/learned-phrasings/:id/${path}`,
      { config: { roles: leads }, schema: { tags, summary, params: Id, response: { 204: Type.Null() } } },
      (request, reply) =>
        write(transact, request, reply, async (tx) => {
          const { id } = request.params as { id: string }
          if (!(await judgeLearned(tx, id, verdict, actorOf(request).name)))
            throw new RequestRefused(
              404,
              'not_learned',
              'There is no such learned phrasing, or somebody has judged it already, or there is nothing to undo.',
            )
          return { status: 204, body: null }
        }),
    )
}
