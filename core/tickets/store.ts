import { filesWhere } from '../attachments/store.ts'
import { tellRules } from '../automation/enqueue.ts'
import { announce } from '../desk/announce.ts'
import { DomainError } from '../errors.ts'
import { readLinks } from '../links/store.ts'
import { notifyPeople } from '../notifications/notify.ts'
import { watcherIds } from '../notifications/store.ts'
import type { Level } from '../people/team.ts'
import type { RoutingDecision } from '../routing/explain.ts'
import type { Transaction } from '../transaction.ts'
import { publish } from '../webhooks/publish.ts'
import type { Past, RebuiltTicket } from './rebuild.ts'
import type { ArticleTried, FieldValues, Grade, Priority, Ticket, TicketSource, TicketState } from './ticket.ts'
import type { Actor, TimelineEntry, TimelineEvent } from './timeline.ts'

/** What {@link ticketOf} reads. */
export const ticketSelect = `select k.number, k.conversation_id as "conversationId", k.subject, k.state, k.level, k.priority, k.impact, k.urgency, k.category, k.tags, k.fields, k.source,
    k.articles_tried as "articlesTried", k.routing, k.first_response_due as "firstResponseDue", k.resolution_due as "resolutionDue",
    k.first_responded_at as "firstRespondedAt", k.solved_at as "solvedAt", k.satisfaction,
    k.snoozed_until as "snoozedUntil", k.merged_into::int as "mergedInto", k.returns::int as returns, k.version, k.created_at as "createdAt", k.updated_at as "updatedAt",
    json_build_object('id', r.id, 'name', r.name, 'email', coalesce(r.email, r.claimed_email)) as requester,
    json_build_object('id', t.id, 'name', t.name, 'level', t.level) as team,
    case when a.id is not null then json_build_object('id', a.id, 'name', a.name) end as assignee
  from ticket k join person r on r.id = k.requester_id join team t on t.id = k.team_id left join person a on a.id = k.assignee_id`

/** A row of {@link ticketSelect}. */
export const ticketOf = (row: Ticket): Ticket => ({ ...row, number: Number(row.number) })

/** @throws DomainError ticket_not_found */
export async function getTicket(tx: Transaction, number: number): Promise<Ticket> {
  const [row] = await tx.query(`${ticketSelect} where k.number = $1`, [number])
  if (!row) throw new DomainError('ticket_not_found', { number })
  return ticketOf(row)
}

/** A ticket, its row locked until the transaction ends. @throws DomainError ticket_not_found */
export async function lockTicket(tx: Transaction, number: number): Promise<Ticket> {
  await tx.query('select 1 from ticket where number = $1 for update', [number])
  return getTicket(tx, number)
}

/** The conversation a ticket came from. Asked before anything is locked: conversations are locked before their tickets. @throws DomainError ticket_not_found */
export async function conversationOfTicket(tx: Transaction, number: number): Promise<string> {
  const [row] = await tx.query('select conversation_id as id from ticket where number = $1', [number])
  if (!row) throw new DomainError('ticket_not_found', { number })
  return row.id
}

/**
 * The number of the ticket of a conversation, null when it has none; where that was merged, of the one that lives on.
 * Uses ticket_conversation.
 */
export async function ticketOfConversation(tx: Transaction, conversationId: string): Promise<number | null> {
  const [row] = await tx.query('select surviving_ticket(number) as number from ticket where conversation_id = $1', [
    conversationId,
  ])
  return row ? Number(row.number) : null
}

/** The ticket that a file belongs to, by its message or its note; null when there is none. Uses attachment's key and ticket_conversation. */
export async function ticketOfFile(tx: Transaction, attachment: string): Promise<number | null> {
  const [row] = await tx.query(
    `select coalesce(k.number, e.ticket_number) as number from attachment a
       left join message m on m.id = a.message_id left join ticket k on k.conversation_id = m.conversation_id
       left join timeline_entry e on e.id = a.entry_id where a.id = $1`,
    [attachment],
  )
  return row?.number ? Number(row.number) : null
}

export interface NewTicket {
  conversationId: string
  requesterId: string
  subject: string
  level: Level
  priority: Priority
  impact: Grade | null
  urgency: Grade | null
  category: string | null
  fields: FieldValues
  source: TicketSource
  teamId: string
  articlesTried: ArticleTried[]
  routing: RoutingDecision
  firstResponseDue: Date
  resolutionDue: Date
  createdAt: Date
}

