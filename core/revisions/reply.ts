/** What agents do with replies of theirs that went out. */

import { deleteFilesOf } from '../attachments/store.ts'
import type { Conversation } from '../conversations/store.ts'
import { laneOf } from '../delivery/lane.ts'
import { sendRevision } from '../delivery/outbox.ts'
import { notifyChange } from '../delivery/store.ts'
import { DomainError } from '../errors.ts'
import { record, touchTicket } from '../tickets/store.ts'
import type { Actor } from '../tickets/timeline.ts'
import { lockForWork } from '../tickets/work.ts'
import type { Transaction } from '../transaction.ts'
import { findOwnMessage, saveRevision } from './store.ts'

/**
 * An agent says something else in a reply of theirs; the requester's chat changes with it. The ticket's history keeps
 * what it said. The same text changes nothing.
 * @returns the timeline entry, null when nothing changed
 * @throws DomainError ticket_not_found, ticket_closed, message_not_changeable
 */
export async function changeReply(
  tx: Transaction,
  number: number,
  actor: Actor,
  messageId: string,
  text: string,
  now: Date,
): Promise<string | null> {
  const { conversation, before } = await lockReply(tx, number, actor, messageId)
  if (before.text === text) return null
  await saveRevision(tx, messageId, { text, isDeleted: false }, now)
  const data = { message: messageId, before: before.text }
  const entry = await record(tx, number, actor, { kind: 'message_edited', data, text }, now)
  await tell(tx, conversation, number, { entry, messageId, author: before.authorName, text }, now)
  return entry
}

/**
 * An agent takes a reply of theirs back, with its files.
 * @returns the timeline entry
 * @throws DomainError ticket_not_found, ticket_closed, message_not_changeable
 */
export async function withdrawReply(
  tx: Transaction,
  number: number,
  actor: Actor,
  messageId: string,
  now: Date,
): Promise<string> {
  const { conversation, before } = await lockReply(tx, number, actor, messageId)
  await saveRevision(tx, messageId, { text: '', isDeleted: true }, now)
  await deleteFilesOf(tx, messageId)
  const data = { message: messageId, before: before.text }
  const entry = await record(tx, number, actor, { kind: 'message_deleted', data }, now)
  await tell(tx, conversation, number, { entry, messageId, author: before.authorName, text: null }, now)
  return entry
}

async function lockReply(tx: Transaction, number: number, actor: Actor, messageId: string) {
  const { ticket, conversation } = await lockForWork(tx, number, undefined)
  if (ticket.state === 'closed') throw new DomainError('ticket_closed', { number })
  const before = await findOwnMessage(tx, messageId)
  // Tokens that belong to nobody are told apart by their names.
  const isOwn = before?.sender === 'agent' && before.authorId === actor.id && before.authorName === actor.name
  if (!isOwn || before.conversationId !== conversation.id || before.isDeleted || before.hasActions)
    throw new DomainError('message_not_changeable')
  return { conversation, before }
}

async function tell(
  tx: Transaction,
  conversation: Conversation,
  number: number,
  change: { entry: string; messageId: string; author: string | null; text: string | null },
  now: Date,
): Promise<void> {
  const { entry, messageId, author, text } = change
  const { id, key: conversationKey, channel, workspace, address, language } = conversation
  const place = { conversationId: id, conversationKey, workspace, address, language }
  await sendRevision(tx, channel, { key: `revision/${entry}`, messageId, author, text, ...place })
  await touchTicket(tx, number, now)
  await notifyChange(tx, { place: laneOf({ ...conversation, conversationKey }) })
  await notifyChange(tx, { ticket: number })
}
