import { EntitySchema } from 'typeorm'
import type { Action, ArticleShown, Json, Language } from '../ports.ts'
import type { Memory, Phase } from './transition.ts'

export interface ConversationRow {
  id: string
  channel: string
  workspace: string
  key: string
  address: Json
  requesterId: string
  state: Phase
  memory: Memory
  language: Language
  messageCount: number
  createdAt: Date
  updatedAt: Date
}
export const ConversationEntity = new EntitySchema<ConversationRow>({
  name: 'conversation',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    channel: { type: 'text' },
    workspace: { type: 'text' },
    key: { type: 'text' },
    address: { type: 'jsonb' },
    requesterId: { name: 'requester_id', type: 'uuid' },
    state: { type: 'text' },
    memory: { type: 'jsonb' },
    language: { type: 'text' },
    messageCount: { name: 'message_count', type: 'integer', default: 0 },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
    updatedAt: { name: 'updated_at', type: 'timestamptz', default: () => 'now()' },
  },
})

export interface MessageRow {
  id: string
  conversationId: string
  /** 1, 2, 3 … within its conversation. */
  position: number
  sender: 'requester' | 'bot' | 'agent'
  authorId: string | null
  authorName: string | null
  text: string
  article: ArticleShown | null
  actions: Action[]
  externalId: string | null
  at: Date
  editedAt: Date | null
  deletedAt: Date | null
  /** What the channel calls it, for one that went out; null when it has no name of its own. */
  deliveredAs: string | null
}
export const MessageEntity = new EntitySchema<MessageRow>({
  name: 'message',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    conversationId: { name: 'conversation_id', type: 'uuid' },
    position: { type: 'integer' },
    sender: { type: 'text' },
    authorId: { name: 'author_id', type: 'uuid', nullable: true },
    authorName: { name: 'author_name', type: 'text', nullable: true },
    text: { type: 'text' },
    article: { type: 'jsonb', nullable: true },
    actions: { type: 'jsonb', default: [] },
    externalId: { name: 'external_id', type: 'text', nullable: true },
    at: { type: 'timestamptz', default: () => 'now()' },
    editedAt: { name: 'edited_at', type: 'timestamptz', nullable: true },
    deletedAt: { name: 'deleted_at', type: 'timestamptz', nullable: true },
    deliveredAs: { name: 'delivered_as', type: 'text', nullable: true },
  },
})
