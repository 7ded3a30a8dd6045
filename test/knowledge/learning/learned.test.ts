import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createArticle, loadPublishedOne, publishArticle } from '../../../knowledge/articles/store.ts'
import { judgeLearned, type LearnedState, listLearned, recordOutcome } from '../../../knowledge/learning/store.ts'
import { createTestDatabase, type TestDatabase } from '../../database.ts'

describe('learning from outcomes', () => {
  let database: TestDatabase
  let articleId: string
  const people: string[] = []
  beforeAll(async () => {
    database = await createTestDatabase()
    const tx = database.source.manager
    articleId = (await createArticle(tx, { title: 'VPN', body: 'Install it.' }, 'test')).id
    await publishArticle(tx, articleId)
    for (const name of ['Ada', 'Ben', 'Cleo'])
      people.push((await tx.query('insert into person (name) values ($1) returning id', [name]))[0].id)
  })
  afterAll(() => database.drop())

  const tell = (who: number, question: string, outcome: 'solved' | 'not_helpful' | 'chosen') =>
    recordOutcome(database.source.manager, { articleId, question, outcome, personId: people[who] ?? '' })
  const phrasings = async () => (await loadPublishedOne(database.source.manager, articleId))?.phrasings ?? []
  const learned = (state?: LearnedState) =>
    listLearned(database.source.manager, { limit: 10, ...(state ? { state } : {}) })
  const judge = (id: string | undefined, verdict: LearnedState) =>
    judgeLearned(database.source.manager, id ?? '', verdict, 'Lea Lead')

  it('one person alone moves nothing, however often they press', async () => {
    for (let pressed = 0; pressed < 3; pressed++) await tell(0, 'tunnel to the office', 'solved')
    await tell(0, 'work from home network', 'solved')
    expect(await phrasings()).toEqual([])
    expect(new Set((await learned()).map(({ text, helped, counts }) => `${text} ${helped} ${counts}`))).toEqual(
      new Set(['work from home network 1 false', 'tunnel to the office 1 false']),
    )
  })

  it('two do, with less weight than a confirmed phrasing', async () => {
    await tell(1, 'remote access', 'solved')
    expect((await phrasings()).map(({ text }) => text).sort()).toEqual([
      'remote access',
      'tunnel to the office',
      'work from home network',
    ])
    for (const { weight } of await phrasings()) expect(weight).toBeLessThan(1)
  })

  it('what did not help counts against', async () => {
    await tell(2, 'remote access', 'not_helpful')
    expect((await phrasings()).map(({ text }) => text)).not.toContain('remote access')
    await tell(2, 'never asked before', 'not_helpful')
    expect((await learned()).map(({ text }) => text)).not.toContain('never asked before')
  })

  it('a mere choice, an empty or an endless question teach nothing', async () => {
    const before = await learned()
    await tell(2, 'chosen only', 'chosen')
    await tell(2, '  ', 'solved')
    await tell(2, 'long '.repeat(100), 'solved')
    expect(await learned()).toEqual(before)
  })

  it('an admin confirms or rejects, and it stays so whatever people press', async () => {
    const [first, second] = (await learned()).filter(({ text }) => text !== 'remote access')
    expect(await judge(first?.id, 'confirmed')).toBe(true)
    expect(await judge(second?.id, 'rejected')).toBe(true)
    expect(await judge(second?.id, 'confirmed')).toBe(false)
    await tell(2, second?.text ?? '', 'solved')
    expect(await phrasings()).toEqual([{ text: first?.text, weight: 1 }])
  })

  it('what was judged can be seen, with who and when, and undone', async () => {
    const before = await phrasings()
    const [confirmed] = await learned('confirmed')
    const [rejected] = await learned('rejected')
    expect(confirmed).toMatchObject({ state: 'confirmed', counts: true, judgedBy: 'Lea Lead' })
    expect(rejected).toMatchObject({ state: 'rejected', counts: false, judgedBy: 'Lea Lead' })
    expect(rejected?.judgedAt).toBeInstanceOf(Date)
    for (const each of [confirmed, rejected]) {
      expect(await judge(each?.id, 'candidate')).toBe(true)
      expect(await judge(each?.id, 'candidate')).toBe(false)
    }
    expect(await learned('confirmed')).toEqual([])
    expect(await learned('rejected')).toEqual([])
    const waiting = await learned()
    expect(waiting.map(({ text }) => text)).toEqual(expect.arrayContaining([confirmed?.text, rejected?.text]))
    // Their votes are as they were, so both count again, as candidates do.
    for (const { text, weight } of await phrasings())
      if (text === confirmed?.text || text === rejected?.text) expect(weight).toBeLessThan(1)
    await judge(confirmed?.id, 'confirmed')
    await judge(rejected?.id, 'rejected')
    expect(await phrasings()).toEqual(before)
  })

  it('what an admin wrote is not learned, and not undone', async () => {
    const tx = database.source.manager
    const { id } = await createArticle(tx, { title: 'Badge', body: 'Lost.', phrasings: ['my badge'] }, 'test')
    const [row] = await tx.query('select id from phrasing where article_id = $1', [id])
    expect(await judge(row.id, 'candidate')).toBe(false)
    expect((await learned('confirmed')).map(({ text }) => text)).not.toContain('my badge')
  })
})
