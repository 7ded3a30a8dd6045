import type { Message } from '../../../api/schemas/conversation.ts'
import type { TimelineEntry } from '../../../api/schemas/ticket.ts'

/** One thing in the column of a ticket: something said in the chat, a note among agents, or a change. */
export type ThreadItem =
  | { kind: 'message'; at: string; message: Message }
  | { kind: 'note'; at: string; entry: TimelineEntry }
  | { kind: 'change'; at: string; entry: TimelineEntry }

/**
 * Everything said in the conversation and everything that happened to the ticket, in one order.
 * @param messages the conversation, oldest first
 * @param entries the history, oldest first; those that stand for a message of the conversation are left out
 */
export function mergeThread(messages: Message[], entries: TimelineEntry[]): ThreadItem[] {
  const said = messages.map((message): ThreadItem => ({ kind: 'message', at: message.at, message }))
  const happened = entries
    .filter((entry) => entry.messageId === null)
    .map((entry): ThreadItem => ({ kind: entry.kind === 'note' ? 'note' : 'change', at: entry.at, entry }))
  return [...said, ...happened].sort((a, b) => Date.parse(a.at) - Date.parse(b.at))
}
