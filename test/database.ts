import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { DataSource } from 'typeorm'
import { inject } from 'vitest'
import { createDataSource } from '../server/database/data-source.ts'
import { template } from './global-setup.ts'

/** A connection of a test database. */
export type TestConnection = { host: string; port: number; user: string; database: string }

export interface TestDatabase {
  connection: TestConnection
  /** Connected; destroyed by `drop`. */
  source: DataSource
  drop(): Promise<void>
}

/** A database of its own: a copy of the migrated one, or an empty one. */
export async function createTestDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const postgres = inject('postgres')
  const database = `test_${randomUUID().replaceAll('-', '')}`
  await maintain(`create database ${database}${options.empty ? '' : ` template ${template}`}`)
  const connection = { ...postgres, database }
  const source = await createDataSource(connection, { poolSize: 10 }).initialize()
  return {
    connection,
    source,
    async drop() {
      if (source.isInitialized) await source.destroy()
      await maintain(`drop database ${database} with (force)`)
    },
  }
}

async function maintain(statement: string): Promise<void> {
  const client = new pg.Client({ ...inject('postgres'), database: 'postgres' })
  await client.connect()
  try {
    // One copy at a time: the template must not be in use while it is copied.
    await client.query(`select pg_advisory_lock(hashtext('firstline.test'))`)
    await client.query(statement)
  } finally {
    await client.end()
  }
}
