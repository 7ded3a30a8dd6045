import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findLinked } from '../../../knowledge/articles/store.ts'
import { importFolder } from '../../../knowledge/import/import-folder.ts'
import { createTestDatabase, type TestDatabase } from '../../database.ts'

describe('links between imported pages', () => {
  let database: TestDatabase
  let folder: string
  const ids = new Map<string, string>()
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
  }
  const transact = <T>(work: (tx: TestDatabase['source']['manager']) => Promise<T>) => database.source.transaction(work)
  const follow = (from: string, target: string) => findLinked(database.source.manager, ids.get(from) ?? '', target)

  beforeAll(async () => {
    database = await createTestDatabase()
    folder = mkdtempSync(join(tmpdir(), 'firstline-links-'))
    write('about.md', '# About\n\nSee [leave](/travel/leave/).\n')
    write(
      'travel/leave.md',
      '---\ntitle: Leave\nredirect_from:\n  - /leave/\n  - /holidays/\n---\n\nSee [the index](index.md).\n',
    )
    write('travel/index.md', '# Travel\n\nAll of it.\n')
    await importFolder({ folder, transact })
    for (const { id, key } of await database.source.query('select id, external_key as key from article'))
      ids.set(key, id)
  })
  afterAll(async () => {
    await database.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  it.each([
    ['about.md', '/travel/leave/', 'travel/leave.md'],
    ['about.md', '/travel/leave/#top', 'travel/leave.md'],
    ['about.md', '/travel/', 'travel/index.md'],
    ['travel/leave.md', 'index.md', 'travel/index.md'],
    ['travel/leave.md', '../about.md', 'about.md'],
    ['about.md', '/holidays', 'travel/leave.md'],
  ])('in %s, %s leads to %s', async (from, target, to) => {
    expect(await follow(from, target)).toBe(ids.get(to))
  })

  it('lead nowhere where there is nothing, or nothing published', async () => {
    expect(await follow('about.md', '/nowhere/')).toBeNull()
    await database.source.query(`update article set state = 'archived' where external_key = 'travel/index.md'`)
    expect(await follow('about.md', '/travel/')).toBeNull()
  })
})
