import type { Ticket } from '../../../api/schemas/ticket.ts'

/** The views of the inbox, in the order they are offered. */
export const views = ['mine', 'queue', 'unassigned', 'due', 'second', 'third', 'watched', 'snoozed', 'all'] as const
export type View = (typeof views)[number]
const states = ['new', 'open', 'pending', 'on_hold', 'solved', 'closed'] as const

/** What the address of the ticket list holds. Absent: everybody's, not solved yet, newest change first. */
export interface TicketFilters {
  view?: Exclude<View, 'all'>
  team?: string
  state?: Ticket['state'] | 'any'
  q?: string
}

/** Reads the filters of an address; what makes no sense is left out. */
export function readTicketFilters(search: Record<string, unknown>): TicketFilters {
  const { view, team, state, q } = search
  return {
    view: views.find((known): known is Exclude<View, 'all'> => known === view && known !== 'all'),
    team: typeof team === 'string' && team !== '' ? team : undefined,
    state: state === 'any' ? 'any' : states.find((known) => known === state),
    q: typeof q === 'string' && q !== '' ? q : undefined,
  }
}

/** The filters as the API asks for them. Sleeping tickets are in the way only where they are looked for. */
export function ticketQueryOf(filters: TicketFilters): Record<string, string | undefined> {
  return {
    ...(filters.view ? viewQuery(filters.view) : {}),
    ...(filters.team ? { team: filters.team } : {}),
    state: filters.state === 'any' ? undefined : (filters.state ?? 'new,open,pending,on_hold'),
    q: filters.q?.slice(0, 200),
  }
}

function viewQuery(view: Exclude<View, 'all'>): Record<string, string> {
  const awake = { snoozed: 'false' }
  switch (view) {
    case 'mine':
      return { ...awake, assignee: 'me' }
    case 'queue':
      return { ...awake, assignee: 'none', team: 'mine' }
    case 'unassigned':
      return { ...awake, assignee: 'none' }
    case 'due':
      return { ...awake, dueBefore: dueSoon() }
    case 'watched':
      return { watcher: 'me' }
    case 'snoozed':
      return { snoozed: 'true' }
    default:
      return { ...awake, level: view }
  }
}

/** The instant before which what is owed counts as due soon: an hour from now, or long ago. */
export function dueSoon(): string {
  return new Date(Date.now() + 60 * 60_000).toISOString()
}

/** True when something narrows a view down, so that an empty one may be the filters' doing. */
export function isNarrowed({ team, state, q }: TicketFilters): boolean {
  return Boolean(team || state || q)
}
