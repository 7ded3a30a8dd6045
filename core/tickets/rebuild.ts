import type { Level } from '../people/team.ts'
import type { ArticleTried, FieldValues, Grade, Priority, TicketSource, TicketState } from './ticket.ts'
import type { ActorKind, LinkKind, TimelineEvent } from './timeline.ts'

/** A ticket's present state as its history tells it. Ids of people, teams and the conversation; instants in ISO 8601. */
export interface RebuiltTicket {
  subject: string
  requester: string
  conversation: string
  source: TicketSource
  state: TicketState
  level: Level | null
  priority: Priority
  impact: Grade | null
  urgency: Grade | null
  category: string | null
  team: string | null
  assignee: string | null
  articlesTried: ArticleTried[]
  tags: string[]
  fields: FieldValues
  firstResponseDue: string | null
  resolutionDue: string | null
  firstRespondedAt: string | null
  solvedAt: string | null
  closedAt: string | null
  satisfaction: number | null
  snoozedUntil: string | null
  mergedInto: number | null
  returns: number | null
  /** In the order of their ids. */
  watchers: string[]
  /** In the order of their numbers. */
  links: { link: LinkKind; number: number }[]
}

/** A line of a timeline as it is stored, as far as the present hangs on it. */
export type Past = TimelineEvent & { at: Date; actorKind: ActorKind }

/** A history that does not begin with how its ticket was made. */
export class HistoryIncomplete extends Error {
  constructor(kind: string) {
    super(`The history begins with “${kind}”; expected “created” or “recorded”.`)
    this.name = 'HistoryIncomplete'
  }
}

/**
 * The present state of a ticket from its history, and nothing else. This is the one place that says what each kind of
 * line changes; a test compares it with the stored ticket after any sequence of work.
 * @param entries all lines, oldest first
 * @throws HistoryIncomplete
 */
export function rebuild(entries: Iterable<Past>): RebuiltTicket {
  let ticket: RebuiltTicket | null = null
  for (const entry of entries) ticket = after(ticket, entry)
  if (ticket === null) throw new HistoryIncomplete('nothing')
  return ticket
}

function after(ticket: RebuiltTicket | null, entry: Past): RebuiltTicket {
  if (entry.kind === 'created') return born(entry.data)
  if (entry.kind === 'recorded') return entry.data
  if (ticket === null) throw new HistoryIncomplete(entry.kind)
  return { ...ticket, ...changes(ticket, entry) }
}

function born({ reason: _, ...birth }: Extract<TimelineEvent, { kind: 'created' }>['data']): RebuiltTicket {
  return {
    ...birth,
    state: 'new',
    level: null,
    team: null,
    assignee: null,
    tags: [],
    firstResponseDue: null,
    resolutionDue: null,
    firstRespondedAt: null,
    solvedAt: null,
    closedAt: null,
    satisfaction: null,
    snoozedUntil: null,
    mergedInto: null,
    returns: null,
    watchers: [],
    links: [],
  }
}

function changes(
  ticket: RebuiltTicket,
  entry: Exclude<Past, { kind: 'created' | 'recorded' }>,
): Partial<RebuiltTicket> {
  switch (entry.kind) {
    case 'routed':
      return teamOf(ticket, entry.data)
    case 'escalated':
    case 'deescalated':
    case 'moved':
      return { ...teamOf(ticket, entry.data), assignee: null }
    case 'assigned':
      return { assignee: entry.data.agentId }
    case 'queued':
      return { assignee: null }
    case 'state_changed':
      return stateOf(ticket, entry.data.to, entry.at)
    case 'reply':
      // An answer by a rule is no first response of a person.
      return entry.actorKind === 'agent' ? { firstRespondedAt: ticket.firstRespondedAt ?? entry.at.toISOString() } : {}
    case 'priority_changed':
      return { priority: entry.data.to, impact: entry.data.impact ?? null, urgency: entry.data.urgency ?? null }
    case 'category_changed':
      return { category: entry.data.to }
    case 'subject_changed':
      return { subject: entry.data.to }
    case 'tags_changed':
      return { tags: entry.data.tags }
    case 'fields_changed':
      return { fields: entry.data.fields }
    case 'rated':
      return { satisfaction: entry.data.stars }
    case 'watcher_added':
      return { watchers: [...new Set([...ticket.watchers, entry.data.person.id])].sort() }
    case 'watcher_removed':
      return { watchers: ticket.watchers.filter((id) => id !== entry.data.person.id) }
    case 'linked':
      return { links: [...without(ticket.links, entry.data), linkOf(entry.data)].sort(byNumber) }
    case 'unlinked':
      return { links: without(ticket.links, entry.data) }
    case 'merged_into':
      return { ...stateOf(ticket, 'closed', entry.at), mergedInto: entry.data.number }
    case 'snoozed':
      return { snoozedUntil: entry.data.until }
    case 'woken':
      return { snoozedUntil: null }
    case 'returned':
      return { returns: entry.data.number }
    case 'requester_message':
    case 'requester_action':
    case 'note':
    case 'message_edited':
    case 'message_deleted':
    case 'reaction':
    case 'file_missing':
    case 'merged_from':
    case 'split_into':
    case 'split_from':
    case 'leads_alerted':
    case 'rule_ran':
    case 'rule_stopped':
    case 'rule_failed':
      return {}
    default:
      return entry satisfies never
  }
}

function teamOf(
  ticket: RebuiltTicket,
  to: { teamId: string; level: Level; firstResponseDue: string; resolutionDue: string },
): Partial<RebuiltTicket> {
  return {
    team: to.teamId,
    level: to.level,
    firstResponseDue: ticket.firstRespondedAt === null ? to.firstResponseDue : ticket.firstResponseDue,
    resolutionDue: to.resolutionDue,
  }
}

function stateOf(ticket: RebuiltTicket, state: TicketState, at: Date): Partial<RebuiltTicket> {
  const instant = at.toISOString()
  const ended = state === 'solved' || state === 'closed'
  return {
    state,
    solvedAt: state === 'solved' ? instant : state === 'closed' ? (ticket.solvedAt ?? instant) : null,
    closedAt: state === 'closed' ? instant : null,
    snoozedUntil: ended ? null : ticket.snoozedUntil,
  }
}

type Link = { link: LinkKind; number: number }
const linkOf = ({ link, number }: Link): Link => ({ link, number })
const byNumber = (a: Link, b: Link) => a.number - b.number
const without = (links: Link[], gone: Link) => links.filter((each) => each.number !== gone.number)
