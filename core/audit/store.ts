import { storable } from '../delivery/storable.ts'
import type { Transaction } from '../transaction.ts'
import { type AuditEntry, type AuditRecord, keptOf } from './entry.ts'

/** Writes a line of the audit log, in the transaction of the change it tells of. Secrets are taken out here. */
export async function insertAudit(tx: Transaction, record: AuditRecord): Promise<void> {
  const { actor, subject } = record
  await tx.query(
    `insert into audit_entry (actor_kind, actor_id, actor_name, action, subject_kind, subject_id, subject_name, change, address)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      actor.kind,
      actor.id,
      actor.name,
      record.action,
      subject?.kind ?? null,
      subject?.id ?? null,
      subject?.name ?? null,
      JSON.stringify(keptOf(storable(record.change))),
      record.address,
    ],
  )
}

export interface AuditFilter {
  /** Id of a person or token. */
  actor?: string
  /** A whole action (`teams.changed`), or an area (`teams`). */
  action?: string
  subject?: { kind?: string; id?: string }
  from?: Date
  until?: Date
  /** Only entries before this id. */
  before?: string
  limit: number
}

/**
 * One page of the audit log, newest first. Walks the primary key, audit_entry_actor, audit_entry_action or
 * audit_entry_subject in the order of the page; audit_entry_at bounds a span of time.
 */
export async function listAudit(tx: Transaction, filter: AuditFilter): Promise<AuditEntry[]> {
  const values: unknown[] = []
  const value = (of: unknown) => `$${values.push(of)}`
  const wanted = ['true']
  if (filter.actor) wanted.push(`actor_id = ${value(filter.actor)}`)
  if (filter.action?.includes('.')) wanted.push(`action = ${value(filter.action)}`)
  else if (filter.action) wanted.push(`split_part(action, '.', 1) = ${value(filter.action)}`)
  if (filter.subject?.kind) wanted.push(`subject_kind = ${value(filter.subject.kind)}`)
  if (filter.subject?.id) wanted.push(`subject_id = ${value(filter.subject.id)}`)
  if (filter.from) wanted.push(`at >= ${value(filter.from)}`)
  if (filter.until) wanted.push(`at < ${value(filter.until)}`)
  if (filter.before) wanted.push(`id < ${value(filter.before)}`)
  return tx.query(
    `select id, at, json_build_object('kind', actor_kind, 'id', actor_id, 'name', actor_name) as actor, action,
            case when subject_kind is not null then json_build_object('kind', subject_kind, 'id', subject_id, 'name', subject_name) end as subject,
            change, address
       from audit_entry where ${wanted.join(' and ')} order by id desc limit ${value(filter.limit)}`,
    values,
  )
}
