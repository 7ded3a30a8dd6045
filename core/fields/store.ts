import { QueryFailedError } from 'typeorm'
import { DomainError } from '../errors.ts'
import type { Transaction } from '../transaction.ts'
import type { Field, FieldType } from './field.ts'

const select = `select f.id, json_build_object('id', c.id, 'name', c.name) as category, f.key, f.label, f.type, f.options,
    f.is_required as "isRequired", f.position from ticket_field f join category c on c.id = f.category_id`

/** The fields of all categories, or of one by name, in their order. Uses category_name and ticket_field_key. */
export async function listFields(tx: Transaction, category?: string | null): Promise<Field[]> {
  return category === undefined
    ? tx.query(`${select} order by lower(c.name), f.position, f.key`)
    : tx.query(`${select} where lower(c.name) = lower($1) order by f.position, f.key`, [category])
}

/** @throws DomainError field_not_found */
export async function getField(tx: Transaction, id: string): Promise<Field> {
  const [row] = await tx.query(`${select} where f.id = $1`, [id])
  if (!row) throw new DomainError('field_not_found')
  return row
}

export interface NewField {
  categoryId: string
  key: string
  label: string
  type: FieldType
  options: string[]
  isRequired: boolean
  position: number
}

/** @returns the id @throws DomainError field_key_taken, category_not_found */
export async function insertField(tx: Transaction, field: NewField): Promise<string> {
  const { categoryId, key, label, type, options, isRequired, position } = field
  try {
    const [row] = await tx.query(
      `insert into ticket_field (category_id, key, label, type, options, is_required, position)
       values ($1, $2, $3, $4, $5, $6, $7) returning id`,
      [categoryId, key, label, type, options, isRequired, position],
    )
    return row.id
  } catch (error) {
    const code = error instanceof QueryFailedError ? (error.driverError as { code?: string }).code : null
    if (code === '23505') throw new DomainError('field_key_taken', { field: key })
    if (code === '23503') throw new DomainError('category_not_found', { name: categoryId })
    throw error
  }
}

/** Changes a field; key, type and category stay, so that values that are there keep their meaning. @throws DomainError field_not_found */
export async function updateField(
  tx: Transaction,
  id: string,
  field: Pick<NewField, 'label' | 'options' | 'isRequired' | 'position'>,
): Promise<void> {
  const [, count] = (await tx.query(
    'update ticket_field set label = $2, options = $3, is_required = $4, position = $5 where id = $1',
    [id, field.label, field.options, field.isRequired, field.position],
  )) as [unknown, number]
  if (count === 0) throw new DomainError('field_not_found')
}

/** Takes a field away; values that tickets have stay with them. @throws DomainError field_not_found */
export async function deleteField(tx: Transaction, id: string): Promise<void> {
  const [, count] = (await tx.query('delete from ticket_field where id = $1', [id])) as [unknown, number]
  if (count === 0) throw new DomainError('field_not_found')
}
