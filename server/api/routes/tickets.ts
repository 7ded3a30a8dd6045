import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { catalogue, preferredLanguage } from '../../../core/messages/catalogue.ts'
import { countInbox, listTickets } from '../../../core/ticket-lists/store.ts'
import { deescalate, escalate } from '../../../core/tickets/escalation.ts'
import { getTicket, readEntry, readTimeline } from '../../../core/tickets/store.ts'
import type { TicketState as DomainState } from '../../../core/tickets/ticket.ts'
import { assign, note, openTicket, reply as replyToRequester, setState } from '../../../core/tickets/work.ts'
import type { Transaction } from '../../../core/transaction.ts'
import { actorOf, agents, callerOf } from '../../auth/caller.ts'
import { pageOf, unpackCursor } from '../cursor.ts'
import { write } from '../idempotency.ts'
import { RequestRefused } from '../problem.ts'
import { PageQuery } from '../schemas/common.ts'
import {
  InboxCounts,
  InboxQuery,
  Ticket,
  TicketAssign,
  TicketCreate,
  TicketEscalate,
  TicketPage,
  TicketQuery,
  TicketReply,
  TicketState,
  TimelineEntry,
  TimelinePage,
  ticketStates,
} from '../schemas/ticket.ts'
import { showEntry, showTicket } from '../shapes.ts'
import { filesOf } from './attachments.ts'
import type { Api, RouteContext } from './routes.ts'

const Number_ = Type.Object({ number: Type.Integer({ minimum: 1 }) })
const tags = ['tickets']
const config = { roles: agents }
const changed = { 200: Ticket }

