import { DomainError } from '../../errors.ts'
import type { ActorKind } from '../../tickets/timeline.ts'
import type { Transaction } from '../../transaction.ts'
import type { Demands } from '../evaluate.ts'
import type { TicketFacts } from './facts.ts'
import type { History, PastEntry } from './rewind.ts'

interface FactsRow extends Omit<TicketFacts, 'now' | 'actor' | 'moments' | 'due'> {
  createdAt: Date
  updatedAt: Date
  stateChanged: Date | null
  replied: Date | null
  requesterWrote: Date | null
  firstResponseDue: Date | null
  resolutionDue: Date | null
}

const lastEntry = (kinds: string) =>
  `(select max(e.at) from timeline_entry e where e.ticket_number = k.number and ${kinds})`

/** An address only counts where somebody vouches for it. */
const selectFacts = (
  withText: boolean,
) => `select k.number::int, k.subject, k.state, k.priority, k.level, k.source, k.category, k.tags,
    t.name as team, t.hours, a.name as assignee, json_build_object('name', r.name, 'email', r.email) as requester,
    k.created_at as "createdAt", k.updated_at as "updatedAt", ${lastEntry(`e.kind = 'state_changed'`)} as "stateChanged",
    ${lastEntry(`e.kind = 'reply' and e.actor_kind = 'agent'`)} as replied, ${lastEntry(`e.kind = 'requester_message'`)} as "requesterWrote",
    case when k.first_responded_at is null and k.state not in ('solved', 'closed') then k.first_response_due end as "firstResponseDue",
    case when k.state not in ('solved', 'closed') then k.resolution_due end as "resolutionDue",
    ${withText ? `coalesce((select string_agg(m.text, E'\\n' order by m.position) from message m where m.conversation_id = k.conversation_id and m.sender = 'requester' and m.deleted_at is null), '')` : `''`} as text
  from ticket k join person r on r.id = k.requester_id join team t on t.id = k.team_id left join person a on a.id = k.assignee_id`

function factsOf(row: FactsRow, actor: ActorKind, now: Date): TicketFacts {
  const { createdAt, updatedAt, stateChanged, replied, requesterWrote, firstResponseDue, resolutionDue, ...rest } = row
  return {
    ...rest,
    now,
    actor,
    moments: {
      created: createdAt,
      stateChanged: stateChanged ?? createdAt,
      replied,
      requesterWrote: requesterWrote ?? createdAt,
      changed: updatedAt,
    },
    due: { firstResponse: firstResponseDue, resolution: resolutionDue },
  }
}

/** Everything rules can ask about a ticket, as it is now. @throws DomainError ticket_not_found */
export async function loadFacts(tx: Transaction, ticket: number, actor: ActorKind, now: Date): Promise<TicketFacts> {
  const [row] = await tx.query(`${selectFacts(true)} where k.number = $1`, [ticket])
  if (!row) throw new DomainError('ticket_not_found', { number: ticket })
  return factsOf(row, actor, now)
}

/** One page of the facts of the tickets that are not closed and are as demanded, by number. Uses ticket_open. */
export async function pageOpenFacts(
  tx: Transaction,
  page: { after: number; limit: number; demands: Demands; withText: boolean },
  now: Date,
): Promise<TicketFacts[]> {
  const { state, priority, level } = page.demands
  const rows: FactsRow[] = await tx.query(
    `${selectFacts(page.withText)} where k.state <> 'closed' and k.number > $1
        and ($3::text[] is null or k.state = any($3)) and ($4::text[] is null or k.priority = any($4))
        and ($5::text[] is null or k.level = any($5))
      order by k.number limit $2`,
    [page.after, page.limit, state ?? null, priority ?? null, level ?? null],
  )
  return rows.map((row) => factsOf(row, 'system', now))
}

/** Where a page begins: before a line of a timeline. */
export interface EntryPlace {
  at: string
  id: string
}

/**
 * One page of what happened to tickets, newest first: of each kind the newest by timeline_entry_kind, so that a page
 * costs the same however much happened before.
 */
export async function pageEntries(
  tx: Transaction,
  page: { kinds: string[]; from: Date; before: EntryPlace | null; limit: number },
): Promise<(EntryPlace & { ticket: number })[]> {
  return tx.query(
    `select e.id, e.at::text as at, e.ticket_number::int as ticket
       from unnest($1::text[]) as wanted (kind) cross join lateral (
         select id, at, ticket_number from timeline_entry
          where kind = wanted.kind and at >= $2 and ($3::timestamptz is null or (at, id) < ($3::timestamptz, $4::bigint))
          order by at desc, id desc limit $5) e
      order by e.at desc, e.id desc limit $5`,
    [page.kinds, page.from, page.before?.at ?? null, page.before?.id ?? null, page.limit],
  )
}

/** One page of the tickets that were not closed all the time since an instant, newest first. Uses the primary key. */
export async function pageTickets(
  tx: Transaction,
  page: { from: Date; before: number | null; limit: number },
): Promise<{ ticket: number }[]> {
  return tx.query(
    `select number::int as ticket from ticket
      where (closed_at is null or closed_at >= $1) and ($2::bigint is null or number < $2) order by number desc limit $3`,
    [page.from, page.before, page.limit],
  )
}

/** Some tickets with all that happened to them. Uses timeline_entry_ticket and message_position. */
export async function readHistories(tx: Transaction, tickets: number[], now: Date): Promise<Map<number, History>> {
  const histories = new Map<number, History>()
  const rows: FactsRow[] = await tx.query(`${selectFacts(false)} where k.number = any($1)`, [tickets])
  for (const row of rows) histories.set(row.number, { present: factsOf(row, 'system', now), entries: [], written: [] })
  const entries: (PastEntry & { ticket: number })[] = await tx.query(
    `select ticket_number::int as ticket, id, kind, at, actor_kind as actor, data from timeline_entry
      where ticket_number = any($1) order by ticket_number, id`,
    [tickets],
  )
  for (const { ticket, ...entry } of entries) histories.get(ticket)?.entries.push(entry)
  const written: { ticket: number; at: Date; text: string }[] = await tx.query(
    `select k.number::int as ticket, m.at, m.text from ticket k join message m on m.conversation_id = k.conversation_id
      where k.number = any($1) and m.sender = 'requester' and m.deleted_at is null order by k.number, m.position`,
    [tickets],
  )
  for (const { ticket, ...message } of written) histories.get(ticket)?.written.push(message)
  return histories
}
