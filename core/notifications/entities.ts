import { EntitySchema } from 'typeorm'
import type { NotificationReason } from './store.ts'

export interface NotificationRow {
  id: string
  personId: string
  ticketNumber: string
  entryId: string
  because: NotificationReason
  createdAt: Date
  readAt: Date | null
}
export const NotificationEntity = new EntitySchema<NotificationRow>({
  name: 'notification',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    personId: { name: 'person_id', type: 'uuid' },
    ticketNumber: { name: 'ticket_number', type: 'bigint' },
    entryId: { name: 'entry_id', type: 'bigint' },
    because: { type: 'text' },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
    readAt: { name: 'read_at', type: 'timestamptz', nullable: true },
  },
})
