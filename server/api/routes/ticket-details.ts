import { Type } from 'typebox'
import { linkTickets, unlinkTickets } from '../../../core/links/link.ts'
import { readLinks } from '../../../core/links/store.ts'
import { fillFields } from '../../../core/tickets/field-values.ts'
import { mergeInto } from '../../../core/tickets/merge.ts'
import { snooze, wake } from '../../../core/tickets/snooze.ts'
import { getTicket, listWatchers } from '../../../core/tickets/store.ts'
import { changeTags } from '../../../core/tickets/tags.ts'
import { setPriority } from '../../../core/tickets/triage.ts'
import { addWatcher, removeWatcher } from '../../../core/tickets/watchers.ts'
import type { Transaction } from '../../../core/transaction.ts'
import { actorOf, agents } from '../../auth/caller.ts'
import { write } from '../idempotency.ts'
import { RequestRefused } from '../problem.ts'
import { Ticket } from '../schemas/ticket.ts'
import {
  TicketFields,
  TicketLinks,
  TicketLinkWrite,
  TicketMerge,
  TicketPriority,
  TicketSnooze,
  TicketTags,
  Watchers,
} from '../schemas/ticket-details.ts'
import { showTicket } from '../shapes.ts'
import type { Api, RouteContext } from './routes.ts'

const tags = ['tickets']
const config = { roles: agents }
const params = Type.Object({ number: Type.Integer({ minimum: 1 }) })
const response = { 200: Ticket }

/** What a ticket has beside state, team and agent: priority, tags, fields, watchers, links, merging and sleep. */
export function addTicketDetailRoutes(api: Api, { helpdesk, now }: RouteContext) {
  const { transact } = helpdesk
  const ticketNow = async (tx: Transaction, number: number) => ({
    status: 200,
    body: showTicket(await getTicket(tx, number)),
  })

  api.post(
    '/tickets/:number/priority',
    {
      config,
      schema: { tags, summary: 'Set the priority, or what it follows from', params, body: TicketPriority, response },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { number } = request.params
        const { priority, impact, urgency, version } = request.body
        const wanted = impact && urgency && !priority ? { impact, urgency } : !impact && !urgency ? priority : undefined
        if (!wanted)
          throw new RequestRefused(400, 'invalid_request', 'body: expected either priority, or impact and urgency.')
        await setPriority(tx, number, actorOf(request), wanted, version, now())
        return ticketNow(tx, number)
      }),
  )

  api.post(
    '/tickets/:number/tags',
    { config, schema: { tags, summary: 'Add and take away tags', params, body: TicketTags, response } },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { number } = request.params
        const { add = [], remove = [], version } = request.body
        await changeTags(tx, number, actorOf(request), { add, remove }, version, now())
        return ticketNow(tx, number)
      }),
  )

  api.post(
    '/tickets/:number/fields',
    { config, schema: { tags, summary: 'Fill in fields of its category', params, body: TicketFields, response } },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { number } = request.params
        await fillFields(tx, number, actorOf(request), request.body.values, request.body.version, now())
        return ticketNow(tx, number)
      }),
  )

  api.post(
    '/tickets/:number/snooze',
    { config, schema: { tags, summary: 'Put a ticket to sleep, or wake it', params, body: TicketSnooze, response } },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { number } = request.params
        const { until, reason = null, version } = request.body
        if (until === null) await wake(tx, number, actorOf(request), version, now())
        else await snooze(tx, number, actorOf(request), { until: new Date(until), reason }, version, now())
        return ticketNow(tx, number)
      }),
  )

  api.post(
    '/tickets/:number/merge',
    { config, schema: { tags, summary: 'Merge a ticket into another one', params, body: TicketMerge, response } },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { number } = request.params
        await mergeInto(tx, number, actorOf(request), request.body.into, request.body.version, now())
        return ticketNow(tx, number)
      }),
  )

  api.get(
    '/tickets/:number/links',
    {
      config,
      schema: { tags, summary: 'How other tickets stand to this one', params, response: { 200: TicketLinks } },
    },
    async (request) =>
      transact(async (tx) => {
        await getTicket(tx, request.params.number)
        return { items: await readLinks(tx, request.params.number), next: null }
      }),
  )
  api.post(
    '/tickets/:number/links',
    { config, schema: { tags, summary: 'Link two tickets', params, body: TicketLinkWrite, response } },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { link, number: other, version } = request.body
        await linkTickets(tx, request.params.number, actorOf(request), link, other, version, now())
        return ticketNow(tx, request.params.number)
      }),
  )
  const Other = Type.Object({ number: Type.Integer({ minimum: 1 }), other: Type.Integer({ minimum: 1 }) })
  api.delete(
    '/tickets/:number/links/:other',
    { config, schema: { tags, summary: 'Take a link away', params: Other, response } },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        await unlinkTickets(tx, request.params.number, actorOf(request), request.params.other, now())
        return ticketNow(tx, request.params.number)
      }),
  )

  api.get(
    '/tickets/:number/watchers',
    { config, schema: { tags, summary: 'Who watches a ticket', params, response: { 200: Watchers } } },
    async (request) =>
      transact(async (tx) => {
        await getTicket(tx, request.params.number)
        return { items: await listWatchers(tx, request.params.number), next: null }
      }),
  )
  const Watching = Type.Object({ number: Type.Integer({ minimum: 1 }), person: Type.String({ format: 'uuid' }) })
  const watching = (summary: string) => ({
    config,
    schema: { tags, summary, params: Watching, response: { 200: Watchers } },
  })
  api.put('/tickets/:number/watchers/:person', watching('Let somebody watch a ticket'), (request, reply) =>
    write(transact, request, reply, async (tx) => {
      const { number, person } = request.params
      await addWatcher(tx, number, actorOf(request), person, now())
      return { status: 200, body: { items: await listWatchers(tx, number), next: null } }
    }),
  )
  api.delete('/tickets/:number/watchers/:person', watching('Let somebody watch no more'), (request, reply) =>
    write(transact, request, reply, async (tx) => {
      const { number, person } = request.params
      await removeWatcher(tx, number, actorOf(request), person, now())
      return { status: 200, body: { items: await listWatchers(tx, number), next: null } }
    }),
  )
}
