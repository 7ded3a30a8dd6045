import type { Level } from '../people/team.ts'
import type { RoutingDecision } from '../routing/explain.ts'

export type TicketState = 'new' | 'open' | 'pending' | 'on_hold' | 'solved' | 'closed'
export type Priority = 'low' | 'normal' | 'high' | 'urgent'
/** How much the matter hurts, and how soon it hurts: what a priority is worked out from. */
export type Grade = 'low' | 'medium' | 'high'
export type TicketSource = 'slack' | 'teams' | 'discord' | 'web' | 'email' | 'api' | 'phone' | 'fax' | 'walk_in'

/** A value of a field: text, choice and date (`YYYY-MM-DD`) are strings. */
export type FieldValue = string | number | boolean
export type FieldValues = Record<string, FieldValue>

/** An article the bot showed before people took over, and what became of it. */
export interface ArticleTried {
  id: string
  title: string
  outcome: 'shown' | 'suggested' | 'not_helpful'
}

/** A ticket with the names a reader wants beside the ids. */
export interface Ticket {
  number: number
  conversationId: string
  requester: { id: string; name: string; email: string | null }
  subject: string
  state: TicketState
  level: Level
  priority: Priority
  /** What the priority was worked out from; null when it was set. */
  impact: Grade | null
  urgency: Grade | null
  category: string | null
  /** In lower case, in alphabetical order. */
  tags: string[]
  /** Values of the fields of its category, by key. */
  fields: FieldValues
  source: TicketSource
  team: { id: string; name: string; level: Level }
  assignee: { id: string; name: string } | null
  articlesTried: ArticleTried[]
  routing: RoutingDecision
  firstResponseDue: Date | null
  resolutionDue: Date | null
  firstRespondedAt: Date | null
  solvedAt: Date | null
  /** How satisfied the requester was, 1 to 5; null when they have not said. */
  satisfaction: number | null
  /** Until when it sleeps; null when it is awake. */
  snoozedUntil: Date | null
  /** Number of the ticket it was merged into. */
  mergedInto: number | null
  /** Number of a ticket of the same requester, solved lately, that was about the same. */
  returns: number | null
  version: number
  createdAt: Date
  updatedAt: Date
}

/** Which state may follow which. `new` is left by the first answer or assignment work, never entered again; `closed` is final. */
const following: Record<TicketState, readonly TicketState[]> = {
  new: ['open', 'pending', 'on_hold', 'solved', 'closed'],
  open: ['pending', 'on_hold', 'solved', 'closed'],
  pending: ['open', 'on_hold', 'solved', 'closed'],
  on_hold: ['open', 'pending', 'solved', 'closed'],
  solved: ['open', 'closed'],
  closed: [],
}

/** The states a ticket may be set to from another. */
export function statesAfter(state: TicketState): readonly TicketState[] {
  return following[state]
}

/** True while somebody still owes something. */
export function isUnsolved(state: TicketState): boolean {
  return state !== 'solved' && state !== 'closed'
}

/**
 * The subject of a ticket made from a conversation: the first line of the question, at most 120 characters,
 * cut at a word.
 */
export function subjectOf(question: string | null, fallback: string): string {
  const line = (question ?? '').replace(/\s+/gu, ' ').trim()
  if (line === '') return fallback
  const characters = [...line]
  if (characters.length <= 120) return line
  const cut = characters.slice(0, 119).join('')
  const space = cut.lastIndexOf(' ')
  return `${space > 60 ? cut.slice(0, space) : cut}…`
}
