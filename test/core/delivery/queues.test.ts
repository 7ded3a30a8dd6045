import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startInbox } from '../../../core/delivery/inbox.ts'
import { send, startOutbox } from '../../../core/delivery/outbox.ts'
import { claim, finish, holds, insertInbox, listDead, queueDepth, replayDead } from '../../../core/delivery/store.ts'
import { setTimer, startTimers } from '../../../core/delivery/timers.ts'
import {
  type Channel,
  ChannelRefused,
  ChannelUnreachable,
  type InboundEvent,
  type OutboundMessage,
} from '../../../core/ports.ts'
import { type Transact, transactOn } from '../../../core/transaction.ts'
import { createTestDatabase, type TestDatabase } from '../../database.ts'

const fail = (error: unknown) => {
  throw error
}
const event = (conversation: string, externalId: string): InboundEvent => ({
  channel: 'api',
  workspace: '-',
  externalId,
  conversationKey: conversation,
  address: null,
  sender: { externalId: 'erin', name: 'Erin', email: null, emailVerified: false, language: null },
  at: '2026-01-01T00:00:00.000Z',
  kind: 'message',
  text: externalId,
})
const message = (conversationId: string, key: string): OutboundMessage => ({
  key,
  conversationId,
  conversationKey: 'k',
  workspace: '-',
  address: null,
  from: 'bot',
  author: null,
  text: key,
  article: null,
  actions: [],
  attachments: [],
  language: 'en',
})

