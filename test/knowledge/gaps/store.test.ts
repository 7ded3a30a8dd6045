import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { dismissGap, listGaps, placeUnanswered, recordUnanswered } from '../../../knowledge/gaps/store.ts'
import { createTestDatabase, type TestDatabase } from '../../database.ts'

const now = new Date('2026-03-20T12:00:00Z')
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000)

describe('the store of gaps', () => {
  let database: TestDatabase
  let conversationId: string
  beforeAll(async () => {
    database = await createTestDatabase()
    const { manager } = database.source
    const [{ id: person }] = await manager.query(`insert into person (name) values ('Erin') returning id`)
    conversationId = (
      await manager.query(
        `insert into conversation (channel, workspace, key, address, requester_id, state, memory, language)
         values ('api', '-', 'k', '{}', $1, 'handed_off', '{}', 'en') returning id`,
        [person],
      )
    )[0].id
  })
  afterAll(() => database.drop())

  const record = (question: string, askedAt: Date, ticketNumber: number | null = null) =>
    recordUnanswered(database.source.manager, {
      question,
      reason: 'nothing_found',
      articleId: null,
      conversationId,
      ticketNumber,
      askedAt,
    })
  const place = () => database.source.transaction((tx) => placeUnanswered(tx, () => []))
  const list = (options: { dismissed?: boolean } = {}) =>
    listGaps(database.source.manager, { limit: 100, now, ...options })

  it('brings together what is alike, with counts of this week and the one before', async () => {
    await record('VPN on the new laptops', daysAgo(1), 11)
    await record('how do I get VPN on a new laptop', daysAgo(2), 12)
    await record('no vpn on new laptops', daysAgo(9))
    await record('vpn for new laptops please', daysAgo(40))
    await record('badge for the garage', daysAgo(3))
    expect(await place()).toBe(5)
    const [vpn, badge] = await list()
    expect(vpn).toMatchObject({ thisWeek: 2, weekBefore: 1, total: 4, tickets: [11, 12], article: null })
    expect(vpn?.lastAskedAt).toEqual(daysAgo(1))
    expect(vpn?.examples[0]).toBe('VPN on the new laptops')
    expect(vpn?.words).toContain('vpn')
    expect(badge).toMatchObject({ name: 'badge for the garage', thisWeek: 1, total: 1 })
  })

  it('loses and doubles nothing when several processes find gaps at once', async () => {
    for (let number = 0; number < 120; number++) await record(`printer number ${number} is jammed`, daysAgo(1))
    const placed = await Promise.all([1, 2, 3, 4, 5, 6].map(place))
    expect(placed.reduce((sum, each) => sum + each, 0)).toBe(120)
    const [printer] = await list()
    expect(printer).toMatchObject({ total: 120 })
    const [{ waiting }] = await database.source.query(
      'select count(*)::int as waiting from unanswered_question where gap_id is null',
    )
    expect(waiting).toBe(0)
  })

  it('pages without a gap twice or never', async () => {
    const seen: string[] = []
    const page = (after?: { thisWeek: string; total: string; id: string }) =>
      listGaps(database.source.manager, { limit: 1, now, ...(after ? { after } : {}) })
    for (let [gap] = await page(); gap; ) {
      seen.push(gap.id)
      ;[gap] = await page({ thisWeek: String(gap.thisWeek), total: String(gap.total), id: gap.id })
    }
    expect(seen).toEqual((await list()).map(({ id }) => id))
  })

  it('a dismissed gap goes on counting, and can be put back', async () => {
    const vpn = (await list()).find(({ words }) => words.includes('vpn'))
    const id = vpn?.id ?? ''
    expect(await dismissGap(database.source.manager, id, true)).toBe(true)
    await record('vpn on my new laptop', daysAgo(0))
    await place()
    expect((await list()).map((gap) => gap.id)).not.toContain(id)
    expect(await list({ dismissed: true })).toMatchObject([{ id, total: 5 }])
    expect(await dismissGap(database.source.manager, id, false)).toBe(true)
    expect((await list()).find((gap) => gap.id === id)).toMatchObject({ total: 5, dismissedAt: null })
    expect(await dismissGap(database.source.manager, conversationId, true)).toBe(false)
  })

  it('keeps no empty question', async () => {
    await record('  \n ', now)
    expect(await place()).toBe(0)
  })
})