/** @returns the number of the new ticket */
export async function insertTicket(tx: Transaction, ticket: NewTicket): Promise<number> {
  const [row] = await tx.query(
    `insert into ticket (conversation_id, requester_id, subject, level, priority, category, source, team_id, articles_tried, routing,
       first_response_due, resolution_due, created_at, updated_at, impact, urgency, fields)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $13, $14, $15, $16) returning number`,
    [
      ticket.conversationId,
      ticket.requesterId,
      ticket.subject,
      ticket.level,
      ticket.priority,
      ticket.category,
      ticket.source,
      ticket.teamId,
      JSON.stringify(ticket.articlesTried),
      JSON.stringify(ticket.routing),
      ticket.firstResponseDue,
      ticket.resolutionDue,
      ticket.createdAt,
      ticket.impact,
      ticket.urgency,
      JSON.stringify(ticket.fields),
    ],
  )
  return Number(row.number)
}

/** Sets the state of a locked ticket, with the times that hang on it. */
export async function saveTicketState(tx: Transaction, number: number, state: TicketState, at: Date): Promise<void> {
  await tx.query(
    `update ticket set state = $2, solved_at = case when $2 = 'solved' then $3 when $2 = 'closed' then coalesce(solved_at, $3) else null end,
       closed_at = case when $2 = 'closed' then $3::timestamptz end,
       snoozed_until = case when $2 in ('solved', 'closed') then null else snoozed_until end, version = version + 1, updated_at = $3 where number = $1`,
    [number, state, at],
  )
}

/** Notes the first answer of a person to the requester; later ones change nothing. */
export async function noteResponse(tx: Transaction, number: number, at: Date): Promise<void> {
  await tx.query('update ticket set first_responded_at = coalesce(first_responded_at, $2) where number = $1', [
    number,
    at,
  ])
}

/** Says that something happened to a ticket whose fields stay as they are. */
export async function touchTicket(tx: Transaction, number: number, at: Date): Promise<void> {
  await tx.query('update ticket set updated_at = $2 where number = $1', [number, at])
}

/** Moves a locked ticket to a team and level; nobody has it then. */
export async function moveTicket(
  tx: Transaction,
  number: number,
  to: { teamId: string; level: Level; routing: RoutingDecision; firstResponseDue: Date; resolutionDue: Date },
  at: Date,
): Promise<void> {
  await tx.query(
    `update ticket set team_id = $2, level = $3, assignee_id = null, routing = $4, version = version + 1, updated_at = $5,
       first_response_due = case when first_responded_at is null then $6 else first_response_due end, resolution_due = $7 where number = $1`,
    [number, to.teamId, to.level, JSON.stringify(to.routing), at, to.firstResponseDue, to.resolutionDue],
  )
}

/** Sets who has a locked ticket, null for nobody, with the reason. */
export async function saveAssignee(
  tx: Transaction,
  number: number,
  personId: string | null,
  routing: RoutingDecision,
  at: Date,
): Promise<void> {
  await tx.query(
    'update ticket set assignee_id = $2, routing = $3, version = version + 1, updated_at = $4 where number = $1',
    [number, personId, JSON.stringify(routing), at],
  )
}

/** Sets how urgent a locked ticket is, and what that was worked out from, if it was. */
export async function savePriority(
  tx: Transaction,
  number: number,
  to: { priority: Priority; impact: Grade | null; urgency: Grade | null },
  at: Date,
): Promise<void> {
  await tx.query(
    'update ticket set priority = $2, impact = $3, urgency = $4, version = version + 1, updated_at = $5 where number = $1',
    [number, to.priority, to.impact, to.urgency, at],
  )
}

/** Sets what a locked ticket is about, null for nothing known. */
export async function saveCategory(tx: Transaction, number: number, category: string | null, at: Date): Promise<void> {
  await tx.query('update ticket set category = $2, version = version + 1, updated_at = $3 where number = $1', [
    number,
    category,
    at,
  ])
}

/** Stores how satisfied the requester was: 1 to 5. */
export async function saveSatisfaction(tx: Transaction, number: number, stars: number, at: Date): Promise<void> {
  await tx.query('update ticket set satisfaction = $2, updated_at = $3 where number = $1', [number, stars, at])
}

/** Stores why a locked ticket waits. */
export async function saveRouting(tx: Transaction, number: number, routing: RoutingDecision): Promise<void> {
  await tx.query('update ticket set routing = $2 where number = $1', [number, JSON.stringify(routing)])
}

/** What changes the words a ticket is found by. */
const wordy: ReadonlySet<TimelineEvent['kind']> = new Set([
  'created',
  'requester_message',
  'reply',
  'note',
  'message_edited',
  'message_deleted',
  'subject_changed',
  'tags_changed',
  'fields_changed',
])

