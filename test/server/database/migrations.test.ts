import { afterEach, describe, expect, it } from 'vitest'
import { createDataSource, DatabaseTooNew, migrate, migrations } from '../../../server/database/data-source.ts'
import { createTestDatabase, type TestDatabase } from '../../database.ts'

describe('the schema', () => {
  let database: TestDatabase
  afterEach(() => database.drop())

  it('is what the entities say, no more and no less', async () => {
    database = await createTestDatabase()
    const { upQueries } = await database.source.driver.createSchemaBuilder().log()
    // Constraints, indexes and defaults are the migrations' alone; columns are in both.
    const columns = upQueries.map(({ query }) => query).filter((query) => !/CONSTRAINT|INDEX|DEFAULT/.test(query))
    expect(columns).toEqual([])
  })

  it('comes from nothing, goes back to nothing and comes again', async () => {
    database = await createTestDatabase({ empty: true })
    expect(await migrate(database.source)).toBe(migrations.length)
    for (const _ of migrations) await database.source.undoLastMigration()
    const left = await database.source.query(
      `select relname from pg_class where relkind in ('r', 'v') and relnamespace = 'public'::regnamespace`,
    )
    expect(left.map((row: { relname: string }) => row.relname)).toEqual(['migrations'])
    expect(await migrate(database.source)).toBe(migrations.length)
  })

  it('is brought from the previous version to this one with its data', async () => {
    database = await createTestDatabase({ empty: true })
    await migrate(database.source)
    await database.source.undoLastMigration()
    await database.source.query(`insert into person (name, email, role) values ('Ada', 'ada@example.org', 'admin')`)
    expect(await migrate(database.source)).toBe(1)
    expect(await database.source.query('select name from person')).toEqual([{ name: 'Ada' }])
  })

  it('is migrated once when several start together', async () => {
    database = await createTestDatabase({ empty: true })
    const others = await Promise.all(
      [1, 2, 3].map(() => createDataSource(database.connection, { poolSize: 3 }).initialize()),
    )
    const run = await Promise.all(others.map(migrate))
    expect(run.sort()).toEqual([0, 0, migrations.length])
    await Promise.all(others.map((other) => other.destroy()))
  })

  it('of a newer version is left alone', async () => {
    database = await createTestDatabase()
    await database.source.query(
      `insert into migrations (timestamp, name) values (1999999999999, 'Tomorrow1999999999999')`,
    )
    await expect(migrate(database.source)).rejects.toThrow(DatabaseTooNew)
  })

  it('keeps the timeline append-only', async () => {
    database = await createTestDatabase()
    const { source } = database
    const [{ id: person }] = await source.query(`insert into person (name) values ('Erin') returning id`)
    const [{ id: team }] = await source.query(`select id from team where level = 'second'`)
    const [{ id: conversation }] = await source.query(
      `insert into conversation (channel, workspace, key, address, requester_id, state, memory, language) values ('api', '-', 'k', '{}', $1, 'handed_off', '{}', 'en') returning id`,
      [person],
    )
    const [{ number }] = await source.query(
      `insert into ticket (conversation_id, requester_id, subject, level, source, team_id, routing) values ($1, $2, 's', 'second', 'api', $3, '{}') returning number`,
      [conversation, person, team],
    )
    await source.query(
      `insert into timeline_entry (ticket_number, kind, actor_kind, actor_name) values ($1, 'created', 'bot', 'Bot')`,
      [number],
    )
    await expect(source.query(`update timeline_entry set kind = 'note'`)).rejects.toThrow('append-only')
  })
})
