import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ArticleChanged, ArticleNotFound } from '../../../knowledge/articles/errors.ts'
import {
  archiveArticle,
  createArticle,
  findPublished,
  getArticle,
  listArticles,
  listVersions,
  loadPublished,
  loadPublishedOne,
  publishArticle,
  updateArticle,
} from '../../../knowledge/articles/store.ts'
import { createTestDatabase, type TestDatabase } from '../../database.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(() => database.source.query('delete from article'))

const transact: TestDatabase['source']['transaction'] = (work: never) => database.source.transaction(work)
const unknown = '00000000-0000-4000-8000-000000000000'
const vpn = { title: 'Using the VPN', body: 'Open the client.', phrasings: ['How do I connect?'], tags: ['network'] }

test('a new article is a draft that nobody is answered from', async () => {
  const article = await transact((tx) => createArticle(tx, vpn, 'Ada'))
  expect(article).toMatchObject({ ...vpn, state: 'draft', version: 1, language: 'en', url: null, category: null })
  expect(article.updatedAt).toBeInstanceOf(Date)
  expect(await transact((tx) => loadPublished(tx))).toEqual([])
  expect(await transact((tx) => findPublished(tx, article.id))).toBeNull()
})

test('a published article is answered from until it is archived', async () => {
  const { id } = await transact((tx) =>
    createArticle(tx, { ...vpn, category: 'IT', url: 'https://example.com' }, 'Ada'),
  )
  expect(await transact((tx) => publishArticle(tx, id))).toMatchObject({ state: 'published', version: 1 })
  const indexed = {
    id,
    title: vpn.title,
    body: vpn.body,
    phrasings: [{ text: 'How do I connect?', weight: 1 }],
    url: 'https://example.com',
    category: 'IT',
    tags: ['network'],
    language: 'en',
  }
  expect(await transact((tx) => loadPublished(tx))).toEqual([indexed])
  expect(await transact((tx) => loadPublishedOne(tx, id))).toEqual(indexed)
  await transact((tx) => archiveArticle(tx, id))
  expect(await transact((tx) => loadPublishedOne(tx, id))).toBeNull()
})

test('a change keeps what is left out and what the article was', async () => {
  const { id } = await transact((tx) => createArticle(tx, { ...vpn, category: 'IT' }, 'Ada'))
  const changed = await transact((tx) => updateArticle(tx, id, { title: 'VPN', body: 'New.' }, 1, 'Grace'))
  expect(changed).toMatchObject({ title: 'VPN', body: 'New.', category: 'IT', tags: ['network'], version: 2 })
  expect(changed.phrasings).toEqual(vpn.phrasings)
  expect(await transact((tx) => listVersions(tx, id, { limit: 10 }))).toMatchObject([
    { version: 2, title: 'VPN', body: 'New.', author: 'Grace' },
    { version: 1, title: 'Using the VPN', body: 'Open the client.', author: 'Ada' },
  ])
  expect(await transact((tx) => listVersions(tx, id, { before: 2, limit: 1 }))).toMatchObject([{ version: 1 }])
  const cleared = await transact((tx) =>
    updateArticle(tx, id, { title: 'VPN', body: 'New.', category: null }, undefined, 'Ada'),
  )
  expect(cleared.category).toBeNull()
})

