import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { createDataSource, migrate } from '../server/database/data-source.ts'
import { openEmbeddedDatabase } from '../server/database/embedded/open.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the tests' Postgres is; each test file copies the template into a database of its own. */
    postgres: { host: string; port: number; user: string }
  }
}

/** The migrated database that every test database is a copy of. */
export const template = 'firstline_template'

/** One real Postgres for the whole run, the embedded one, gone afterwards. */
export default async function setup(project: TestProject) {
  const folder = mkdtempSync(join(tmpdir(), 'firstline-test-'))
  const embedded = await openEmbeddedDatabase({ folder })
  const { host, port, user } = embedded.connection
  const client = new pg.Client(embedded.connection)
  await client.connect()
  await client.query(`create database ${template}`)
  await client.end()
  const source = await createDataSource({ host, port, user, database: template }, { poolSize: 2 }).initialize()
  await migrate(source)
  await source.destroy()
  project.provide('postgres', { host, port, user })
  return async () => {
    await embedded.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
