import { EntitySchema } from 'typeorm'

/** What a message said before it was changed or taken back. */
export interface MessageRevisionRow {
  id: string
  messageId: string
  text: string
  replacedAt: Date
}
export const MessageRevisionEntity = new EntitySchema<MessageRevisionRow>({
  name: 'message_revision',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    messageId: { name: 'message_id', type: 'uuid' },
    text: { type: 'text' },
    replacedAt: { name: 'replaced_at', type: 'timestamptz', default: () => 'now()' },
  },
})

/** An emoji somebody put to a message. */
export interface MessageReactionRow {
  messageId: string
  personId: string
  emoji: string
  at: Date
}
export const MessageReactionEntity = new EntitySchema<MessageReactionRow>({
  name: 'message_reaction',
  columns: {
    messageId: { name: 'message_id', type: 'uuid', primary: true },
    personId: { name: 'person_id', type: 'uuid', primary: true },
    emoji: { type: 'text', primary: true },
    at: { type: 'timestamptz', default: () => 'now()' },
  },
})
