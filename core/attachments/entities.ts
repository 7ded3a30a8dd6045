import { EntitySchema } from 'typeorm'
import type { AttachmentShown, Json } from '../ports.ts'
import type { Fault } from './attachment.ts'

/** A file of a message or of a note among agents; of neither as long as it was not sent. */
export interface AttachmentRow {
  id: string
  name: string
  mediaType: string
  size: string | null
  /** Hexadecimal. */
  sha256: string | null
  state: AttachmentShown['state']
  fault: Fault | null
  channel: string | null
  workspace: string | null
  reference: Json
  offeredSize: string | null
  owner: string | null
  messageId: string | null
  entryId: string | null
  position: number
  linkKey: string
  createdAt: Date
}
export const AttachmentEntity = new EntitySchema<AttachmentRow>({
  name: 'attachment',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    name: { type: 'text' },
    mediaType: { name: 'media_type', type: 'text', default: 'application/octet-stream' },
    size: { type: 'bigint', nullable: true },
    sha256: { type: 'text', nullable: true },
    state: { type: 'text' },
    fault: { type: 'text', nullable: true },
    channel: { type: 'text', nullable: true },
    workspace: { type: 'text', nullable: true },
    reference: { type: 'jsonb', nullable: true },
    offeredSize: { name: 'offered_size', type: 'bigint', nullable: true },
    owner: { type: 'text', nullable: true },
    messageId: { name: 'message_id', type: 'uuid', nullable: true },
    entryId: { name: 'entry_id', type: 'bigint', nullable: true },
    position: { type: 'integer', default: 0 },
    linkKey: { name: 'link_key', type: 'text' },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
  },
})

/** A piece of the bytes of a file. */
export interface AttachmentChunkRow {
  attachmentId: string
  /** 0, 1, 2 … */
  position: number
  bytes: Buffer
}
export const AttachmentChunkEntity = new EntitySchema<AttachmentChunkRow>({
  name: 'attachment_chunk',
  columns: {
    attachmentId: { name: 'attachment_id', type: 'uuid', primary: true },
    position: { type: 'integer', primary: true },
    bytes: { type: 'bytea' },
  },
})
