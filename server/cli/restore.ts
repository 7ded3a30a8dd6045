import { once } from 'node:events'
import { createReadStream, existsSync } from 'node:fs'
import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { createGunzip } from 'node:zlib'
import pg from 'pg'
import { from } from 'pg-copy-streams'
import { insertAudit } from '../../core/audit/store.ts'
import type { Config } from '../config.ts'
import { migrations } from '../database/data-source.ts'
import { type BackupHeader, copyOf, endOfTable, listTables, type TableHeader } from './backup-format.ts'
import { CommandRefused, commandLine, withDatabase } from './session.ts'

/**
 * Puts a backup into an empty database, or, with `replace`, in the place of what it holds: all of it or nothing.
 * @throws CommandRefused when the file is no backup of ours, is from another version, or the database is not empty
 */
export async function restoreCommand(config: Config, file: string, options: { replace?: boolean }): Promise<void> {
  if (!existsSync(file)) throw new CommandRefused(`There is no file ${file}.`)
  const rows = await withDatabase(config, async (transact, connection) => {
    const client = new pg.Client('url' in connection ? { connectionString: connection.url } : connection)
    await client.connect()
    try {
      await client.query('begin')
      const { rows: servers } = await client.query(
        `select pg_try_advisory_xact_lock(hashtext('firstline.server')) as free`,
      )
      if (!servers[0].free) throw new CommandRefused('A server works on this database. Stop it first.')
      await empty(client, options.replace ?? false)
      const count = await readBackup(client, file)
      await restartSequences(client)
      await client.query('commit')
      await transact((tx) =>
        insertAudit(tx, {
          actor: commandLine('restore'),
          action: 'backup.restored',
          subject: null,
          change: { file: basename(file), rows: count },
          address: null,
        }),
      )
      return count
    } finally {
      await client.end()
    }
  })
  console.log(`${rows} rows restored from ${file}.`)
}

async function empty(client: pg.Client, replace: boolean): Promise<void> {
  const { rows } = await client.query('select exists (select 1 from person) or exists (select 1 from article) as used')
  if (rows[0].used && !replace)
    throw new CommandRefused(
      'The database is not empty. Restore into an empty one, or add --replace to discard what it holds.',
    )
  const tables = await listTables(client)
  await client.query(`truncate ${tables.map(({ table }) => `"${table}"`).join(', ')}`)
}

/** @returns how many rows were read */
async function readBackup(client: pg.Client, file: string): Promise<number> {
  const known = new Map((await listTables(client)).map((table) => [table.table, table]))
  const lines = createInterface({
    input: createReadStream(file).pipe(createGunzip()),
    crlfDelay: Number.POSITIVE_INFINITY,
  })[Symbol.asyncIterator]()
  const next = async () => {
    try {
      const { value, done } = await lines.next()
      return done ? null : (value as string)
    } catch (error) {
      throw new CommandRefused(`${file} is damaged or no backup of Firstline (${(error as Error).message}).`)
    }
  }
  checkHeader(await next(), file)
  let rows = 0
  for (let line = await next(); line !== null; line = await next()) {
    const header = JSON.parse(line) as TableHeader
    if (!known.has(header.table))
      throw new CommandRefused(`${file} holds a table ${header.table} that this version does not know.`)
    const copy = client.query(from(copyOf(header, 'from stdin')))
    const finished = once(copy, 'finish')
    for (let row = await next(); row !== endOfTable; row = await next()) {
      if (row === null) throw new CommandRefused(`${file} ends in the middle of the table ${header.table}.`)
      rows++
      if (!copy.write(`${row}\n`)) await once(copy, 'drain')
    }
    copy.end()
    await finished
  }
  return rows
}

function checkHeader(line: string | null, file: string): void {
  let header: Partial<BackupHeader> = {}
  try {
    header = JSON.parse(line ?? '') as BackupHeader
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
  }
  if (header.format !== 'firstline-backup') throw new CommandRefused(`${file} is no backup of Firstline.`)
  const ours = migrations.map((migration) => migration.name).join(', ')
  const theirs = header.migrations?.join(', ')
  if (header.version !== 1 || theirs !== ours)
    throw new CommandRefused(
      `${file} was made by another version of Firstline. Restore it with that version, then upgrade. (Its migrations: ${theirs}; ours: ${ours}.)`,
    )
}

/** Sequences go on after the highest number restored. */
async function restartSequences(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; column: string; sequence: string }>(
    `select c.relname as table, a.attname as column, pg_get_serial_sequence(c.relname, a.attname) as sequence
       from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where c.relkind = 'r' and c.relnamespace = current_schema::regnamespace and pg_get_serial_sequence(c.relname, a.attname) is not null and c.relname <> 'migrations'`,
  )
  for (const { table, column, sequence } of rows)
    await client.query(
      `select setval($1, greatest((select max("${column}") from "${table}"), 1), exists (select 1 from "${table}"))`,
      [sequence],
    )
}
