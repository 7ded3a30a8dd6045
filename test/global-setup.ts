import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { createDataSource, migrate } from '../server/database/data-source.ts'
import { openEmbeddedDatabase } from '../server/database/embedded/open.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The address of the tests' Postgres: of its maintenance database. */
    postgres: string
    /** The migrated database that every test database is a copy of. */
    template: string
  }
}

/**
 * One real Postgres for the whole run: the embedded one, gone afterwards, or that of TEST_DATABASE_URL, whose user must
 * be allowed to create databases. A run leaves none of its own there.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const { postgres, close } = await openPostgres()
  // A name of its own, so that several runs may share a Postgres.
  const template = `firstline_template_${randomUUID().replaceAll('-', '')}`
  await runStatement(postgres, `create database ${template}`)
  const source = await createDataSource({ url: addressOf(postgres, template) }, { poolSize: 2 }).initialize()
  await migrate(source)
  await source.destroy()
  // Postgres copies no database that somebody is in. Nobody can be in this one from now on, so that any number of
  // copies may be made at once.
  await runStatement(postgres, `alter database ${template} with allow_connections false`)
  project.provide('postgres', postgres)
  project.provide('template', template)
  return async () => {
    await runStatement(postgres, `drop database ${template}`)
    await close()
  }
}

/** The address of another database of the same Postgres. */
export function addressOf(postgres: string, database: string): string {
  const url = new URL(postgres)
  url.pathname = database
  return url.href
}

/** Runs a statement over a connection of its own. @returns the rows */
export async function runStatement(address: string, statement: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: address })
  await client.connect()
  try {
    return (await client.query(statement)).rows
  } finally {
    await client.end()
  }
}

async function openPostgres(): Promise<{ postgres: string; close(): Promise<void> }> {
  const own = process.env.TEST_DATABASE_URL
  if (own) return { postgres: own, close: async () => {} }
  const folder = mkdtempSync(join(tmpdir(), 'firstline-test-'))
  const embedded = await openEmbeddedDatabase({ folder })
  const { host, port, user } = embedded.connection
  return {
    // The directory of a Unix socket goes into the query (libpq, “Connection URIs”).
    postgres: `postgres://${user}@localhost:${port}/postgres?host=${encodeURIComponent(host)}`,
    async close() {
      await embedded.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
