import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startInbox } from '../../core/delivery/inbox.ts'
import type { InboundEvent } from '../../core/ports.ts'
import { transactOn } from '../../core/transaction.ts'
import { createDataSource, migrate } from '../../server/database/data-source.ts'
import { openEmbeddedDatabase } from '../../server/database/embedded/open.ts'
import { printTable } from './table.ts'

const events = 2_000

/** How many events a second go through the inbox, beside the bare minimum: one insert and one update each. */
export async function run(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'firstline-bench-'))
  const embedded = await openEmbeddedDatabase({ folder })
  const database = await createDataSource(embedded.connection).initialize()
  await migrate(database)
  const transact = transactOn(database)

  const bare = await persecond(async (number) => {
    const [row] = await database.query(
      `insert into inbox (lane, channel, workspace, external_id, payload, state) values ($1, 'bare', '-', $2, '{}', 'dead') returning id`,
      [`bare-${number}`, String(number)],
    )
    await database.query(`update inbox set state = 'done' where id = $1`, [row.id])
  })
  const inbox = startInbox({
    transact,
    handle: async () => {},
    concurrency: 8,
    onError: (error) => console.error(error),
  })
  const ours = await persecond(async (number) => {
    const { id } = await inbox.accept(eventOf(number))
    await inbox.handled(id)
  })
  await inbox.stop()
  printTable(
    ['', 'events a second', 'against the bare minimum'],
    [
      ['insert and update', bare.toFixed(0), '1.0×'],
      ['inbox: accept, claim, handle, finish, wait', ours.toFixed(0), `${(bare / ours).toFixed(1)}× the work`],
    ],
  )
  await database.destroy()
  await embedded.close()
  rmSync(folder, { recursive: true, force: true })
}

/** Does something for each number, twenty at once. @returns how many a second */
async function persecond(work: (number: number) => Promise<void>): Promise<number> {
  let next = 0
  const begun = performance.now()
  const worker = async () => {
    while (next < events) await work(next++)
  }
  await Promise.all(Array.from({ length: 20 }, worker))
  return events / ((performance.now() - begun) / 1_000)
}

function eventOf(number: number): InboundEvent {
  return {
    channel: 'api',
    workspace: '-',
    externalId: String(number),
    conversationKey: String(number % 500),
    address: null,
    sender: { externalId: 'bench', name: null, email: null, emailVerified: false, language: null },
    at: new Date().toISOString(),
    kind: 'message',
    text: 'hello',
  }
}
