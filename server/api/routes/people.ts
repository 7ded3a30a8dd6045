import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { notifyChange } from '../../../core/delivery/store.ts'
import { canWork, type Person as DomainPerson } from '../../../core/people/person.ts'
import { getPerson, insertPerson, listPeople, setTeams, updatePerson } from '../../../core/people/store.ts'
import { assignWaiting } from '../../../core/routing/assign.ts'
import { checkHours } from '../../../core/sla/business-calendar.ts'
import type { Transaction } from '../../../core/transaction.ts'
import { admins, agents, callerOf } from '../../auth/caller.ts'
import { hashPassword } from '../../auth/secrets.ts'
import { closeSessionsOf } from '../../auth/store.ts'
import { pageOf, unpackCursor } from '../cursor.ts'
import { write } from '../idempotency.ts'
import { RequestRefused } from '../problem.ts'
import { OneOf, PageQuery } from '../schemas/common.ts'
import { Person, PersonChange, PersonCreate, PersonPage, personRoles } from '../schemas/people.ts'
import { showPerson } from '../shapes.ts'
import type { Api, RouteContext } from './routes.ts'

const tags = ['people']
const PeopleQuery = Type.Object({
  ...PageQuery.properties,
  role: Type.Optional(OneOf([...personRoles, 'staff'], { description: '`staff`: everybody but requesters' })),
  q: Type.Optional(Type.String({ maxLength: 200, description: 'part of the name or address' })),
})
const Id = Type.Object({ id: Type.String({ description: 'uuid, or `me`' }) })

/** People: employees and those who help them. */
export function addPeopleRoutes(api: Api, { helpdesk, now }: RouteContext) {
  const { transact } = helpdesk

  api.get(
    '/people',
    {
      config: { roles: agents },
      schema: { tags, summary: 'People by name', querystring: PeopleQuery, response: { 200: PersonPage } },
    },
    async (request) => {
      const { role, q, cursor, limit = 25 } = request.query
      const after = unpackCursor(cursor, ['name', 'id'])
      const people = await transact((tx) =>
        listPeople(tx, {
          ...(role === 'staff' ? { staff: true } : role ? { role: role as DomainPerson['role'] } : {}),
          ...(q?.trim() ? { q: q.trim() } : {}),
          ...(after ? { after } : {}),
          limit: limit + 1,
        }),
      )
      const page = pageOf(people, limit, (last) => ({ name: last.name.toLowerCase(), id: last.id }))
      return { ...page, items: page.items.map(showPerson) }
    },
  )

  api.post(
    '/people',
    {
      config: { roles: admins },
      schema: { tags, summary: 'Add a person', body: PersonCreate, response: { 201: Person } },
    },
    async (request, reply) => {
      const { password, teams = [], language = 'en', capacity, ...person } = request.body
      const passwordHash = password ? await hashPassword(password) : null
      return write(transact, request, reply, async (tx) => {
        const id = await insertPerson(tx, { ...person, language, passwordHash, ...(capacity ? { capacity } : {}) })
        await setTeams(tx, id, teams)
        return { status: 201, body: showPerson(await getPerson(tx, id)) }
      })
    },
  )

  api.patch(
    '/people/:id',
    {
      config: { roles: agents, audit: (request) => (isOwnComfort(request) ? null : 'people.changed') },
      schema: {
        tags,
        summary: 'Change a person; agents may change themselves',
        params: Id,
        body: PersonChange,
        response: { 200: Person },
      },
    },
    async (request, reply) => {
      const caller = callerOf(request)
      const id = request.params.id === 'me' ? caller.person?.id : request.params.id
      if (!id)
        throw new RequestRefused(
          422,
          'not_a_person',
          'This token belongs to no person, so `me` means nobody. Name the person by id.',
        )
      const { teams, password, awayUntil, ...change } = request.body
      if (change.workingHours) checkHours(change.workingHours)
      if (caller.role !== 'admin') refuseForeign(id === caller.person?.id, Object.keys(request.body))
      const passwordHash = password ? await hashPassword(password) : undefined
      return write(transact, request, reply, async (tx) => {
        await updatePerson(tx, id, {
          ...change,
          ...(awayUntil !== undefined ? { awayUntil: awayUntil === null ? null : new Date(awayUntil) } : {}),
          ...(passwordHash ? { passwordHash } : {}),
        })
        if (teams) await setTeams(tx, id, teams)
        if (passwordHash || change.role) await closeSessionsOf(tx, id)
        const person = await getPerson(tx, id)
        await giveWork(tx, person, now())
        await notifyChange(tx, { presence: true })
        return { status: 200, body: showPerson(person) }
      })
    },
  )
}

/** What an agent may change about themselves without an admin. */
const own = ['presence', 'language', 'capacity', 'password', 'name', 'languages', 'workingHours', 'awayUntil']

/** Coming and going, and one's language: no administration, and far too often for the audit log. */
function isOwnComfort(request: FastifyRequest): boolean {
  const { id } = request.params as { id: string }
  const isSelf = id === 'me' || id === callerOf(request).person?.id
  return isSelf && Object.keys(request.body as object).every((field) => field === 'presence' || field === 'language')
}

function refuseForeign(isSelf: boolean, fields: string[]): void {
  const foreign = isSelf ? fields.filter((field) => !own.includes(field)) : fields
  if (foreign.length > 0 || !isSelf)
    throw new RequestRefused(
      403,
      'not_allowed',
      `Only an admin may change ${isSelf ? foreign.join(', ') : 'other people'}.`,
    )
}

/** Somebody who is there with room for more gets what waits in their teams. */
async function giveWork(tx: Transaction, person: DomainPerson, now: Date): Promise<void> {
  if (canWork(person.role) && person.presence === 'available') await assignWaiting(tx, person.teams, now)
}
