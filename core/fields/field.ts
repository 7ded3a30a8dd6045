import { DateTime } from 'luxon'
import { DomainError } from '../errors.ts'
import type { FieldValue, FieldValues } from '../tickets/ticket.ts'

export const fieldTypes = ['text', 'number', 'choice', 'date', 'boolean'] as const
export type FieldType = (typeof fieldTypes)[number]

/** A field that tickets of a category have beside what all tickets have. */
export interface Field {
  id: string
  /** Id and name of the category. */
  category: { id: string; name: string }
  /** What it is called in the API and in searches; stays. */
  key: string
  /** What people read. */
  label: string
  type: FieldType
  /** What can be chosen; only for `choice`. */
  options: string[]
  /** Whether a ticket can only be opened by hand or solved with it filled in. */
  isRequired: boolean
  position: number
}

/**
 * Puts changes of values into those that are there, checking each against its field.
 * @param changed null takes a value away
 * @returns all values as they are then
 * @throws DomainError field_unknown, field_value_wrong
 */
export function changeValues(
  fields: readonly Field[],
  present: FieldValues,
  changed: Record<string, FieldValue | null>,
): FieldValues {
  const values = { ...present }
  for (const [key, value] of Object.entries(changed)) {
    const field = fields.find((each) => each.key === key)
    if (!field) {
      if (value === null && key in values) {
        // Of a category the ticket no longer has.
        delete values[key]
        continue
      }
      const known = fields.map((each) => each.key).join(', ')
      throw new DomainError('field_unknown', { field: key, known: known || '–' })
    }
    if (value === null || value === '') delete values[key]
    else values[key] = checked(field, value)
  }
  return values
}

/** Labels of the required fields that hold nothing, in the order of the fields. */
export function missingFields(fields: readonly Field[], values: FieldValues): string[] {
  return fields.filter((field) => field.isRequired && values[field.key] === undefined).map((field) => field.label)
}

/** @throws DomainError field_value_wrong */
function checked(field: Field, value: FieldValue): FieldValue {
  if (!fits(field, value))
    throw new DomainError('field_value_wrong', {
      field: field.label,
      found: String(value).slice(0, 60),
      type: field.type,
      options: field.options.join(', '),
    })
  return typeof value === 'string' ? value.trim() : value
}

function fits(field: Field, value: FieldValue): boolean {
  switch (field.type) {
    case 'text':
      return typeof value === 'string' && value.trim() !== '' && value.length <= 2_000
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
    case 'choice':
      return typeof value === 'string' && field.options.includes(value)
    case 'date':
      return typeof value === 'string' && /^\d{4}-\d\d-\d\d$/.test(value) && DateTime.fromISO(value).isValid
    case 'boolean':
      return typeof value === 'boolean'
  }
}