test('of two changes on the same version the second is told', async () => {
  const { id } = await transact((tx) => createArticle(tx, vpn, 'Ada'))
  const changes = await Promise.allSettled(
    ['one', 'two'].map((body) => transact((tx) => updateArticle(tx, id, { title: 'VPN', body }, 1, body))),
  )
  expect(changes.map((change) => change.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  const lost = changes.find((change) => change.status === 'rejected')
  expect(lost?.reason).toBeInstanceOf(ArticleChanged)
  expect(lost?.reason).toMatchObject({ present: 2, seen: 1 })
})

test('a phrasing taken away is rejected for good, and can be put back by hand', async () => {
  const { id } = await transact((tx) => createArticle(tx, { ...vpn, phrasings: ['One?', 'Two?', 'Two?'] }, 'Ada'))
  const text = { title: vpn.title, body: vpn.body }
  const without = await transact((tx) => updateArticle(tx, id, { ...text, phrasings: ['Two?'] }, undefined, 'Ada'))
  expect(without.phrasings).toEqual(['Two?'])
  expect(await database.source.query(`select state from phrasing where text = 'One?'`)).toEqual([{ state: 'rejected' }])
  const again = await transact((tx) => updateArticle(tx, id, { ...text, phrasings: ['One?'] }, undefined, 'Ada'))
  expect(again.phrasings).toEqual(['One?'])
})

test('what is not there is said to be not there', async () => {
  await expect(transact((tx) => getArticle(tx, unknown))).rejects.toBeInstanceOf(ArticleNotFound)
  await expect(transact((tx) => publishArticle(tx, unknown))).rejects.toBeInstanceOf(ArticleNotFound)
  await expect(transact((tx) => updateArticle(tx, unknown, vpn, 1, null))).rejects.toBeInstanceOf(ArticleNotFound)
})

describe('the list', () => {
  const write = (title: string) => transact((tx) => createArticle(tx, { title, body: '' }, null))

  test('is paged last changed first, without gaps or repetitions', async () => {
    const ids: string[] = []
    for (let number = 0; number < 5; number++) ids.unshift((await write(`Article ${number}`)).id)
    // Written in the same millisecond: the id decides.
    await database.source.query('update article set updated_at = now()')
    const seen: string[] = []
    let after: { updatedAt: string; id: string } | undefined
    for (;;) {
      const page = await transact((tx) => listArticles(tx, { ...(after ? { after } : {}), limit: 2 }))
      if (page.length === 0) break
      seen.push(...page.map((article) => article.id))
      const last = page.at(-1)!
      after = { updatedAt: last.updatedAt.toISOString(), id: last.id }
    }
    expect(seen).toEqual(ids.toSorted().toReversed())
  })

  test('is found by state and by beginnings of words of the title', async () => {
    const vpnArticle = await write('Using the VPN at gsa.gov (O’Brien’s e-mail)')
    const wifi = await write('Über WLAN')
    await transact((tx) => publishArticle(tx, wifi.id))
    const find = async (filter: { q?: string; state?: 'published' | 'draft' }) =>
      (await transact((tx) => listArticles(tx, { ...filter, limit: 10 }))).map((article) => article.id)
    expect(await find({ q: 'vp usi' })).toEqual([vpnArticle.id])
    expect(await find({ q: 'GSA mail' })).toEqual([vpnArticle.id])
    expect(await find({ q: 'Über' })).toEqual([wifi.id])
    expect(await find({ q: `'\\ :* & | !` })).toEqual([])
    expect(await find({ q: 'nothing' })).toEqual([])
    expect(await find({ state: 'published' })).toEqual([wifi.id])
    expect(await find({ state: 'draft', q: 'wlan' })).toEqual([])
  })

  test('is read by indexes', async () => {
    const plan = await database.source.transaction(async (tx) => {
      await tx.query('set local enable_seqscan = off')
      const words = await tx.query(`explain select * from article where title_words(title) @@ 'vpn:*'::tsquery`)
      const newest = await tx.query('explain select * from article order by updated_at desc, id desc limit 5')
      return JSON.stringify([words, newest])
    })
    expect(plan).toContain('article_title')
    expect(plan).toContain('article_list')
  })
})

test('processes hear of an article that is or was published, not of drafts', async () => {
  const heard: (string | undefined)[] = []
  const runner = database.source.createQueryRunner()
  const client = await runner.connect()
  client.on('notification', (message: { payload?: string }) => heard.push(message.payload))
  await client.query('listen firstline_articles')
  const { id } = await transact((tx) => createArticle(tx, vpn, 'Ada'))
  await transact((tx) => updateArticle(tx, id, vpn, 1, 'Ada'))
  await client.query('select 1')
  expect(heard).toEqual([])
  await transact((tx) => publishArticle(tx, id))
  await transact((tx) => updateArticle(tx, id, vpn, 2, 'Ada'))
  await transact((tx) => archiveArticle(tx, id))
  await client.query('select 1')
  expect(heard).toEqual([id, id, id])
  await client.query('unlisten *')
  await runner.release()
})