describe('queues worked on by leased claims', () => {
  let database: TestDatabase
  let transact: Transact
  beforeAll(async () => {
    database = await createTestDatabase()
    transact = transactOn(database.source)
  })
  afterAll(() => database.drop())
  beforeEach(() => database.source.query('truncate inbox, outbox, timer'))

  const insert = (lane: string, externalId: string) =>
    transact((tx) => insertInbox(tx, { lane, channel: 'api', workspace: '-', externalId, payload: {} }))

  it('store an event once', async () => {
    expect(await insert('a', '1')).not.toBeNull()
    expect(await insert('a', '1')).toBeNull()
  })

  it('give out only the first row of a lane, and the next one when it is done', async () => {
    for (const [lane, id] of [
      ['a', '1'],
      ['a', '2'],
      ['b', '3'],
    ] as const)
      await insert(lane, id)
    const first = await transact((tx) => claim(tx, 'inbox', 'one', 10))
    expect(first.map((row) => row.lane)).toEqual(['a', 'b'])
    expect(await transact((tx) => claim(tx, 'inbox', 'two', 10))).toEqual([])
    expect(await transact((tx) => finish(tx, 'inbox', first[0]?.id ?? '', 'one'))).toBe(true)
    expect((await transact((tx) => claim(tx, 'inbox', 'two', 10))).map((row) => row.lane)).toEqual(['a'])
  })

  it('give a row to another worker once the lease of a dead one has run out, and refuse what the dead one still says', async () => {
    await insert('a', '1')
    const [row] = await transact((tx) => claim(tx, 'inbox', 'dead', 1))
    await database.source.query(`update inbox set locked_until = now() - interval '1 second'`)
    expect(await transact((tx) => claim(tx, 'inbox', 'living', 1))).toHaveLength(1)
    expect(await transact((tx) => holds(tx, 'inbox', row?.id ?? '', 'dead'))).toBe(false)
    expect(await transact((tx) => finish(tx, 'inbox', row?.id ?? '', 'dead'))).toBe(false)
  })

  it('handle the events of each conversation in order, one at a time, in whichever of two processes', async () => {
    const handled: string[] = []
    const running = new Set<string>()
    const handle = async (tx: { query(sql: string): Promise<unknown> }, each: InboundEvent) => {
      expect(running.has(each.conversationKey)).toBe(false)
      running.add(each.conversationKey)
      await tx.query('select 1')
      handled.push(each.externalId)
      running.delete(each.conversationKey)
    }
    const [one, two] = [1, 2].map(() => startInbox({ transact, handle, concurrency: 4, onError: fail }))
    if (!one || !two) throw new Error('unreachable')
    const ids: Promise<void>[] = []
    for (let index = 0; index < 30; index++) {
      const to = index % 2 ? one : two
      const { id } = await to.accept(event(`c${index % 3}`, `${index % 3}-${String(index).padStart(2, '0')}`))
      ids.push(to.handled(id))
    }
    await Promise.all(ids)
    for (const conversation of ['0', '1', '2']) {
      const own = handled.filter((id) => id.startsWith(`${conversation}-`))
      expect(own).toEqual([...own].sort())
      expect(own).toHaveLength(10)
    }
    await Promise.all([one.stop(), two.stop()])
  })

  it('undo what a failed event wrote, try it again, and keep it for an admin at last', async () => {
    const errors: unknown[] = []
    let broken = true
    const inbox = startInbox({
      transact,
      handle: async (tx) => {
        await tx.query(`insert into person (name) values ('half')`)
        if (broken) throw new Error('a bug')
      },
      concurrency: 1,
      onError: (error) => errors.push(error),
    })
    const { id } = await inbox.accept(event('c', 'bad'))
    await database.source.query('update inbox set attempts = 29')
    await expect(inbox.handled(id)).rejects.toThrow('kept')
    expect(await database.source.query(`select count(*)::int as n from person where name = 'half'`)).toEqual([{ n: 0 }])
    const [dead] = await transact((tx) => listDead(tx, 10))
    expect(dead).toMatchObject({ queue: 'inbox', id })
    broken = false
    expect(await transact((tx) => replayDead(tx, 'inbox', id))).toBe(true)
    inbox.wake()
    await inbox.handled(id)
    expect(await database.source.query(`select count(*)::int as n from person where name = 'half'`)).toEqual([{ n: 1 }])
    expect(errors.length).toBeGreaterThan(0)
    await inbox.stop()
  })

  it('deliver in order per conversation, again after a failure, and pass over a message the platform will never take', async () => {
    const delivered: string[] = []
    let unreachable = 1
    let done = () => {}
    const all = new Promise<void>((resolve) => {
      done = resolve
    })
    const channel: Channel = {
      name: 'api',
      start: async () => {},
      stop: async () => {},
      deliver: async ({ key }) => {
        if (key === 'a1' && unreachable-- > 0) throw new ChannelUnreachable('no route')
        if (key === 'a2') throw new ChannelRefused('channel_not_found', 'gone', { permanent: true })
        delivered.push(key)
        if (delivered.length === 3) done()
        return { externalMessageId: `x-${key}` }
      },
    }
    await transact(async (tx) => {
      for (const key of ['a1', 'a2', 'a3']) await send(tx, 'api', message('a', key))
      await send(tx, 'api', message('b', 'b1'))
      await send(tx, 'api', message('b', 'b1'))
    })
    const outbox = startOutbox({
      transact,
      channels: new Map([['api', channel]]),
      ticketPage: String,
      attachmentPage: String,
      concurrency: 4,
      onError: () => {},
    })
    await all
    await outbox.stop()
    expect(delivered.filter((key) => key.startsWith('a'))).toEqual(['a1', 'a3'])
    expect(delivered.filter((key) => key.startsWith('b'))).toEqual(['b1'])
    expect(await transact((tx) => queueDepth(tx, 'outbox'))).toEqual({ waiting: 0, dead: 1 })
  })

  it('fire a timer once, at its last due time, unless it is taken back', async () => {
    const fired: unknown[] = []
    let done = () => {}
    const all = new Promise<void>((resolve) => {
      done = resolve
    })
    const past = new Date(Date.now() - 1_000)
    await transact(async (tx) => {
      await setTimer(tx, { name: 'moved', kind: 'close_ticket', dueAt: past, payload: 1 })
      await setTimer(tx, { name: 'moved', kind: 'close_ticket', dueAt: past, payload: 2 })
      await setTimer(tx, { name: 'later', kind: 'close_ticket', dueAt: new Date(Date.now() + 3_600_000), payload: 3 })
    })
    const timers = [1, 2].map(() =>
      startTimers({
        transact,
        fire: async (_tx, _kind, payload) => {
          fired.push(payload)
          done()
        },
        onError: fail,
      }),
    )
    await all
    await Promise.all(timers.map((each) => each.stop()))
    expect(fired).toEqual([2])
  })
})
