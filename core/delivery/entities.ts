import { EntitySchema, type EntitySchemaColumnOptions } from 'typeorm'
import type { Json } from '../ports.ts'

/** One row of a queue that is worked on by leased claims. */
export interface QueueRow {
  id: string
  /** Rows of one lane are worked on one at a time and in order of their ids. */
  lane: string
  state: 'waiting' | 'done' | 'dead'
  availableAt: Date
  attempts: number
  lockedBy: string | null
  lockedUntil: Date | null
  lastError: string | null
  payload: Json
  createdAt: Date
  finishedAt: Date | null
}
/** Columns that every queue has. */
export const queueColumns: { [K in keyof QueueRow]: EntitySchemaColumnOptions } = {
  id: { type: 'bigint', primary: true, generated: 'increment' },
  lane: { type: 'text' },
  state: { type: 'text', default: 'waiting' },
  availableAt: { name: 'available_at', type: 'timestamptz', default: () => 'now()' },
  attempts: { type: 'integer', default: 0 },
  lockedBy: { name: 'locked_by', type: 'text', nullable: true },
  lockedUntil: { name: 'locked_until', type: 'timestamptz', nullable: true },
  lastError: { name: 'last_error', type: 'text', nullable: true },
  payload: { type: 'jsonb' },
  createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
  finishedAt: { name: 'finished_at', type: 'timestamptz', nullable: true },
}

export interface InboxRow extends QueueRow {
  channel: string
  workspace: string
  externalId: string
}
export const InboxEntity = new EntitySchema<InboxRow>({
  name: 'inbox',
  columns: {
    ...queueColumns,
    channel: { type: 'text' },
    workspace: { type: 'text' },
    externalId: { name: 'external_id', type: 'text' },
  },
})

export interface OutboxRow extends QueueRow {
  key: string
  externalMessageId: string | null
}
export const OutboxEntity = new EntitySchema<OutboxRow>({
  name: 'outbox',
  columns: {
    ...queueColumns,
    key: { type: 'text' },
    externalMessageId: { name: 'external_message_id', type: 'text', nullable: true },
  },
})

export interface TimerRow extends QueueRow {
  kind: string
}
export const TimerEntity = new EntitySchema<TimerRow>({
  name: 'timer',
  columns: { ...queueColumns, kind: { type: 'text' } },
})

/** Files to be fetched. */
export const AttachmentFetchEntity = new EntitySchema<QueueRow>({ name: 'attachment_fetch', columns: queueColumns })
