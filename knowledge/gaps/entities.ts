import { EntitySchema } from 'typeorm'
import type { NearArticle } from './features.ts'

/** Why people had to take a question over. */
export type UnansweredReason = 'nothing_found' | 'not_helpful' | 'asked_for_person'

/** A gap in the knowledge base: questions that are alike and that no article answered. */
export const GapEntity = new EntitySchema<{
  id: string
  name: string
  words: string[]
  dismissedAt: Date | null
  createdAt: Date
}>({
  name: 'gap',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    name: { type: 'text' },
    words: { type: 'text', array: true },
    dismissedAt: { name: 'dismissed_at', type: 'timestamptz', nullable: true },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
  },
})

/** A question that was handed to people. Its gap is null until it has been compared with the others. */
export const UnansweredQuestionEntity = new EntitySchema<{
  id: string
  text: string
  reason: UnansweredReason
  articleId: string | null
  conversationId: string
  ticketNumber: string | null
  askedAt: Date
  nearest: NearArticle[] | null
  gapId: string | null
}>({
  name: 'unanswered_question',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    text: { type: 'text' },
    reason: { type: 'text' },
    articleId: { name: 'article_id', type: 'uuid', nullable: true },
    conversationId: { name: 'conversation_id', type: 'uuid' },
    ticketNumber: { name: 'ticket_number', type: 'bigint', nullable: true },
    askedAt: { name: 'asked_at', type: 'timestamptz' },
    nearest: { type: 'jsonb', nullable: true },
    gapId: { name: 'gap_id', type: 'uuid', nullable: true },
  },
})
