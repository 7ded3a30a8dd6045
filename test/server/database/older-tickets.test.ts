import { afterEach, describe, expect, it } from 'vitest'
import { listTickets } from '../../../core/ticket-lists/store.ts'
import { rebuild } from '../../../core/tickets/rebuild.ts'
import { readPast, readPresent } from '../../../core/tickets/store.ts'
import { transactOn } from '../../../core/transaction.ts'
import { migrate, migrations } from '../../../server/database/data-source.ts'
import { Tickets1764001200000 } from '../../../server/database/migrations/1764001200000-tickets.ts'
import { createTestDatabase, type TestDatabase } from '../../database.ts'

describe('a ticket that is older than its history is complete', () => {
  let database: TestDatabase
  afterEach(() => database.drop())

  it('is recorded as it was, can be rebuilt, and is found by its words', async () => {
    database = await createTestDatabase({ empty: true })
    const { source } = database
    await migrate(source)
    const sorted = [...migrations].sort((a, b) => Number(a.name.slice(-13)) - Number(b.name.slice(-13)))
    for (const _ of sorted.slice(sorted.indexOf(Tickets1764001200000))) await source.undoLastMigration()
    const [{ id: person }] = await source.query(
      `insert into person (name, email) values ('Erin', 'erin@example.org') returning id`,
    )
    const [{ id: conversation }] = await source.query(
      `insert into conversation (channel, workspace, key, address, requester_id, state, memory, language)
       values ('api', '-', 'k', '{}', $1, 'handed_off', '{}', 'en') returning id`,
      [person],
    )
    await source.query(
      `insert into ticket (conversation_id, requester_id, subject, state, level, priority, category, source, team_id, routing,
         first_response_due, first_responded_at, solved_at, satisfaction)
       select $1, $2, 'Printer prints blank pages', 'solved', 'second', 'high', 'IT', 'phone', id, '{}', now(), now(), now(), 4
         from team where level = 'second'`,
      [conversation, person],
    )
    await source.query(
      `insert into timeline_entry (ticket_number, kind, actor_kind, actor_name) values (1, 'created', 'bot', 'Bot')`,
    )

    await migrate(source)

    await transactOn(source)(async (tx) => {
      const present = await readPresent(tx, 1)
      expect(present).toMatchObject({ state: 'solved', priority: 'high', satisfaction: 4, requester: person })
      expect(rebuild(await readPast(tx, 1))).toEqual(present)
      expect(await listTickets(tx, { q: 'erin blank', limit: 10 })).toHaveLength(1)
      expect(await listTickets(tx, { q: 'erin toner', limit: 10 })).toHaveLength(0)
    })
  })
})