/** Says that something kept beside a locked ticket has changed. */
export async function bumpVersion(tx: Transaction, number: number): Promise<void> {
  await tx.query('update ticket set version = version + 1 where number = $1', [number])
}

/** Sets all tags of a locked ticket. */
export async function saveTags(tx: Transaction, number: number, tags: string[], at: Date): Promise<void> {
  await tx.query('update ticket set tags = $2, version = version + 1, updated_at = $3 where number = $1', [
    number,
    tags,
    at,
  ])
}

/** Sets all values of a locked ticket's fields. */
export async function saveFields(tx: Transaction, number: number, fields: FieldValues, at: Date): Promise<void> {
  await tx.query('update ticket set fields = $2, version = version + 1, updated_at = $3 where number = $1', [
    number,
    JSON.stringify(fields),
    at,
  ])
}

/** Sets until when a locked ticket sleeps, null when it is awake. */
export async function saveSnooze(tx: Transaction, number: number, until: Date | null, at: Date): Promise<void> {
  await tx.query('update ticket set snoozed_until = $2, version = version + 1, updated_at = $3 where number = $1', [
    number,
    until,
    at,
  ])
}

/** Notes which earlier ticket a new one repeats. */
export async function saveReturns(tx: Transaction, number: number, before: number): Promise<void> {
  await tx.query('update ticket set returns = $2 where number = $1', [number, before])
}

/** Closes a locked ticket for the one it is merged into; its conversation lives on there. */
export async function saveMerged(tx: Transaction, number: number, into: number, at: Date): Promise<void> {
  await tx.query(
    `update ticket set state = 'closed', merged_into = $2, solved_at = coalesce(solved_at, $3), closed_at = $3, snoozed_until = null,
       version = version + 1, updated_at = $3 where number = $1`,
    [number, into, at],
  )
}

/** False when the person watches already. */
export async function insertWatcher(tx: Transaction, number: number, personId: string, at: Date): Promise<boolean> {
  const rows = await tx.query(
    'insert into ticket_watcher (ticket_number, person_id, created_at) values ($1, $2, $3) on conflict do nothing returning person_id',
    [number, personId, at],
  )
  if (rows.length > 0) await bumpVersion(tx, number)
  return rows.length > 0
}

/** False when the person does not watch. */
export async function deleteWatcher(tx: Transaction, number: number, personId: string): Promise<boolean> {
  const [, count] = (await tx.query('delete from ticket_watcher where ticket_number = $1 and person_id = $2', [
    number,
    personId,
  ])) as [unknown, number]
  if (count > 0) await bumpVersion(tx, number)
  return count > 0
}

/** Who watches a ticket, by name. Uses ticket_watcher's key. */
export async function listWatchers(tx: Transaction, number: number): Promise<{ id: string; name: string }[]> {
  return tx.query(
    `select p.id, p.name from ticket_watcher w join person p on p.id = w.person_id
      where w.ticket_number = $1 order by lower(p.name), p.id`,
    [number],
  )
}

/** Conversations of a ticket: its own first, then those of the tickets merged into it. Uses ticket_merged. */
export async function conversationsOfTicket(tx: Transaction, number: number): Promise<string[]> {
  const rows = await tx.query(
    `select k.conversation_id as id from merged_tickets($1) m join ticket k on k.number = m order by m <> $1, m`,
    [number],
  )
  if (rows.length === 0) throw new DomainError('ticket_not_found', { number })
  return rows.map((row: { id: string }) => row.id)
}

/** What a requester had solved since an instant, latest first, with what they wrote; at most 20. Uses ticket_solved. */
export async function readLatelySolved(
  tx: Transaction,
  requesterId: string,
  but: number,
  since: Date,
): Promise<{ number: number; subject: string; request: string }[]> {
  return tx.query(
    `select k.number::int as number, k.subject, k.subject || ' ' || coalesce((
              select string_agg(left(m.text, 2000), ' ' order by m.position) from message m
               where m.conversation_id = k.conversation_id and m.sender = 'requester' and m.deleted_at is null and m.at <= k.created_at), '') as request
       from ticket k where k.requester_id = $1 and k.solved_at >= $3 and k.number <> $2 and k.merged_into is null
      order by k.solved_at desc limit 20`,
    [requesterId, but, since],
  )
}

