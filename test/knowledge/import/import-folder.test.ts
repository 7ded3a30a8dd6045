import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, rm, unlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Article } from '../../../knowledge/articles/article.ts'
import {
  archiveArticle,
  createArticle,
  getArticle,
  listVersions,
  loadArticles,
  loadPublished,
  publishArticle,
  updateArticle,
} from '../../../knowledge/articles/store.ts'
import { exportArticles } from '../../../knowledge/import/export-page.ts'
import { FolderRefused, importFolder } from '../../../knowledge/import/import-folder.ts'
import { createTestDatabase, type TestDatabase } from '../../database.ts'

let database: TestDatabase
let folder: string
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.source.query('delete from article')
  folder = await mkdtemp(join(tmpdir(), 'firstline-import-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const transact = <T>(work: (tx: TestDatabase['source']['manager']) => Promise<T>) => database.source.transaction(work)
const importIt = (from = folder, url?: string) => importFolder({ folder: from, transact, ...(url ? { url } : {}) })
const write = async (path: string, content: string | Uint8Array, within = folder) => {
  await mkdir(dirname(join(within, path)), { recursive: true })
  await writeFile(join(within, path), content)
}
const articles = () => transact((tx) => loadArticles(tx))
const byKey = async (key: string) => (await articles()).find((article) => article.externalKey === key)!

test('files become published articles, and a second import finds nothing to do', async () => {
  await write('people/leave.md', '---\ntitle: Leave\nquestions: [How do I take leave?]\ntags: [time]\n---\nAsk.')
  await write('vpn.md', '# VPN\n\nOpen it.')
  const progress: [number, number][] = []
  const first = await importFolder({ folder, transact, onProgress: (done, total) => progress.push([done, total]) })
  expect(first).toEqual({ new: 2, changed: 0, unchanged: 0, archived: 0, failed: [] })
  expect(progress).toEqual([
    [1, 2],
    [2, 2],
  ])
  expect(await byKey('people/leave.md')).toMatchObject({
    title: 'Leave',
    body: 'Ask.',
    phrasings: ['How do I take leave?'],
    tags: ['time'],
    category: 'People',
    state: 'published',
    version: 1,
  })
  expect(await importIt()).toEqual({ new: 0, changed: 0, unchanged: 2, archived: 0, failed: [] })
})

test('a changed file keeps its id and what it was', async () => {
  await write('vpn.md', '---\nphrasings: [Old?, Both?]\n---\nOld')
  await importIt()
  const { id } = await byKey('vpn.md')
  await write('vpn.md', '---\nphrasings: [Both?, New?]\n---\nNew')
  expect(await importIt()).toMatchObject({ changed: 1, new: 0 })
  expect(await byKey('vpn.md')).toMatchObject({ id, body: 'New', version: 2, phrasings: ['Both?', 'New?'] })
  const versions = await transact((tx) => listVersions(tx, id, { limit: 5 }))
  expect(versions.map((version) => [version.body, version.author])).toEqual([
    ['New', 'Import'],
    ['Old', 'Import'],
  ])
})

test('a vanished file archives its article, and brings it back with its id', async () => {
  await write('vpn.md', 'VPN')
  await write('wlan.md', 'WLAN')
  await importIt()
  const { id } = await byKey('vpn.md')
  await unlink(join(folder, 'vpn.md'))
  expect(await importIt()).toMatchObject({ archived: 1, unchanged: 1 })
  expect((await byKey('vpn.md')).state).toBe('archived')
  expect(await importIt()).toMatchObject({ archived: 0, unchanged: 1 })
  await write('vpn.md', 'VPN')
  expect(await importIt()).toMatchObject({ changed: 1, unchanged: 1 })
  expect(await byKey('vpn.md')).toMatchObject({ id, state: 'published' })
})

test('what people do in the console outlives an import', async () => {
  await write('vpn.md', '---\nphrasings: [Imported?]\n---\nVPN')
  await write('old.md', 'Old')
  await importIt()
  const vpn = await byKey('vpn.md')
  const text = { title: 'My VPN', body: 'Mine' }
  await transact((tx) => updateArticle(tx, vpn.id, { ...text, phrasings: ['By hand?'] }, 1, 'Ada'))
  await transact(async (tx) => archiveArticle(tx, (await byKey('old.md')).id))
  const own = await transact((tx) => createArticle(tx, { title: 'Own', body: 'Own' }, 'Ada'))
  expect(await importIt()).toMatchObject({ unchanged: 2, archived: 0 })
  expect(await byKey('vpn.md')).toMatchObject({ ...text, phrasings: ['By hand?'] })
  expect((await byKey('old.md')).state).toBe('archived')
  expect((await transact((tx) => getArticle(tx, own.id))).state).toBe('draft')
  // A new text of the page comes, the phrasing that was taken away does not.
  await write('vpn.md', '---\nphrasings: [Imported?]\n---\nVPN two')
  await importIt()
  expect(await byKey('vpn.md')).toMatchObject({ body: 'VPN two', phrasings: ['By hand?'] })
})

test('a broken file costs only itself, and not the article it once made', async () => {
  await write('a.md', 'A')
  await write('b.md', 'B')
  await importIt()
  await write('b.md', '---\ntitle: [\n---\nB')
  await write('c.md', new Uint8Array([0xff, 0x00]))
  await write('d.md', '---\ntitle: Only a title\n---\n')
  const result = await importIt()
  expect(result).toMatchObject({ new: 0, changed: 0, unchanged: 1, archived: 0 })
  expect(result.failed).toEqual([
    { path: 'b.md', reason: expect.stringContaining('front matter is no YAML') },
    { path: 'c.md', reason: 'is binary, not text' },
    { path: 'd.md', reason: 'has no text' },
  ])
  expect(await byKey('b.md')).toMatchObject({ state: 'published', body: 'B' })
})

test('an empty, missing or wholly unreadable folder archives nothing', async () => {
  await write('a.md', 'A')
  await importIt()
  const empty = join(folder, 'empty')
  await mkdir(empty)
  await expect(importIt(empty)).rejects.toBeInstanceOf(FolderRefused)
  await expect(importIt(join(folder, 'missing'))).rejects.toBeInstanceOf(FolderRefused)
  await write('bad/x.md', '---\na: [\n---\n')
  expect(await importIt(join(folder, 'bad'))).toMatchObject({ new: 0, archived: 0, failed: [{ path: 'x.md' }] })
  expect((await byKey('a.md')).state).toBe('published')
})

test('an import that breaks off has changed nothing', async () => {
  await write('a.md', 'A')
  await write('b.md', 'B')
  const broken = importFolder({
    folder,
    transact,
    onProgress: (done) => {
      if (done === 2) throw new Error('power cut')
    },
  })
  await expect(broken).rejects.toThrow('power cut')
  expect(await articles()).toEqual([])
})

test('of two imports at once one waits for the other', async () => {
  for (let number = 0; number < 20; number++) await write(`${number}.md`, `Page ${number}`)
  const results = await Promise.all([importIt(), importIt(), importIt()])
  expect(results.map((result) => result.new).toSorted((a, b) => a - b)).toEqual([0, 0, 20])
  expect(await articles()).toHaveLength(20)
})

test('the indexes hear of each article of a small import, and once of a large one', async () => {
  const heard: (string | undefined)[] = []
  const runner = database.source.createQueryRunner()
  const client = await runner.connect()
  client.on('notification', (message: { payload?: string }) => heard.push(message.payload))
  await client.query('listen firstline_articles')
  await write('a.md', 'A')
  await importIt()
  await client.query('select 1')
  expect(heard).toEqual([(await byKey('a.md')).id])
  for (let number = 0; number < 60; number++) await write(`${number}.md`, `Page ${number}`)
  await importIt()
  await client.query('select 1')
  expect(heard.slice(1)).toEqual([''])
  await client.query('unlisten *')
  await runner.release()
})

test('text that no database could hold is imported all the same', async () => {
  await write('odd.md', '---\ntitle: "a\\0b\\uD800"\nphrasings: ["\\0?"]\n---\nText &#0; <b>&#1;x</b>')
  expect(await importIt()).toMatchObject({ new: 1, failed: [] })
})

describe('an export', () => {
  const content = (article: Article) => {
    const { updatedAt: _updatedAt, createdAt: _createdAt, version: _version, ...rest } = article
    return { ...rest, phrasings: rest.phrasings.toSorted() }
  }
  const exportIt = async () => {
    const files = exportArticles(await articles())
    const target = join(folder, 'export')
    for (const { path, text } of files) await write(path, text, target)
    return { target, paths: files.map((file) => file.path) }
  }
  const prepare = async () => {
    await write(
      'people/leave.md',
      '---\nphrasings: [How?, "Why: so?"]\ntags: [time]\n---\nAsk {% raw %}{% x %}{% endraw %}',
    )
    await write('old.md', 'Old')
    await importIt()
    await transact(async (tx) => archiveArticle(tx, (await byKey('old.md')).id))
    const odd = {
      title: '  <b>Odd</b> #1: ',
      body: '\n<div>{% x %}</div>\r\n* a\n\n',
      phrasings: ['vpn'],
      tags: ['a,b'],
    }
    await transact((tx) => createArticle(tx, { ...odd, language: 'de', url: '/x' }, 'Ada'))
    await transact(async (tx) => publishArticle(tx, (await createArticle(tx, odd, 'Ada')).id))
    await rm(join(folder, 'people'), { recursive: true })
    await rm(join(folder, 'old.md'))
  }

  test('imported again where it comes from changes nothing', async () => {
    await prepare()
    const before = await articles()
    const { target, paths } = await exportIt()
    expect(paths).toHaveLength(4)
    expect(paths).toContain('people/leave.md')
    expect(await importIt(target)).toEqual({ new: 0, changed: 0, unchanged: 4, archived: 0, failed: [] })
    expect(await articles()).toEqual(before)
  })

  test('imported into an empty database gives the same articles, ids and all', async () => {
    await prepare()
    const before = (await articles()).map(content)
    const { target } = await exportIt()
    await database.source.query('delete from article')
    expect(await importIt(target)).toMatchObject({ new: 4, failed: [] })
    expect((await articles()).map(content)).toEqual(before)
    expect(await importIt(target)).toMatchObject({ unchanged: 4 })
  })
})

const handbook = resolve(import.meta.dirname, '../../../../shared/data/handbook/pages')

test.runIf(existsSync(handbook))(
  'a real handbook is imported whole, and again without a change',
  async () => {
    const site = 'https://handbook.example.com'
    expect(await importIt(handbook, site)).toEqual({ new: 246, changed: 0, unchanged: 0, archived: 0, failed: [] })
    expect(await importIt(handbook, site)).toEqual({ new: 0, changed: 0, unchanged: 246, archived: 0, failed: [] })
    const published = await transact((tx) => loadPublished(tx))
    expect(published).toHaveLength(246)
    for (const article of published) expect(article.url).toMatch(/^https:\/\/handbook\.example\.com\//)
  },
  180_000,
)
