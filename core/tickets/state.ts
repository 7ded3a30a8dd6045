import { closeConversationOfTicket } from '../conversations/closing.ts'
import { lockConversations } from '../conversations/store.ts'
import { notifyChange } from '../delivery/store.ts'
import { cancelTimer, setTimer } from '../delivery/timers.ts'
import { DomainError } from '../errors.ts'
import { assignTicket, assignWaiting } from '../routing/assign.ts'
import type { Transaction } from '../transaction.ts'
import { closeAfterDays, closingTimer } from './closing.ts'
import { conversationsOfTicket, lockTicket, record, saveTicketState } from './store.ts'
import { isUnsolved, statesAfter, type Ticket, type TicketState } from './ticket.ts'
import type { Actor } from './timeline.ts'
import { wakingTimer } from './waking.ts'

/**
 * Changes the state of a locked ticket, with all that hangs on it: the timer that closes it, the room it leaves for
 * the next one, the conversation that ends with it. Setting the state it has changes nothing.
 * @throws DomainError ticket_closed, ticket_state_impossible
 */
export async function changeState(
  tx: Transaction,
  ticket: Ticket,
  to: TicketState,
  actor: Actor,
  now: Date,
): Promise<void> {
  if (ticket.state === to) return
  if (ticket.state === 'closed') throw new DomainError('ticket_closed', { number: ticket.number })
  const possible = statesAfter(ticket.state)
  if (!possible.includes(to))
    throw new DomainError('ticket_state_impossible', { from: ticket.state, to, possible: possible.join(', ') })
  await saveTicketState(tx, ticket.number, to, now)
  await record(tx, ticket.number, actor, { kind: 'state_changed', data: { from: ticket.state, to } }, now)
  if (to === 'solved')
    await setTimer(tx, {
      name: closingTimer(ticket.number),
      kind: 'close_ticket',
      dueAt: new Date(now.getTime() + closeAfterDays * 86_400_000),
      payload: ticket.number,
    })
  else await cancelTimer(tx, closingTimer(ticket.number))
  if (!isUnsolved(to)) await cancelTimer(tx, wakingTimer(ticket.number))
  if (to === 'closed')
    for (const id of await conversationsOfTicket(tx, ticket.number)) await closeConversationOfTicket(tx, id)
  if (isUnsolved(ticket.state) && !isUnsolved(to)) await assignWaiting(tx, [ticket.team.id], now)
  if (!isUnsolved(ticket.state) && to === 'open' && ticket.assignee === null)
    await assignTicket(tx, ticket.number, ticket.routing.why, now)
  await notifyChange(tx, { ticket: ticket.number })
}

/** Closes a ticket that stayed solved long enough: what its timer does. One that was opened again stays. */
export async function closeSolvedTicket(tx: Transaction, number: number, now: Date): Promise<void> {
  await lockConversations(tx, await conversationsOfTicket(tx, number))
  const ticket = await lockTicket(tx, number)
  if (ticket.state !== 'solved') return
  await changeState(tx, ticket, 'closed', { kind: 'system', id: null, name: 'Firstline' }, now)
}
