import type { ClientBase } from 'pg'

/** The first line of a backup. */
export interface BackupHeader {
  format: 'firstline-backup'
  /** Of this format. */
  version: 1
  createdAt: string
  /** Names of the migrations the data was made by, oldest first. */
  migrations: string[]
}

/** The line before the rows of a table; the rows follow as Postgres' COPY text, ended by a line of `\.`. */
export interface TableHeader {
  table: string
  columns: string[]
}

/** The line that ends a table: COPY writes a backslash in data as two, so no row can look like it. */
export const endOfTable = '\\.'

/** All tables but that of the migrations, those that others refer to first, with the columns that are stored. */
export async function listTables(client: ClientBase): Promise<TableHeader[]> {
  const { rows } = await client.query<TableHeader>(
    `select c.relname as table, array_agg(a.attname::text order by a.attnum) as columns
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
      where c.relkind = 'r' and c.relnamespace = current_schema::regnamespace and c.relname <> 'migrations' group by c.relname order by c.relname`,
  )
  const { rows: references } = await client.query<{ from: string; to: string }>(
    `select k.conrelid::regclass::text as from, k.confrelid::regclass::text as to from pg_constraint k
      where k.contype = 'f' and k.connamespace = current_schema::regnamespace and k.conrelid <> k.confrelid`,
  )
  const ordered: TableHeader[] = []
  const left = [...rows]
  while (left.length > 0) {
    const placed = new Set(ordered.map((table) => table.table))
    const free = left.findIndex(({ table }) => references.every(({ from, to }) => from !== table || placed.has(to)))
    if (free < 0)
      throw new Error(`tables refer to each other in a circle: ${left.map(({ table }) => table).join(', ')}`)
    ordered.push(...left.splice(free, 1))
  }
  return ordered
}

/** A COPY of a table's stored columns. */
export function copyOf({ table, columns }: TableHeader, direction: 'to stdout' | 'from stdin'): string {
  return `copy "${table}" (${columns.map((column) => `"${column}"`).join(', ')}) ${direction}`
}
