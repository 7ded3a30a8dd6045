import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Page } from '../../../knowledge/import/page.ts'
import { type KnownArticle, planImport } from '../../../knowledge/import/plan-import.ts'

const page = (key: string, hash: string, was: Page['was'] = null): Page => ({
  key,
  hash,
  was,
  title: key,
  body: 'Text',
  phrasings: [],
  tags: [],
  category: null,
  url: null,
  aliases: [],
  language: 'en',
})
const known = (id: string, key: string | null, hash: string | null, state: KnownArticle['state'] = 'published') => ({
  id,
  key,
  hash,
  state,
})
const shortly = (plan: ReturnType<typeof planImport>) => ({
  new: plan.new.map(({ page, id, state }) => [page.key, id, state]),
  changed: plan.changed.map(({ page, id, state }) => [page.key, id, state]),
  unchanged: plan.unchanged,
  archived: plan.archived,
})
const nothing = { new: [], changed: [], unchanged: [], archived: [] }

test.each<[string, KnownArticle[], Page[], string[], object]>([
  ['a file nobody knows is new', [], [page('a', '1')], [], { new: [['a', null, 'published']] }],
  ['an equal file changes nothing', [known('A', 'a', '1')], [page('a', '1')], [], { unchanged: ['A'] }],
  ['another text keeps the id', [known('A', 'a', '1')], [page('a', '2')], [], { changed: [['a', 'A', 'published']] }],
  [
    'a vanished file archives its article',
    [known('A', 'a', '1'), known('B', 'b', '1')],
    [page('b', '1')],
    [],
    { unchanged: ['B'], archived: ['A'] },
  ],
  [
    'a file that could not be read archives nothing',
    [known('A', 'a', '1'), known('B', 'b', '1')],
    [page('b', '1')],
    ['a'],
    { unchanged: ['B'] },
  ],
  [
    'a folder that could not be read archives nothing in it',
    [known('A', 'in/a', '1'), known('B', 'b', '1'), known('C', 'inner', '1')],
    [page('b', '1')],
    ['in'],
    { unchanged: ['B'], archived: ['C'] },
  ],
  ['when nothing could be read nothing is archived', [known('A', 'a', '1')], [], ['b'], {}],
  [
    'an article that comes back is published again',
    [known('A', 'a', null, 'archived')],
    [page('a', '1')],
    [],
    { changed: [['a', 'A', 'published']] },
  ],
  [
    'one that a person archived stays archived',
    [known('A', 'a', '1', 'archived')],
    [page('a', '1')],
    [],
    { unchanged: ['A'] },
  ],
  [
    'one that is archived is not archived again',
    [known('A', 'a', null, 'archived'), known('B', 'b', '1')],
    [page('b', '1')],
    [],
    { unchanged: ['B'] },
  ],
  [
    'an export finds what was written here by its id',
    [known('A', null, '1', 'draft')],
    [page('title', '2', { id: 'A', state: 'draft', imported: false })],
    [],
    { changed: [['title', 'A', 'draft']] },
  ],
  [
    'an export keeps ids in an empty database',
    [],
    [page('a', '1', { id: 'A', state: 'archived', imported: true })],
    [],
    { new: [['a', 'A', 'archived']] },
  ],
  [
    'an exported file that moved keeps its id',
    [known('A', 'a', '1')],
    [page('b', '1', { id: 'A', state: 'published', imported: true })],
    [],
    { changed: [['b', 'A', 'published']] },
  ],
  [
    'of two exported files with one id the second is new',
    [],
    [
      page('a', '1', { id: 'A', state: 'published', imported: true }),
      page('b', '1', { id: 'A', state: 'published', imported: true }),
    ],
    [],
    {
      new: [
        ['a', 'A', 'published'],
        ['b', null, 'published'],
      ],
    },
  ],
])('%s', (_, articles, pages, unread, expected) => {
  expect(shortly(planImport(articles, { pages, same: [], unread }))).toEqual({ ...nothing, ...expected })
})

test('a file that is what it was changes nothing, and takes no part in any other', () => {
  const plan = planImport([known('A', 'a', 'f.1'), known('B', 'b', 'f.2')], { pages: [], same: ['a'], unread: [] })
  expect(shortly(plan)).toEqual({ ...nothing, unchanged: ['A'], archived: ['B'] })
})

test('another file that says the same changes nothing', () => {
  const plan = planImport([known('A', 'a', 'before.1')], { pages: [page('a', 'now.1')], same: [], unread: [] })
  expect(shortly(plan)).toEqual({ ...nothing, unchanged: ['A'] })
})

test('every file and every article has exactly one place in a plan', () => {
  const key = fc.constantFrom('a', 'b', 'c/d', 'c/e', 'f')
  const hash = fc.constantFrom('1', '2')
  const state = fc.constantFrom('published' as const, 'archived' as const, 'draft' as const)
  const articles = fc.uniqueArray(fc.record({ key, hash: fc.option(hash), state }), {
    selector: (article) => article.key,
  })
  const pages = fc.uniqueArray(fc.record({ key, hash }), { selector: (file) => file.key })
  fc.assert(
    fc.property(articles, pages, fc.subarray(['a', 'b', 'c']), (rows, files, unread) => {
      const plan = planImport(
        rows.map((row) => ({ ...row, id: `id ${row.key}` })),
        { pages: files.map((file) => page(file.key, file.hash)), same: [], unread },
      )
      expect(plan.new.length + plan.changed.length + plan.unchanged.length).toBe(files.length)
      const ids = [...plan.changed.map((entry) => entry.id), ...plan.unchanged, ...plan.archived]
      expect(new Set(ids).size).toBe(ids.length)
      for (const id of plan.archived) expect(files.map((file) => `id ${file.key}`)).not.toContain(id)
    }),
  )
})
