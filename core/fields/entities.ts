import { EntitySchema } from 'typeorm'
import type { FieldType } from './field.ts'

export interface TicketFieldRow {
  id: string
  categoryId: string
  key: string
  label: string
  type: FieldType
  options: string[]
  isRequired: boolean
  position: number
  createdAt: Date
}
export const TicketFieldEntity = new EntitySchema<TicketFieldRow>({
  name: 'ticket_field',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    categoryId: { name: 'category_id', type: 'uuid' },
    key: { type: 'text' },
    label: { type: 'text' },
    type: { type: 'text' },
    options: { type: 'text', array: true, default: [] },
    isRequired: { name: 'is_required', type: 'boolean', default: false },
    position: { type: 'integer', default: 0 },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
  },
})
