import { EntitySchema } from 'typeorm'
import type { Json } from '../ports.ts'
import type { AuditActor } from './entry.ts'

export interface AuditEntryRow {
  id: string
  at: Date
  actorKind: AuditActor['kind']
  actorId: string | null
  actorName: string
  action: string
  subjectKind: string | null
  subjectId: string | null
  subjectName: string | null
  change: Json
  address: string | null
}
export const AuditEntryEntity = new EntitySchema<AuditEntryRow>({
  name: 'audit_entry',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    at: { type: 'timestamptz', default: () => 'now()' },
    actorKind: { name: 'actor_kind', type: 'text' },
    actorId: { name: 'actor_id', type: 'uuid', nullable: true },
    actorName: { name: 'actor_name', type: 'text' },
    action: { type: 'text' },
    subjectKind: { name: 'subject_kind', type: 'text', nullable: true },
    subjectId: { name: 'subject_id', type: 'text', nullable: true },
    subjectName: { name: 'subject_name', type: 'text', nullable: true },
    change: { type: 'jsonb', nullable: true },
    address: { type: 'text', nullable: true },
  },
})
