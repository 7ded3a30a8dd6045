import type { Level } from '../../people/team.ts'
import type { Hours } from '../../sla/business-calendar.ts'
import type { Priority, TicketSource, TicketState } from '../../tickets/ticket.ts'
import type { ActorKind } from '../../tickets/timeline.ts'
import type { Due, Moment } from '../rule.ts'

/** Everything rules can ask about a ticket, as plain data at one instant. */
export interface TicketFacts {
  /** The instant at which they hold. */
  now: Date
  number: number
  subject: string
  /** Everything the requester has written. */
  text: string
  state: TicketState
  priority: Priority
  level: Level
  source: TicketSource
  team: string
  category: string | null
  tags: string[]
  /** Name of the agent who has it, null for nobody. */
  assignee: string | null
  requester: { name: string; email: string | null }
  /** Who did what the rule waited for; the system where a rule goes by the clock. */
  actor: ActorKind
  /** Null where it has not happened. */
  moments: Record<Moment, Date | null>
  /** Null where nothing is owed any more. */
  due: Record<Due, Date | null>
  /** When the team works: what business time is counted by. */
  hours: Hours
}

/** The part of an address after the @, in lower case; null without an address. */
export function domainOf(email: string | null): string | null {
  return email?.split('@').at(-1)?.toLowerCase() ?? null
}
