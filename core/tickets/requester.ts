import { notifyChange } from '../delivery/store.ts'
import { cancelTimer } from '../delivery/timers.ts'
import { assignTicket } from '../routing/assign.ts'
import type { Transaction } from '../transaction.ts'
import { closingTimer } from './closing.ts'
import { wakeLocked } from './snooze.ts'
import { changeState } from './state.ts'
import { lockTicket, record, saveSatisfaction, saveTicketState, touchTicket } from './store.ts'
import type { Actor } from './timeline.ts'

export interface RequesterMessage {
  id: string
  name: string
  text: string
  messageId: string
  files: { attachments?: { id: string; name: string }[] }
  /** False for mere thanks, which leave a solved ticket solved. */
  reopens: boolean
}

/** A message of the requester lands on the ticket; one that is more than thanks opens it again. */
export async function appendRequesterMessage(
  tx: Transaction,
  number: number,
  message: RequesterMessage,
  now: Date,
): Promise<void> {
  const ticket = await lockTicket(tx, number)
  const requester: Actor = { kind: 'requester', id: message.id, name: message.name }
  await record(
    tx,
    number,
    requester,
    { kind: 'requester_message', data: message.files, text: message.text, messageId: message.messageId },
    now,
  )
  await wakeLocked(tx, ticket, requester, 'requester', now)
  const waitsForRequester = ticket.state === 'solved' || ticket.state === 'pending'
  if (waitsForRequester && message.reopens) {
    await saveTicketState(tx, number, 'open', now)
    await cancelTimer(tx, closingTimer(number))
    await record(tx, number, requester, { kind: 'state_changed', data: { from: ticket.state, to: 'open' } }, now)
    if (ticket.assignee === null) await assignTicket(tx, number, ticket.routing.why, now)
  } else await touchTicket(tx, number, now)
  await notifyChange(tx, { ticket: number })
}

/** The requester says that the matter is settled. */
export async function solveByRequester(
  tx: Transaction,
  number: number,
  requester: { id: string; name: string },
  now: Date,
): Promise<void> {
  const ticket = await lockTicket(tx, number)
  if (ticket.state === 'solved' || ticket.state === 'closed') return
  const actor: Actor = { kind: 'requester', ...requester }
  await record(tx, number, actor, { kind: 'requester_action', data: { action: 'solved' } }, now)
  await changeState(tx, ticket, 'solved', actor, now)
}

/** The requester says how satisfied they were, once the ticket is solved; a later word replaces an earlier one. @param stars 1 to 5 */
export async function rateTicket(
  tx: Transaction,
  number: number,
  requester: { id: string; name: string },
  stars: number,
  now: Date,
): Promise<void> {
  await lockTicket(tx, number)
  await saveSatisfaction(tx, number, stars, now)
  await record(tx, number, { kind: 'requester', ...requester }, { kind: 'rated', data: { stars } }, now)
  await notifyChange(tx, { ticket: number })
}
