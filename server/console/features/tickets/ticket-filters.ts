import type { Ticket } from '../../../api/schemas/ticket.ts'

const levels = ['second', 'third'] as const
const states = ['new', 'open', 'pending', 'on_hold', 'solved', 'closed'] as const

/** What the address of the ticket list holds. Absent: everybody's, not solved yet, newest change first. */
export interface TicketFilters {
  whose?: 'mine' | 'unassigned'
  level?: Ticket['level']
  team?: string
  state?: Ticket['state'] | 'any'
  q?: string
}

/** Reads the filters of an address; what makes no sense is left out. */
export function readTicketFilters(search: Record<string, unknown>): TicketFilters {
  const { whose, level, team, state, q } = search
  return {
    whose: whose === 'mine' || whose === 'unassigned' ? whose : undefined,
    level: levels.find((known) => known === level),
    team: typeof team === 'string' && team !== '' ? team : undefined,
    state: state === 'any' ? 'any' : states.find((known) => known === state),
    q: typeof q === 'string' && q !== '' ? q : undefined,
  }
}

/** The filters as the API asks for them. */
export function ticketQueryOf(filters: TicketFilters): Record<string, string | undefined> {
  return {
    assignee: filters.whose === 'mine' ? 'me' : filters.whose === 'unassigned' ? 'none' : undefined,
    level: filters.level,
    team: filters.team,
    state: filters.state === 'any' ? undefined : (filters.state ?? 'new,open,pending,on_hold'),
    q: filters.q?.slice(0, 200),
  }
}

/** True when something narrows the list down, so that an empty one may be the filters' doing. */
export function isNarrowed({ level, team, state, q }: TicketFilters): boolean {
  return Boolean(level || team || state || q)
}
