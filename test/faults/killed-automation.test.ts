import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedDatabase, openEmbeddedDatabase } from '../../server/database/embedded/open.ts'
import { runCommand, type ServerProcess, startServer } from '../server-process.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../webhook-receiver.ts'

/** How many tickets are opened, and after how many received messages the server is killed. */
const tickets = 60
const killAfter = [20, 70, 130]

describe('a server killed hard amid rules and webhooks', () => {
  let folder: string
  let database: EmbeddedDatabase
  let client: pg.Client
  let receiver: WebhookReceiver
  let server: ServerProcess
  let token: string
  const environment = () => ({ FIRSTLINE_DATA: folder, WEBHOOK_ALLOW: '127.0.0.1' })

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'firstline-faults-'))
    // We use the database ourselves, so that it outlives the killed servers and is ours to look at.
    database = await openEmbeddedDatabase({ folder })
    token = runCommand(environment(), 'token', 'create', '--name', 'test', '--role', 'admin').stdout.trim()
    client = new pg.Client(database.connection)
    await client.connect()
    receiver = await startWebhookReceiver()
    server = await startServer(environment())
  })
  afterAll(async () => {
    await server.end('SIGKILL')
    await receiver.stop()
    await client.end()
    await database.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('runs each rule once for each ticket, and tells the receiver everything, signed', async () => {
    let restarting: Promise<unknown> = Promise.resolve()
    const post = async (path: string, key: string, body: object) => {
      for (;;) {
        await restarting
        try {
          const reply = await fetch(`${server.url}/api/v1/${path}`, {
            method: 'POST',
            headers: { 'content-type': 'application/json', authorization: `Bearer ${token}`, 'idempotency-key': key },
            body: JSON.stringify(body),
          })
          if (reply.status !== 201) throw new Error(`unexpected status ${reply.status}: ${await reply.text()}`)
          return (await reply.json()) as { secret: string }
        } catch (error) {
          // A killed server answers nobody: the same request is sent again, with the same key.
          if (error instanceof Error && error.message.startsWith('unexpected')) throw error
        }
      }
    }
    receiver.secret = (await post('webhooks', 'hook', { name: 'All', url: receiver.url, events: ['*'] })).secret
    await post('rules', 'rule', { name: 'Note', text: 'when ticket created then note "Seen.", set priority high' })
    await post('rules', 'rule 2', { name: 'Then', text: 'when priority changes then note "It matters."' })
    let kills = 0
    receiver.answer = (_message, before) => {
      if (before + 1 !== killAfter[kills]) return { status: 204 }
      kills++
      restarting = server.end('SIGKILL').then(async () => {
        server = await startServer(environment())
      })
      return { status: 204, hang: true }
    }
    const numbers = Array.from({ length: tickets }, (_, number) => number)
    const opener = async () => {
      for (let number = numbers.pop(); number !== undefined; number = numbers.pop())
        await post('tickets', `ticket ${number}`, {
          requester: { email: `requester${number}@example.org` },
          subject: `Ticket ${number}`,
          text: 'Please help.',
        })
    }
    await Promise.all(Array.from({ length: 4 }, opener))

    const count = async (sql: string) => Number((await client.query(sql)).rows[0].count)
    for (;;) {
      await restarting
      // What a hard kill cut off counts as a failure of the endpoint only where it was noted; none has to wait minutes.
      await client.query(
        `update webhook_delivery set available_at = now() where state = 'waiting' and locked_by is null`,
      )
      const waiting = await count(
        `select (select count(*) from automation_event where state = 'waiting') + (select count(*) from webhook_delivery where state = 'waiting') as count`,
      )
      if (waiting === 0 && kills === killAfter.length) break
      await new Promise((resolve) => setTimeout(resolve, 200))
    }
    expect(await count('select count(*) from ticket')).toBe(tickets)
    expect(await count(`select count(*) from timeline_entry where kind = 'note' and text = 'Seen.'`)).toBe(tickets)
    expect(await count(`select count(*) from timeline_entry where kind = 'note' and text = 'It matters.'`)).toBe(
      tickets,
    )
    expect(await count(`select count(*) from timeline_entry where kind = 'rule_ran'`)).toBe(2 * tickets)
    expect(await count(`select count(*) from automation_event where state <> 'done'`)).toBe(0)

    // Each line of each timeline was told, under an id of its own; what was told twice has the same id.
    const entries = await count('select count(*) from timeline_entry')
    const ids = new Map(receiver.received.map((message) => [message.id, message.body.data.entry.id]))
    expect(ids.size).toBe(entries)
    expect(new Set(ids.values()).size).toBe(entries)
    expect(receiver.received.every((message) => message.verified)).toBe(true)
    // In order of each ticket, by when each was first told.
    const last = new Map<number, number>()
    for (const id of ids.keys()) {
      const { ticket, entry } = receiver.received.find((message) => message.id === id)?.body.data ?? {}
      expect(Number(entry.id)).toBeGreaterThan(last.get(ticket.number) ?? 0)
      last.set(ticket.number, Number(entry.id))
    }
  }, 300_000)
})
