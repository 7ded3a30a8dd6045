import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedDatabase, openEmbeddedDatabase } from '../../server/database/embedded/open.ts'
import { runCommand, type ServerProcess, startServer } from '../server-process.ts'

/** How many conversations stream in, and after how many of their requests the server is killed. */
const conversations = 500
const killAfter = [200, 700, 1_100]

describe('a server killed hard amid a stream of conversations', () => {
  let folder: string
  let database: EmbeddedDatabase
  let client: pg.Client
  let server: ServerProcess
  let token: string

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'firstline-faults-'))
    // We use the database ourselves, so that it outlives the killed servers and is ours to look at.
    database = await openEmbeddedDatabase({ folder })
    token = runCommand(
      { FIRSTLINE_DATA: folder },
      'token',
      'create',
      '--name',
      'stream',
      '--role',
      'channel',
    ).stdout.trim()
    client = new pg.Client(database.connection)
    await client.connect()
    server = await startServer({ FIRSTLINE_DATA: folder })
  })
  afterAll(async () => {
    await server.end('SIGKILL')
    await client.end()
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('loses no message and doubles none', async () => {
    let answered = 0
    let kills = 0
    let restarting: Promise<unknown> = Promise.resolve()
    const post = async (path: string, body: object): Promise<{ id: string }> => {
      for (;;) {
        await restarting
        try {
          const reply = await fetch(`${server.url}/api/v1/${path}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', authorization: `Bearer ${token}` },
            body: JSON.stringify(body),
          })
          if (reply.status !== 201) throw new Error(`unexpected status ${reply.status}: ${await reply.text()}`)
          const conversation = (await reply.json()) as { id: string }
          if (++answered === killAfter[kills]) {
            kills++
            restarting = server.end('SIGKILL').then(async () => {
              server = await startServer({ FIRSTLINE_DATA: folder })
            })
          }
          return conversation
        } catch (error) {
          // A killed server answers nobody; what it had accepted must survive, so the same id is sent again.
          if (error instanceof Error && error.message.startsWith('unexpected')) throw error
        }
      }
    }
    const tell = async (number: number) => {
      const requester = { email: `requester${number}@example.org` }
      const { id } = await post('conversations', {
        requester,
        text: `question ${number} of nobody`,
        externalId: `start-${number}`,
      })
      await post(`conversations/${id}/messages`, { text: `in other words ${number}`, externalId: `more-${number}` })
      await post(`conversations/${id}/messages`, { text: `and one thing more ${number}`, externalId: `last-${number}` })
    }
    const numbers = Array.from({ length: conversations }, (_, number) => number)
    const teller = async () => {
      for (let number = numbers.pop(); number !== undefined; number = numbers.pop()) await tell(number)
    }
    await Promise.all(Array.from({ length: 20 }, teller))
    expect(kills).toBe(killAfter.length)
    await restarting

    const count = async (sql: string) => Number((await client.query(sql)).rows[0].count)
    expect(await count('select count(*) from conversation')).toBe(conversations)
    expect(await count(`select count(*) from message where sender = 'requester'`)).toBe(3 * conversations)
    expect(await count(`select count(distinct text) from message where sender = 'requester'`)).toBe(3 * conversations)
    // Nothing is known, so the second message of each is handed off: one ticket each, with both later messages told once.
    expect(await count('select count(*) from ticket')).toBe(conversations)
    expect(await count(`select count(*) from message where sender = 'bot'`)).toBe(2 * conversations)
    expect(await count(`select count(*) from timeline_entry where kind = 'requester_message'`)).toBe(conversations)
    expect(
      await count(
        `select count(*) from conversation c where message_count <> (select count(*) from message m where m.conversation_id = c.id)`,
      ),
    ).toBe(0)
    expect(await count(`select count(*) from inbox where state <> 'done'`)).toBe(0)
    await delivered(client)
    expect(await count(`select count(*) from outbox where state = 'done'`)).toBe(2 * conversations)
  }, 300_000)
})

/** Resolves when the outbox is empty: what a killed server held is delivered after its lease. */
async function delivered(client: pg.Client): Promise<void> {
  for (;;) {
    const { rows } = await client.query(`select count(*)::int as waiting from outbox where state = 'waiting'`)
    if (rows[0].waiting === 0) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
