import { laneOf } from '../delivery/lane.ts'
import { notifyChange } from '../delivery/store.ts'
import type { Transaction } from '../transaction.ts'
import { lockConversation, saveState } from './store.ts'
import { transition } from './transition.ts'

/** Ends the conversation of a ticket that is closed for good; the next message there begins a new one. */
export async function closeConversationOfTicket(tx: Transaction, conversationId: string): Promise<void> {
  await close(tx, conversationId, 'ticket_closed')
}

/** Ends a conversation nobody has touched for long; one that people have taken stays. */
export async function closeIdleConversation(tx: Transaction, conversationId: string): Promise<void> {
  await close(tx, conversationId, 'idle')
}

async function close(tx: Transaction, conversationId: string, type: 'ticket_closed' | 'idle'): Promise<void> {
  const conversation = await lockConversation(tx, conversationId)
  const next = transition(conversation.state, { type })
  await saveState(tx, conversation.id, next.state, conversation.language)
  await notifyChange(tx, { place: laneOf({ ...conversation, conversationKey: conversation.key }) })
}
