import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { ConnectionLeaked, createTestDatabase } from '../../../database.ts'

const countTeams = 'select count(*)::int as count from team'

describe('a database of a test', () => {
  it('is a migrated copy of its own, however many are made at once', async () => {
    const databases = await Promise.all([1, 2, 3, 4].map(() => createTestDatabase()))
    const [first, ...others] = databases
    const [{ count }] = await first!.source.query(countTeams)
    await first!.source.query(`insert into team (name, level) values ('Only here', 'second')`)
    expect(await first!.source.query(countTeams)).toEqual([{ count: count + 1 }])
    for (const other of others) expect(await other.source.query(countTeams)).toEqual([{ count }])
    await Promise.all(databases.map((database) => database.drop()))
  })

  it('is reached by its address too', async () => {
    const database = await createTestDatabase()
    const client = new pg.Client({ connectionString: database.connection.url })
    await client.connect()
    const [{ name }] = await database.source.query('select current_database() as name')
    expect((await client.query('select current_database() as name')).rows).toEqual([{ name }])
    await client.end()
    await database.drop()
  })

  it('fails the test that leaves a connection open', async () => {
    const database = await createTestDatabase()
    const client = new pg.Client({ connectionString: database.connection.url, application_name: 'forgotten' })
    client.on('error', () => {})
    await client.connect()
    await expect(database.drop()).rejects.toThrow(ConnectionLeaked)
  })
})
