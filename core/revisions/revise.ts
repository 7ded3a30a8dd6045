import { deleteFilesOf } from '../attachments/store.ts'
import { type Conversation, lockConversation } from '../conversations/store.ts'
import { notifyChange } from '../delivery/store.ts'
import type { InboundEvent } from '../ports.ts'
import { record, ticketOfConversation } from '../tickets/store.ts'
import type { TimelineEvent } from '../tickets/timeline.ts'
import type { Transaction } from '../transaction.ts'
import { findMessage, type MessageBefore, saveReaction, saveRevision } from './store.ts'

/** An event about a message that is there already. */
export type MessageChange = Extract<InboundEvent, { kind: 'edited' | 'deleted' | 'reaction' }>

/** Whether an event is about a message that is there already. */
export function isMessageChange(event: InboundEvent): event is MessageChange {
  return event.kind === 'edited' || event.kind === 'deleted' || event.kind === 'reaction'
}

/** What a change of a message means for the conversation: nothing more, a newer question, one taken back, a solution. */
export type Meaning = { type: 'edited'; text: string } | { type: 'deleted'; text: string } | { type: 'solved' } | null

/** What people put to an answer that helped. A thumb up is often a mere “I have read it”, so it is only shown. */
const solvedEmoji = ['✅', '✔️', '✔', '☑️', '☑', ':white_check_mark:', ':heavy_check_mark:', ':ballot_box_with_check:']

/**
 * Changes a message as its author did, keeping what it said, and tells the ticket.
 * @param by whoever did it
 * @returns the conversation, locked, and what the change means for it; null when there is no such message, it is
 *   somebody else's, or it is so already
 */
export async function reviseMessage(
  tx: Transaction,
  event: MessageChange,
  by: { id: string; name: string },
  now: Date,
): Promise<{ conversation: Conversation; meaning: Meaning } | null> {
  const found = await findMessage(tx, event, event.message)
  if (!found) return null
  const conversation = await lockConversation(tx, found.conversationId)
  // Read again: until the lock was ours, somebody else may have changed it.
  const message = await findMessage(tx, event, event.message)
  if (!message || message.isDeleted) return null
  const entry = await carryOut(tx, event, message, by, now)
  if (!entry) return null
  const ticket = await ticketOfConversation(tx, conversation.id)
  if (ticket !== null) {
    await record(tx, ticket, { kind: 'requester', id: by.id, name: by.name }, entry, now)
    await notifyChange(tx, { ticket })
  }
  return { conversation, meaning: meaningOf(event, message, conversation, by.id) }
}

async function carryOut(
  tx: Transaction,
  event: MessageChange,
  message: MessageBefore,
  by: { id: string },
  now: Date,
): Promise<TimelineEvent | null> {
  const data = { message: message.id, before: message.text }
  if (event.kind === 'reaction') {
    const { emoji, isAdded } = event
    if (message.sender === 'requester' || emoji === '' || emoji.length > 100) return null
    if (!(await saveReaction(tx, message.id, by.id, event, now))) return null
    return { kind: 'reaction', data: { message: message.id, emoji, isAdded } }
  }
  if (message.sender !== 'requester' || message.authorId !== by.id) return null
  if (event.kind === 'deleted') {
    await saveRevision(tx, message.id, { text: '', isDeleted: true }, now)
    await deleteFilesOf(tx, message.id)
    return { kind: 'message_deleted', data }
  }
  if (event.text === message.text) return null
  await saveRevision(tx, message.id, { text: event.text, isDeleted: false }, now)
  return { kind: 'message_edited', data, text: event.text }
}

function meaningOf(event: MessageChange, message: MessageBefore, conversation: Conversation, by: string): Meaning {
  if (event.kind === 'edited') return message.isNewest ? { type: 'edited', text: event.text } : null
  if (event.kind === 'deleted') return { type: 'deleted', text: message.text }
  const isVerdict = event.isAdded && conversation.requesterId === by && message.articleId !== null
  const isAwaited = conversation.state.phase === 'answered' && conversation.state.memory.shown === message.articleId
  return isVerdict && isAwaited && solvedEmoji.includes(event.emoji) ? { type: 'solved' } : null
}
