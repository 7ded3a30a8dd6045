import { EntitySchema } from 'typeorm'
import type { Json, Language } from '../ports.ts'

/** A channel of a chat platform in which a team works on its tickets. */
export interface DeskRow {
  id: string
  teamId: string
  channel: string
  workspace: string
  place: string
  address: Json
  name: string
  language: Language
  createdAt: Date
}
export const DeskEntity = new EntitySchema<DeskRow>({
  name: 'desk',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    teamId: { name: 'team_id', type: 'uuid' },
    channel: { type: 'text' },
    workspace: { type: 'text' },
    place: { type: 'text' },
    address: { type: 'jsonb' },
    name: { type: 'text' },
    language: { type: 'text', default: 'en' },
    createdAt: { name: 'created_at', type: 'timestamptz', default: () => 'now()' },
  },
})

/** What a platform calls the card of a ticket at a desk. */
export interface DeskThreadRow {
  deskId: string
  ticketNumber: string
  thread: string
}
export const DeskThreadEntity = new EntitySchema<DeskThreadRow>({
  name: 'desk_thread',
  columns: {
    deskId: { name: 'desk_id', type: 'uuid', primary: true },
    ticketNumber: { name: 'ticket_number', type: 'bigint', primary: true },
    thread: { type: 'text' },
  },
})
