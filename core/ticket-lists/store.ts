import type { Level } from '../people/team.ts'
import { ticketOf, ticketSelect } from '../tickets/store.ts'
import type { FieldValue, Priority, Ticket, TicketSource, TicketState } from '../tickets/ticket.ts'
import type { Transaction } from '../transaction.ts'

export interface TicketFilter {
  states?: TicketState[]
  level?: Level
  team?: string
  /** Id of a person, in one of whose teams it is. */
  teamOf?: string
  /** Id of a person, or `none`. */
  assignee?: string
  priorities?: Priority[]
  /** Name of a category, or `none`. */
  category?: string
  sources?: TicketSource[]
  /** All of them. */
  tags?: string[]
  /** Id of a person. */
  watcher?: string
  requester?: string
  isSnoozed?: boolean
  /** What is owed and not given by then: a first answer, or the solution. */
  dueBefore?: Date
  fields?: Record<string, FieldValue>
  /** Number of the parent. */
  parent?: number
  createdAfter?: Date
  createdBefore?: Date
  /** `#` and a number, or words of the number, requester, subject, text, tags or fields. */
  q?: string
  after?: { updatedAt: string; number: number }
  limit: number
}

/**
 * One page of tickets, last changed first. Walks ticket_list, ticket_team or ticket_assignee in the order of the
 * page, so that a page costs the same however many tickets there are; what is rare (a tag, a value, a word) is found by
 * ticket_tags, ticket_fields, ticket_watcher_person or ticket_text_document first.
 */
export async function listTickets(tx: Transaction, filter: TicketFilter): Promise<Ticket[]> {
  const values: unknown[] = []
  const value = (of: unknown) => `$${values.push(of)}`
  const wanted = ['true']
  if (filter.states) wanted.push(`k.state = any(${value(filter.states)}::text[])`)
  if (filter.level) wanted.push(`k.level = ${value(filter.level)}`)
  if (filter.team) wanted.push(`k.team_id = ${value(filter.team)}`)
  if (filter.teamOf)
    wanted.push(`k.team_id in (select m.team_id from membership m where m.person_id = ${value(filter.teamOf)})`)
  if (filter.assignee === 'none') wanted.push('k.assignee_id is null')
  else if (filter.assignee) wanted.push(`k.assignee_id = ${value(filter.assignee)}`)
  if (filter.priorities) wanted.push(`k.priority = any(${value(filter.priorities)}::text[])`)
  if (filter.category === 'none') wanted.push('k.category is null')
  else if (filter.category) wanted.push(`lower(k.category) = lower(${value(filter.category)})`)
  if (filter.sources) wanted.push(`k.source = any(${value(filter.sources)}::text[])`)
  if (filter.tags) wanted.push(`k.tags @> ${value(filter.tags)}::text[]`)
  if (filter.fields) wanted.push(`k.fields @> ${value(JSON.stringify(filter.fields))}::jsonb`)
  if (filter.requester) wanted.push(`k.requester_id = ${value(filter.requester)}`)
  if (filter.watcher)
    wanted.push(
      `k.number in (select w.ticket_number from ticket_watcher w where w.person_id = ${value(filter.watcher)})`,
    )
  if (filter.parent)
    wanted.push(
      `k.number in (select l.from_number from ticket_link l where l.to_number = ${value(filter.parent)} and l.kind = 'child')`,
    )
  if (filter.isSnoozed !== undefined) wanted.push(`k.snoozed_until is ${filter.isSnoozed ? 'not null' : 'null'}`)
  if (filter.dueBefore) wanted.push(dueBefore(value(filter.dueBefore)))
  if (filter.createdAfter) wanted.push(`k.created_at >= ${value(filter.createdAfter)}`)
  if (filter.createdBefore) wanted.push(`k.created_at < ${value(filter.createdBefore)}`)
  if (filter.q) wanted.push(search(filter.q, value))
  if (filter.after)
    wanted.push(
      `(k.updated_at, k.number) < (${value(filter.after.updatedAt)}::timestamptz, ${value(filter.after.number)}::bigint)`,
    )
  const rows = await tx.query(
    `${ticketSelect} where ${wanted.join(' and ')} order by k.updated_at desc, k.number desc limit ${value(filter.limit)}`,
    values,
  )
  return rows.map(ticketOf)
}

/** How many tickets each view of the inbox holds. None of them is solved. */
export interface InboxCounts {
  mine: number
  queue: number
  unassigned: number
  second: number
  third: number
  due: number
  watched: number
  snoozed: number
  all: number
}

/**
 * Counts what a person finds in their inbox: sleeping tickets only where they are looked for.
 * Reads the unsolved tickets once, through an index that holds no others (ticket_load), however many were ever solved.
 * @param dueBefore until when an answer or the solution must be owed to count as due
 */
export async function countInbox(tx: Transaction, personId: string, dueBefore: Date): Promise<InboxCounts> {
  const [counts] = await tx.query(
    `select count(*) filter (where is_awake and k.assignee_id = $1)::int as mine,
            count(*) filter (where is_awake and k.assignee_id is null and k.team_id in (
              select m.team_id from membership m where m.person_id = $1))::int as queue,
            count(*) filter (where is_awake and k.assignee_id is null)::int as unassigned,
            count(*) filter (where is_awake and k.level = 'second')::int as second,
            count(*) filter (where is_awake and k.level = 'third')::int as third,
            count(*) filter (where is_awake and ${owedBefore('$2')})::int as due,
            count(*) filter (where k.number in (select w.ticket_number from ticket_watcher w where w.person_id = $1))::int as watched,
            count(*) filter (where not is_awake)::int as snoozed,
            count(*)::int as all
       from ticket k cross join lateral (select k.snoozed_until is null as is_awake) s
      where k.state in ('new', 'open', 'pending', 'on_hold')`,
    [personId, dueBefore],
  )
  return counts
}

/** The tickets of a requester, last changed first. Uses ticket_requester. */
export async function listTicketsOf(tx: Transaction, requesterId: string, limit: number): Promise<Ticket[]> {
  const rows = await tx.query(
    `${ticketSelect} where k.requester_id = $1 order by k.updated_at desc, k.number desc limit $2`,
    [requesterId, limit],
  )
  return rows.map(ticketOf)
}

/**
 * Every word has to be found, as the beginning of one: in number, requester, subject, text, tags or fields. Quotation
 * marks keep words together, a minus excludes. Uses ticket_text_document.
 */
function search(q: string, value: (of: unknown) => string): string {
  const number = /^#(\d{1,15})$/.exec(q.trim())?.[1]
  if (number) return `k.number = ${value(Number(number))}`
  return `k.number in (select d.ticket_number from ticket_text d where d.document @@ ${tsquery(q, value)})`
}

/** Uses ticket_due and ticket_response_due. */
function dueBefore(at: string): string {
  return `k.state in ('new', 'open', 'pending', 'on_hold') and ${owedBefore(at)}`
}

function owedBefore(at: string): string {
  return `(k.resolution_due < ${at} or (k.first_responded_at is null and k.first_response_due < ${at}))`
}

function tsquery(q: string, value: (of: unknown) => string): string {
  if (/["-]/.test(q)) return `websearch_to_tsquery('simple', ${value(q)})`
  const words = q.match(/[^\s'&|!():*<>\\]+/gu) ?? []
  return `to_tsquery('simple', ${value(words.map((word) => `'${word}':*`).join(' & '))})`
}
