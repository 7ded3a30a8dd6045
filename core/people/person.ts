import type { Language } from '../ports.ts'
import type { Skill } from '../routing/skill.ts'
import type { Hours } from '../sla/business-calendar.ts'

/** What somebody may do. A lead also sees to teams and categories; an admin to everything. */
export type Role = 'requester' | 'agent' | 'lead' | 'admin'

/** Whether an agent can be given a ticket now. */
export type Presence = 'available' | 'away' | 'offline'

export interface Person {
  id: string
  name: string
  /** Vouched for by an admin, a trusted token or a platform. */
  email: string | null
  /** What a visitor wrote about themselves; never used to find a person. */
  claimedEmail: string | null
  role: Role
  language: Language
  presence: Presence
  /** How many tickets may be open with this person at once. */
  capacity: number
  skills: Skill[]
  /** Languages this person answers in; none named: any. */
  languages: string[]
  /** When this person works; null: whenever they are available. */
  workingHours: Hours | null
  /** Is given no ticket before; null: not away. */
  awayUntil: Date | null
  /** Ids of the teams this person works in. */
  teams: string[]
}

/** True for everybody who can own a ticket. */
export function canWork(role: Role): boolean {
  return role !== 'requester'
}