/** Tickets: what agents see and do. Every change leaves a line in the timeline. */
export function addTicketRoutes(api: Api, { helpdesk, now }: RouteContext) {
  const { transact } = helpdesk
  const ticketNow = async (tx: Transaction, number: number) => ({
    status: 200,
    body: showTicket(await getTicket(tx, number)),
  })

  api.get(
    '/tickets',
    {
      config,
      schema: { tags, summary: 'Tickets, last changed first', querystring: TicketQuery, response: { 200: TicketPage } },
    },
    async (request) => {
      const { query } = request
      const limit = query.limit ?? 25
      const after = unpackCursor(query.cursor, ['updatedAt', 'number'])
      const states = statesOf(query.state)
      const tickets = await transact((tx) =>
        listTickets(tx, {
          ...(states ? { states } : {}),
          ...(query.level ? { level: query.level } : {}),
          ...(query.team === 'mine' ? { teamOf: meOf(request) } : {}),
          ...(query.team && query.team !== 'mine' ? { team: uuid(query.team, 'team') } : {}),
          ...(query.assignee ? { assignee: assigneeOf(request, query.assignee) } : {}),
          ...(query.priority ? { priorities: [query.priority] } : {}),
          ...(query.category ? { category: query.category } : {}),
          ...(query.source ? { sources: [query.source] } : {}),
          ...(query.tag ? { tags: query.tag.split(',').map((tag) => tag.trim().toLowerCase()) } : {}),
          ...(query.watcher ? { watcher: assigneeOf(request, query.watcher) } : {}),
          ...(query.requester ? { requester: uuid(query.requester, 'requester') } : {}),
          ...(query.snoozed === undefined ? {} : { isSnoozed: query.snoozed }),
          ...(query.dueBefore ? { dueBefore: new Date(query.dueBefore) } : {}),
          ...(query.parent ? { parent: query.parent } : {}),
          ...(query.q?.trim() ? { q: query.q } : {}),
          ...(after ? { after: { updatedAt: after.updatedAt, number: Number(after.number) } } : {}),
          limit: limit + 1,
        }),
      )
      const page = pageOf(tickets, limit, (last) => ({ updatedAt: last.updatedAt.toISOString(), number: last.number }))
      return { ...page, items: page.items.map(showTicket) }
    },
  )

  api.get(
    '/tickets/counts',
    {
      config,
      schema: {
        tags,
        summary: 'How many tickets my inbox holds',
        querystring: InboxQuery,
        response: { 200: InboxCounts },
      },
    },
    async (request) => {
      const { dueBefore } = request.query
      return transact((tx) => countInbox(tx, meOf(request), dueBefore ? new Date(dueBefore) : now()))
    },
  )

  api.post(
    '/tickets',
    {
      config,
      schema: {
        tags,
        summary: 'Open a ticket for a phone call, a fax, a walk-in',
        body: TicketCreate,
        response: { 201: Ticket },
      },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const {
          requester,
          subject,
          text,
          source = 'phone',
          priority = 'normal',
          category = null,
          team = null,
        } = request.body
        const number = await openTicket(
          tx,
          actorOf(request),
          {
            requester: { email: requester.email, name: requester.name ?? null },
            subject,
            text,
            source,
            priority,
            category,
            team,
            tags: request.body.tags ?? [],
            fields: request.body.fields ?? {},
          },
          `desk/${randomUUID()}`,
          now(),
        )
        return { status: 201, body: showTicket(await getTicket(tx, number)) }
      }),
  )

  api.get(
    '/tickets/:number',
    { config, schema: { tags, summary: 'One ticket', params: Number_, response: { 200: Ticket } } },
    async (request) => showTicket(await transact((tx) => getTicket(tx, request.params.number))),
  )

  api.get(
    '/tickets/:number/timeline',
    {
      config,
      schema: {
        tags,
        summary: 'The history of a ticket, oldest first',
        params: Number_,
        querystring: PageQuery,
        response: { 200: TimelinePage },
      },
    },
    async (request) => {
      const limit = request.query.limit ?? 100
      const after = unpackCursor(request.query.cursor, ['id'])?.id
      const entries = await transact(async (tx) => {
        await getTicket(tx, request.params.number)
        return readTimeline(tx, request.params.number, { ...(after ? { after } : {}), limit: limit + 1 })
      })
      const page = pageOf(entries, limit, (last) => ({ id: last.id }))
      return { ...page, items: page.items.map((entry) => showEntry(entry, wordsOf(request))) }
    },
  )

  api.post(
    '/tickets/:number/replies',
    {
      config,
      schema: {
        tags,
        summary: 'Answer the requester, or leave an internal note',
        params: Number_,
        body: TicketReply,
        response: { 201: TimelineEntry },
      },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { text = '', internal = false, attachments = [] } = request.body
        if (text.trim() === '' && attachments.length === 0)
          throw new RequestRefused(
            400,
            'invalid_request',
            'body/text holds nothing but spaces, or is missing; expected what to say, or files.',
          )
        const files = await filesOf(tx, request, attachments)
        const { number } = request.params
        const entry = internal
          ? await note(tx, number, actorOf(request), text, now(), undefined, files)
          : await replyToRequester(tx, number, actorOf(request), { text, files }, now())
        return { status: 201, body: showEntry(await readEntry(tx, entry), wordsOf(request)) }
      }),
  )

  api.post(
    '/tickets/:number/assign',
    {
      config,
      schema: { tags, summary: 'Give a ticket to somebody', params: Number_, body: TicketAssign, response: changed },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { assignee, version } = request.body
        const person = assignee ? assigneeOf(request, assignee) : assignee
        await assign(tx, request.params.number, actorOf(request), person, version, now())
        return ticketNow(tx, request.params.number)
      }),
  )

  const addMove = (path: string, summary: string, move: typeof escalate) =>
    api.post(
      `/tickets/:number/${path}`,
      { config, schema: { tags, summary, params: Number_, body: TicketEscalate, response: changed } },
      (request, reply) =>
        write(transact, request, reply, async (tx) => {
          const { reason, team, version } = request.body as Static<typeof TicketEscalate>
          const { number } = request.params as Static<typeof Number_>
          await move(tx, number, actorOf(request), { reason, team, seen: version }, now())
          return ticketNow(tx, number)
        }),
    )
  addMove('escalate', 'Move a ticket to the third level', escalate)
  addMove('deescalate', 'Give a ticket back to the second level', deescalate)

  api.post(
    '/tickets/:number/state',
    {
      config,
      schema: { tags, summary: 'Set the state of a ticket', params: Number_, body: TicketState, response: changed },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { state, version } = request.body
        await setState(tx, request.params.number, actorOf(request), state, version, now())
        return ticketNow(tx, request.params.number)
      }),
  )
}

function statesOf(list: string | undefined): DomainState[] | undefined {
  if (!list) return undefined
  const states = list.split(',').map((state) => state.trim())
  for (const state of states)
    if (!(ticketStates as readonly string[]).includes(state))
      throw new RequestRefused(
        400,
        'invalid_request',
        `querystring/state: found “${state}”; expected some of ${ticketStates.join(', ')}, separated by commas.`,
      )
  return states as DomainState[]
}

function assigneeOf(request: FastifyRequest, value: string): string {
  if (value === 'none') return value
  return value === 'me' ? meOf(request) : uuid(value, 'assignee')
}

function meOf(request: FastifyRequest): string {
  const { person } = callerOf(request)
  if (!person)
    throw new RequestRefused(
      422,
      'not_a_person',
      'This token belongs to no person, so `me` and `mine` mean nobody. Name the person or team by id.',
    )
  return person.id
}

function uuid(value: string, field: string): string {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(value)) return value
  throw new RequestRefused(400, 'invalid_request', `${field}: found “${value}”; expected an id (a uuid).`)
}

function wordsOf(request: FastifyRequest) {
  const person = callerOf(request).person
  return catalogue(person?.language ?? preferredLanguage(request.headers['accept-language']))
}
