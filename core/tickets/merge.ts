import { speak } from '../conversations/speak.ts'
import { type Conversation, lockConversations } from '../conversations/store.ts'
import { laneOf } from '../delivery/lane.ts'
import { notifyChange } from '../delivery/store.ts'
import { cancelTimer } from '../delivery/timers.ts'
import { DomainError } from '../errors.ts'
import { catalogue } from '../messages/catalogue.ts'
import { watcherIds } from '../notifications/store.ts'
import { assignWaiting } from '../routing/assign.ts'
import type { Transaction } from '../transaction.ts'
import { closingTimer } from './closing.ts'
import { conversationsOfTicket, lockTicket, record, saveMerged } from './store.ts'
import { isUnsolved } from './ticket.ts'
import { demandSeen } from './ticket-changed.ts'
import type { Actor } from './timeline.ts'
import { wakingTimer } from './waking.ts'
import { addWatcher } from './watchers.ts'

/**
 * Merges a ticket into another that says the same. Both keep their history; the requester is told once, in the chat of
 * the merged ticket, and what they write there from then on goes to the ticket that lives on. Another requester, and
 * who watched, watch that one.
 * @throws DomainError ticket_not_found, ticket_closed, merge_into_itself, merge_into_closed
 * @throws TicketChanged
 */
export async function mergeInto(
  tx: Transaction,
  number: number,
  actor: Actor,
  into: number,
  seen: number | undefined,
  now: Date,
): Promise<void> {
  if (number === into) throw new DomainError('merge_into_itself', { number })
  const own = await conversationsOfTicket(tx, number)
  const [conversation] = await lockConversations(tx, [...own, ...(await conversationsOfTicket(tx, into))])
  const first = await lockTicket(tx, Math.min(number, into))
  const second = await lockTicket(tx, Math.max(number, into))
  const [ticket, survivor] = number < into ? [first, second] : [second, first]
  demandSeen(ticket, seen)
  if (ticket.state === 'closed') throw new DomainError('ticket_closed', { number })
  if (survivor.state === 'closed') throw new DomainError('merge_into_closed', { number: into })

  await saveMerged(tx, number, into, now)
  await cancelTimer(tx, closingTimer(number))
  await cancelTimer(tx, wakingTimer(number))
  await record(tx, number, actor, { kind: 'merged_into', data: { number: into, subject: survivor.subject } }, now)
  const { id, name } = ticket.requester
  const data = { number, subject: ticket.subject, requester: { id, name } }
  await record(tx, into, actor, { kind: 'merged_from', data }, now)
  for (const person of await watcherIds(tx, number)) await addWatcher(tx, into, actor, person, now)
  if (id !== survivor.requester.id) await addWatcher(tx, into, actor, id, now)
  await tellOnce(tx, conversation as Conversation, number, into, now)
  if (isUnsolved(ticket.state) && ticket.assignee) await assignWaiting(tx, [ticket.team.id], now)
  await notifyChange(tx, { ticket: number })
  await notifyChange(tx, { ticket: into })
}

async function tellOnce(
  tx: Transaction,
  conversation: Conversation,
  number: number,
  into: number,
  now: Date,
): Promise<void> {
  const text = catalogue(conversation.language).merged(number, into)
  await speak(tx, conversation, { sender: 'bot', id: null, name: null }, { text, article: null, actions: [] }, now)
  await notifyChange(tx, { place: laneOf({ ...conversation, conversationKey: conversation.key }) })
}
