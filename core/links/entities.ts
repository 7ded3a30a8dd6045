import { EntitySchema } from 'typeorm'

export interface TicketLinkRow {
  fromNumber: string
  toNumber: string
  kind: 'related' | 'child' | 'duplicate'
  createdAt: Date
}
export const TicketLinkEntity = new EntitySchema<TicketLinkRow>({
  name: 'ticket_link',
  columns: {
    fromNumber: { name: 'from_number', type: 'bigint', primary: true },
    toNumber: { name: 'to_number', type: 'bigint', primary: true },
    kind: { type: 'text' },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
  },
})
