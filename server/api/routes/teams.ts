import { Type } from 'typebox'
import { getTeam, insertTeam, listTeams, teamNumbers, updateTeam } from '../../../core/people/store.ts'
import { listCategories, saveCategory } from '../../../core/routing/store.ts'
import { checkHours } from '../../../core/sla/business-calendar.ts'
import type { Transaction } from '../../../core/transaction.ts'
import { agents, leads } from '../../auth/caller.ts'
import { write } from '../idempotency.ts'
import { Category, CategoryPage, CategoryWrite, Team, TeamPage, TeamWrite } from '../schemas/people.ts'
import { showTeam } from '../shapes.ts'
import type { Api, RouteContext } from './routes.ts'

const tags = ['teams']
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** Teams and the categories that lead to them. */
export function addTeamRoutes(api: Api, { helpdesk }: RouteContext) {
  const { transact } = helpdesk
  const teamNow = async (tx: Transaction, id: string) =>
    showTeam(await getTeam(tx, id), (await teamNumbers(tx)).get(id))

  api.get(
    '/teams',
    { config: { roles: agents }, schema: { tags, summary: 'All teams', response: { 200: TeamPage } } },
    async () =>
      transact(async (tx) => {
        const numbers = await teamNumbers(tx)
        return { items: (await listTeams(tx)).map((team) => showTeam(team, numbers.get(team.id))), next: null }
      }),
  )

  api.post(
    '/teams',
    { config: { roles: leads }, schema: { tags, summary: 'Add a team', body: TeamWrite, response: { 201: Team } } },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        if (request.body.hours) checkHours(request.body.hours)
        return { status: 201, body: await teamNow(tx, await insertTeam(tx, request.body)) }
      }),
  )

  api.put(
    '/teams/:id',
    {
      config: { roles: leads },
      schema: { tags, summary: 'Change a team; its level stays', params: Id, body: TeamWrite, response: { 200: Team } },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        if (request.body.hours) checkHours(request.body.hours)
        await updateTeam(tx, request.params.id, request.body)
        return { status: 200, body: await teamNow(tx, request.params.id) }
      }),
  )

  api.get(
    '/categories',
    { config: { roles: agents }, schema: { tags, summary: 'All categories', response: { 200: CategoryPage } } },
    async () =>
      transact(async (tx) => ({
        items: (await listCategories(tx)).map(({ teamId, ...category }) => ({ ...category, team: teamId })),
        next: null,
      })),
  )

  const saving = (summary: string, status: number) => ({
    config: { roles: leads },
    schema: { tags, summary, body: CategoryWrite, response: { [status]: Category } },
  })
  api.post('/categories', saving('Add a category', 201), (request, reply) =>
    write(transact, request, reply, async (tx) => {
      const { name, keywords = [], team = null, skills } = request.body
      const { teamId, ...category } = await saveCategory(tx, null, {
        name,
        keywords,
        teamId: team,
        ...(skills ? { skills } : {}),
      })
      return { status: 201, body: { ...category, team: teamId } }
    }),
  )
  api.put(
    '/categories/:id',
    { ...saving('Change a category', 200), schema: { ...saving('Change a category', 200).schema, params: Id } },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { name, keywords = [], team = null, skills } = request.body
        const { teamId, ...category } = await saveCategory(tx, request.params.id, {
          name,
          keywords,
          teamId: team,
          skills,
        })
        return { status: 200, body: { ...category, team: teamId } }
      }),
  )
}
