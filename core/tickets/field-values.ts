import { notifyChange } from '../delivery/store.ts'
import { DomainError } from '../errors.ts'
import { changeValues, missingFields } from '../fields/field.ts'
import { listFields } from '../fields/store.ts'
import type { Transaction } from '../transaction.ts'
import { record, saveFields } from './store.ts'
import type { FieldValue, FieldValues, Ticket } from './ticket.ts'
import type { Actor } from './timeline.ts'
import { lockForWork } from './work.ts'

/**
 * Fills in fields of a ticket's category; null takes a value away.
 * @throws DomainError ticket_not_found, ticket_changed, field_unknown, field_value_wrong
 */
export async function fillFields(
  tx: Transaction,
  number: number,
  actor: Actor,
  changed: Record<string, FieldValue | null>,
  seen: number | undefined,
  now: Date,
): Promise<void> {
  const { ticket } = await lockForWork(tx, number, seen)
  const fields = await listFields(tx, ticket.category)
  const values = changeValues(fields, ticket.fields, changed)
  const keys = Object.keys(changed).filter((key) => values[key] !== ticket.fields[key])
  if (keys.length === 0) return
  const labels = keys.map((key) => fields.find((field) => field.key === key)?.label ?? key)
  await saveFields(tx, number, values, now)
  await record(tx, number, actor, { kind: 'fields_changed', data: { changed: labels, fields: values } }, now)
  await notifyChange(tx, { ticket: number })
}

/** Values for a ticket that is opened by hand. @throws DomainError field_unknown, field_value_wrong, fields_missing */
export async function firstValues(
  tx: Transaction,
  category: string | null,
  given: Record<string, FieldValue | null>,
): Promise<FieldValues> {
  const fields = await listFields(tx, category)
  const values = changeValues(fields, {}, given)
  const missing = missingFields(fields, values)
  if (missing.length > 0) throw new DomainError('fields_missing', { fields: missing.join(', ') })
  return values
}

/** Refuses to solve a ticket that lacks what its category demands. @throws DomainError fields_missing */
export async function demandFields(tx: Transaction, ticket: Ticket): Promise<void> {
  const missing = missingFields(await listFields(tx, ticket.category), ticket.fields)
  if (missing.length > 0) throw new DomainError('fields_missing', { fields: missing.join(', ') })
}
