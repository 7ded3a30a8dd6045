import { randomUUID } from 'node:crypto'
import type { DataSource } from 'typeorm'
import { inject } from 'vitest'
import { createDataSource } from '../server/database/data-source.ts'
import { addressOf, runStatement } from './global-setup.ts'

/** How to reach a test database: by its address, which also serves as DATABASE_URL of another process, or its parts. */
export interface TestConnection {
  url: string
  /** A host, or the directory of a Unix socket. */
  host: string
  port: number
  user: string
  database: string
}

export interface TestDatabase {
  connection: TestConnection
  /** Connected; destroyed by `drop`. */
  source: DataSource
  /** Removes it. @throws ConnectionLeaked when the test left a connection to it open; it is gone all the same */
  drop(): Promise<void>
}

/** A test is over, and something of it still has a connection to its database. */
export class ConnectionLeaked extends Error {}

/** A database of its own: a copy of the migrated one, or an empty one. */
export async function createTestDatabase(options: { empty?: boolean } = {}): Promise<TestDatabase> {
  const postgres = inject('postgres')
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await runStatement(postgres, `create database ${name}${options.empty ? '' : ` template ${inject('template')}`}`)
  const connection = connectionOf(addressOf(postgres, name), name)
  const source = await createDataSource(connection, { poolSize: 10 }).initialize()
  return {
    connection,
    source,
    async drop() {
      if (source.isInitialized) await source.destroy()
      await drop(postgres, name)
    },
  }
}

async function drop(postgres: string, name: string): Promise<void> {
  try {
    // Postgres itself gives connections that are just ending five seconds.
    await runStatement(postgres, `drop database ${name}`)
  } catch (error) {
    // 55006: object in use.
    if ((error as { code?: string }).code !== '55006') throw error
    const left = await runStatement(
      postgres,
      `select application_name as of, state, query from pg_stat_activity where datname = '${name}'`,
    )
    await runStatement(postgres, `drop database ${name} with (force)`)
    throw new ConnectionLeaked(`The test left ${left.length} connections open: ${JSON.stringify(left)}`)
  }
}

function connectionOf(address: string, database: string): TestConnection {
  const url = new URL(address)
  return {
    url: address,
    host: url.searchParams.get('host') ?? url.hostname,
    port: Number(url.port || 5432),
    user: decodeURIComponent(url.username),
    database,
  }
}
