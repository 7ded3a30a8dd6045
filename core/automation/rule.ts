import type { Level } from '../people/team.ts'
import type { Priority, TicketSource, TicketState } from '../tickets/ticket.ts'
import type { ActorKind } from '../tickets/timeline.ts'

/** What a rule says, as plain data. Its text is parsed by `parse.ts` and written by `print.ts`. */
export interface Rule {
  when: Trigger
  /** Null: always. */
  if: Condition | null
  /** At least one. */
  actions: Action[]
}

/** Something that happens to a ticket, or the clock. */
export type Trigger = { events: RuleEvent[] } | { every: Schedule; timeZone: string | null }

/** Minutes counted from midnight UTC; a day and a time; or a pattern of cron (croner's, seconds allowed). */
export type Schedule = { minutes: number } | { day: Day; at: string } | { cron: string }
export type Day = 'day' | 'weekday' | 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday'

/** A kind of the timeline that rules can wait for. */
export type RuleEvent = keyof typeof eventPhrases

/** How rules name what happens to a ticket. */
export const eventPhrases = {
  created: 'ticket created',
  assigned: 'ticket assigned',
  queued: 'ticket queued',
  escalated: 'ticket escalated',
  deescalated: 'ticket given back',
  moved: 'ticket passed on',
  rated: 'ticket rated',
  requester_message: 'requester writes',
  requester_action: 'requester says solved',
  reply: 'agent replies',
  note: 'note written',
  state_changed: 'state changes',
  priority_changed: 'priority changes',
  category_changed: 'category changes',
  subject_changed: 'subject changes',
  tags_changed: 'tags change',
  fields_changed: 'fields change',
  merged_into: 'ticket merged',
  returned: 'problem returns',
  woken: 'ticket woken',
} as const

/** A length of time. Business time is that of the ticket's team. */
export interface Duration {
  amount: number
  unit: 'minutes' | 'hours' | 'days'
  business: boolean
}

/** An instant of a ticket's past, and one it owes. */
export type Moment = keyof typeof momentPhrases
export type Due = keyof typeof duePhrases
export const momentPhrases = {
  created: 'creation',
  stateChanged: 'last state change',
  replied: 'last reply',
  requesterWrote: 'last requester message',
  changed: 'last change',
} as const
export const duePhrases = { firstResponse: 'first response', resolution: 'resolution' } as const

/** A fact with a fixed set of values. */
export interface Choices {
  state: TicketState
  priority: Priority
  level: Level
  source: TicketSource
  actor: ActorKind
}
/** A fact that is a name; null stands for none. */
export type Name = 'team' | 'category' | 'assignee' | 'requester domain'
export type Words = 'subject' | 'text'

export type Condition =
  | { all: Condition[] }
  | { any: Condition[] }
  | { not: Condition }
  | { [K in keyof Choices]: { fact: K; in: Choices[K][]; negated: boolean } }[keyof Choices]
  | { fact: 'priority'; atLeast: Priority }
  | { fact: 'priority'; atMost: Priority }
  | { fact: Name; in: (string | null)[]; negated: boolean }
  | { fact: Words; contains: string[]; negated: boolean }
  | { tags: string[]; negated: boolean }
  | { since: Moment; atLeast: Duration }
  | { since: Moment; lessThan: Duration }
  | { until: Due; lessThan: Duration }
  | { overdue: Due }

export type Action =
  | { do: 'state'; to: TicketState }
  | { do: 'priority'; to: Priority }
  | { do: 'category'; category: string | null }
  | { do: 'team'; team: string }
  | { do: 'agent'; agent: string }
  | { do: 'queue' }
  | { do: 'note'; text: string }
  | { do: 'reply'; text: string }
  | { do: 'escalate' | 'deescalate'; team: string | null; reason: string }
  | { do: 'alert'; text: string }
  | { do: 'webhook'; webhook: string }

/** The words of rules for the values of facts. */
export const words = {
  state: { new: 'new', open: 'open', pending: 'pending', on_hold: 'on hold', solved: 'solved', closed: 'closed' },
  priority: { low: 'low', normal: 'normal', high: 'high', urgent: 'urgent' },
  level: { second: 'second', third: 'third' },
  source: {
    slack: 'slack',
    teams: 'teams',
    discord: 'discord',
    web: 'web',
    email: 'email',
    api: 'api',
    phone: 'phone',
    fax: 'fax',
    walk_in: 'walk-in',
  },
  actor: { bot: 'bot', requester: 'requester', agent: 'agent', system: 'system' },
} as const satisfies { [K in keyof Choices]: Record<Choices[K], string> }

/** The kinds of the timeline a rule waits for; none for one that goes by the clock. */
export function eventsOf(rule: Rule): RuleEvent[] {
  return 'events' in rule.when ? rule.when.events : []
}