/** Adds a line to the history of a ticket and tells desks, rules and webhooks of it. @returns its id */
export async function record(
  tx: Transaction,
  number: number,
  actor: Actor,
  event: TimelineEvent,
  at: Date,
): Promise<string> {
  const [row] = await tx.query(
    `insert into timeline_entry (ticket_number, kind, actor_kind, actor_id, actor_name, text, message_id, data, at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) returning id`,
    [
      number,
      event.kind,
      actor.kind,
      actor.id,
      actor.name,
      'text' in event ? event.text : null,
      'messageId' in event ? event.messageId : null,
      JSON.stringify(event.data),
      at,
    ],
  )
  if (wordy.has(event.kind))
    await tx.query(
      `insert into ticket_text (ticket_number, document) values ($1, ticket_document($1))
       on conflict (ticket_number) do update set document = excluded.document`,
      [number],
    )
  await notifyPeople(tx, number, row.id, actor, event, at)
  await announce(tx, number, row.id, event)
  await tellRules(tx, number, row.id, event.kind)
  await publish(tx, number, row.id, actor, event, at)
  return row.id
}

const entryColumns = `e.id, e.kind, e.at, json_build_object('kind', e.actor_kind, 'name', e.actor_name) as actor, e.text, e.message_id as "messageId", e.data,
  ${filesWhere('(a.entry_id = e.id or a.message_id = e.message_id)')} as attachments`

/** One page of the history, oldest first. Uses timeline_entry_ticket, attachment_entry and attachment_message. */
export async function readTimeline(
  tx: Transaction,
  number: number,
  page: { after?: string; limit: number },
): Promise<TimelineEntry[]> {
  return tx.query(
    `select ${entryColumns} from timeline_entry e where e.ticket_number = $1 and e.id > $2 order by e.id limit $3`,
    [number, page.after ?? '0', page.limit],
  )
}

/** The whole history of a ticket, oldest first, as its present is rebuilt from it. Uses timeline_entry_ticket. */
export async function readPast(tx: Transaction, number: number): Promise<Past[]> {
  return tx.query(
    `select kind, data, text, message_id as "messageId", at, actor_kind as "actorKind"
       from timeline_entry where ticket_number = $1 order by id`,
    [number],
  )
}

/** A stored ticket in the shape its history is rebuilt to: what the two must agree on. @throws DomainError ticket_not_found */
export async function readPresent(tx: Transaction, number: number): Promise<RebuiltTicket> {
  const ticket = await getTicket(tx, number)
  const [row] = await tx.query('select closed_at as "closedAt" from ticket where number = $1', [number])
  const instant = (at: Date | null) => at?.toISOString() ?? null
  const { subject, source, state, level, priority, impact, urgency, category, articlesTried, tags, fields } = ticket
  return {
    ...{ subject, source, state, level, priority, impact, urgency, category, articlesTried, tags, fields },
    requester: ticket.requester.id,
    conversation: ticket.conversationId,
    team: ticket.team.id,
    assignee: ticket.assignee?.id ?? null,
    firstResponseDue: instant(ticket.firstResponseDue),
    resolutionDue: instant(ticket.resolutionDue),
    firstRespondedAt: instant(ticket.firstRespondedAt),
    solvedAt: instant(ticket.solvedAt),
    closedAt: instant(row.closedAt),
    satisfaction: ticket.satisfaction,
    snoozedUntil: instant(ticket.snoozedUntil),
    mergedInto: ticket.mergedInto,
    returns: ticket.returns,
    watchers: await watcherIds(tx, number),
    links: (await readLinks(tx, number)).map(({ link, number: other }) => ({ link, number: other })),
  }
}

/** One line of the history. */
export async function readEntry(tx: Transaction, id: string): Promise<TimelineEntry> {
  const [row] = await tx.query(`select ${entryColumns} from timeline_entry e where e.id = $1`, [id])
  return row
}

/** Ids of the articles that agents sent in a ticket. Uses timeline_entry_ticket. */
export async function readSentArticles(tx: Transaction, number: number): Promise<string[]> {
  const rows = await tx.query(
    `select distinct data->'article'->>'id' as id from timeline_entry
      where ticket_number = $1 and kind = 'reply' and data ? 'article'`,
    [number],
  )
  return rows.map((row: { id: string }) => row.id)
}

/** The team that had a ticket before it was last escalated, null when it never was. */
export async function teamBeforeEscalation(tx: Transaction, number: number): Promise<string | null> {
  const [row] = await tx.query(
    `select t.id from timeline_entry e join team t on t.id = (e.data->>'fromTeamId')::uuid
      where e.ticket_number = $1 and e.kind = 'escalated' order by e.id desc limit 1`,
    [number],
  )
  return row?.id ?? null
}
