import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { deleteField, getField, insertField, listFields, updateField } from '../../../core/fields/store.ts'
import { catalogue, preferredLanguage } from '../../../core/messages/catalogue.ts'
import { countUnread, listNotifications, readAll } from '../../../core/notifications/store.ts'
import { summarize } from '../../../core/tickets/timeline.ts'
import { agents, callerOf, leads } from '../../auth/caller.ts'
import { pageOf, unpackCursor } from '../cursor.ts'
import { write } from '../idempotency.ts'
import { RequestRefused } from '../problem.ts'
import { PageQuery } from '../schemas/common.ts'
import { Field, FieldChange, FieldCreate, FieldPage, NotificationPage } from '../schemas/ticket-details.ts'
import type { Api, RouteContext } from './routes.ts'

const tags = ['notifications']
const config = { roles: agents }

/** What the caller is told of: tickets they watch, notes that mention them. */
export function addNotificationRoutes(api: Api, { helpdesk, now }: RouteContext) {
  const { transact } = helpdesk
  const query = Type.Object({ ...PageQuery.properties, unread: Type.Optional(Type.Boolean()) })
  api.get(
    '/notifications',
    {
      config,
      schema: {
        tags,
        summary: 'What I am told of, newest first',
        querystring: query,
        response: { 200: NotificationPage },
      },
    },
    async (request) => {
      const { limit = 25, unread = false, cursor } = request.query
      const before = unpackCursor(cursor, ['id'])?.id
      const rows = await transact((tx) =>
        listNotifications(tx, personOf(request), { isUnread: unread, limit: limit + 1, ...(before ? { before } : {}) }),
      )
      const page = pageOf(rows, limit, (last) => ({ id: last.id }))
      const words = catalogue(
        callerOf(request).person?.language ?? preferredLanguage(request.headers['accept-language']),
      )
      return {
        ...page,
        items: page.items.map(({ entry, at, readAt, ...rest }) => ({
          ...rest,
          at: at.toISOString(),
          readAt: readAt?.toISOString() ?? null,
          kind: entry.kind,
          summary: summarize(entry, words),
          text: entry.text,
        })),
      }
    },
  )
  const Unread = Type.Object({ unread: Type.Integer() })
  const Read = Type.Object({ ticket: Type.Optional(Type.Integer({ minimum: 1 })) }, { additionalProperties: false })
  api.post(
    '/notifications/read',
    {
      config,
      schema: { tags, summary: 'I have read all, or all about a ticket', body: Read, response: { 200: Unread } },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const person = personOf(request)
        await readAll(tx, person, request.body.ticket ?? null, now())
        return { status: 200, body: { unread: await countUnread(tx, person) } }
      }),
  )
}

/** The fields that tickets of a category have. */
export function addFieldRoutes(api: Api, { helpdesk }: RouteContext) {
  const { transact } = helpdesk
  const tags = ['teams']
  const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
  api.get(
    '/ticket-fields',
    { config, schema: { tags, summary: 'All fields, by category', response: { 200: FieldPage } } },
    async () => transact(async (tx) => ({ items: await listFields(tx), next: null })),
  )
  api.post(
    '/ticket-fields',
    { config: { roles: leads }, schema: { tags, summary: 'Add a field', body: FieldCreate, response: { 201: Field } } },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { category, options = [], isRequired = false, position = 0, ...field } = request.body
        const id = await insertField(tx, { ...field, categoryId: category, options, isRequired, position })
        return { status: 201, body: await getField(tx, id) }
      }),
  )
  api.put(
    '/ticket-fields/:id',
    {
      config: { roles: leads },
      schema: {
        tags,
        summary: 'Change a field; key and type stay',
        params: Id,
        body: FieldChange,
        response: { 200: Field },
      },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { label, options = [], isRequired = false, position = 0 } = request.body
        await updateField(tx, request.params.id, { label, options, isRequired, position })
        return { status: 200, body: await getField(tx, request.params.id) }
      }),
  )
  api.delete(
    '/ticket-fields/:id',
    {
      config: { roles: leads },
      schema: { tags, summary: 'Take a field away; values stay', params: Id, response: { 200: Field } },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const field = await getField(tx, request.params.id)
        await deleteField(tx, request.params.id)
        return { status: 200, body: field }
      }),
  )
}

function personOf(request: FastifyRequest): string {
  const { person } = callerOf(request)
  if (person) return person.id
  throw new RequestRefused(422, 'not_a_person', 'This token belongs to no person, so nobody is told of anything.')
}
