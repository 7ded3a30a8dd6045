import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { FolderRefused, importFolder } from '../../../knowledge/import/import-folder.ts'
import { createTestDatabase, type TestDatabase } from '../../database.ts'

describe('a second folder', () => {
  let database: TestDatabase
  const folders: string[] = []
  const folderOf = (...names: string[]) => {
    const folder = mkdtempSync(join(tmpdir(), 'firstline-folder-'))
    folders.push(folder)
    for (const name of names) writeFileSync(join(folder, `${name}.md`), `# ${name}\n\nAbout ${name}.\n`)
    return folder
  }
  const load = (folder: string, options: { name?: string; replace?: boolean } = {}) =>
    importFolder({ folder, ...options, transact: (work) => database.source.transaction(work) })
  const published = async () =>
    (await database.source.query(`select title from article where state = 'published' order by title`)).map(
      (row: { title: string }) => row.title,
    )

  beforeAll(async () => {
    database = await createTestDatabase()
  })
  afterAll(async () => {
    await database.drop()
    for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  })

  it('does not archive the first by mistake', async () => {
    await load(folderOf('leave', 'vpn'))
    await expect(load(folderOf('printer'))).rejects.toThrow(FolderRefused)
    expect(await published()).toEqual(['leave', 'vpn'])
  })

  it('is kept beside it under a name of its own', async () => {
    await load(folderOf('printer', 'leave'), { name: 'it' })
    expect(await published()).toEqual(['leave', 'leave', 'printer', 'vpn'])
  })

  it('takes its place when asked to', async () => {
    expect(await load(folderOf('badge'), { replace: true })).toMatchObject({ new: 1, archived: 2 })
    expect(await published()).toEqual(['badge', 'leave', 'printer'])
  })
})
