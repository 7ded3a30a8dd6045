import { DomainError } from '../errors.ts'
import type { Transaction } from '../transaction.ts'
import { bumpVersion } from './store.ts'
import type { Ticket } from './ticket.ts'

/** Somebody else was quicker. Carries the ticket as it is now, so that who lost can look and decide again. */
export class TicketChanged extends DomainError {
  readonly present: Ticket
  constructor(present: Ticket, seen: number) {
    super('ticket_changed', { number: present.number, present: present.version, seen })
    this.present = present
  }
}

/** Refuses a change of a locked ticket by somebody who saw another version of it. @throws TicketChanged */
export function demandSeen(ticket: Ticket, seen: number | undefined): void {
  if (seen !== undefined && seen !== ticket.version) throw new TicketChanged(ticket, seen)
}

/** As {@link demandSeen}, for changes that are kept beside the ticket: its version goes on all the same. @throws TicketChanged */
export async function refuseSeen(tx: Transaction, ticket: Ticket, seen: number | undefined): Promise<void> {
  demandSeen(ticket, seen)
  await bumpVersion(tx, ticket.number)
}
