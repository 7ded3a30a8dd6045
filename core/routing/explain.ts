/** One agent that was looked at, and why they did or did not get the ticket. */
export interface Considered {
  agent: string
  eligible: boolean
  openTickets: number
  reason: string
}

/** Why a ticket is where it is: stored with the ticket and shown to whoever asks. */
export interface RoutingDecision {
  /** Readable sentences, in the order in which things were decided. */
  why: string
  /** ISO 8601. */
  decidedAt: string
  considered: Considered[]
}
