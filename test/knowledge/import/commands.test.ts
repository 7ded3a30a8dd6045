import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { exportCommand } from '../../../server/cli/export.ts'
import { importCommand } from '../../../server/cli/import.ts'
import { CommandRefused } from '../../../server/cli/session.ts'
import { type Config, readConfig } from '../../../server/config.ts'
import { createTestDatabase, type TestDatabase } from '../../database.ts'

let database: TestDatabase
let config: Config
let folder: string
let said: string[]
beforeAll(async () => {
  database = await createTestDatabase()
  const { host, port, user, database: name } = database.connection
  const address = `postgres://${user}@localhost:${port}/${name}?host=${encodeURIComponent(host)}`
  config = readConfig({ DATABASE_URL: address })
})
afterAll(() => database.drop())
beforeEach(async () => {
  await database.source.query('delete from article')
  folder = await mkdtemp(join(tmpdir(), 'firstline-commands-'))
  said = []
  vi.spyOn(console, 'log').mockImplementation((line: string) => void said.push(line))
  vi.spyOn(console, 'error').mockImplementation(() => {})
})
afterEach(async () => {
  vi.restoreAllMocks()
  process.exitCode = undefined
  await rm(folder, { recursive: true, force: true })
})

test('an import says its numbers and every file it could not read', async () => {
  await writeFile(join(folder, 'good.md'), 'Good')
  await writeFile(join(folder, 'bad.md'), '---\na: [\n---\n')
  await importCommand(config, folder, {})
  expect(said[0]).toBe('1 new, 0 changed, 0 unchanged, 0 archived, 1 not read.')
  expect(said.at(-1)).toMatch(/^ {2}bad\.md: front matter is no YAML/)
  expect(process.exitCode).toBeUndefined()
})

test('an import that could read nothing fails', async () => {
  await writeFile(join(folder, 'bad.md'), '')
  await importCommand(config, folder, {})
  expect(process.exitCode).toBe(1)
})

test('mistakes at the keyboard are refused in a sentence', async () => {
  await expect(importCommand(config, join(folder, 'missing'), {})).rejects.toBeInstanceOf(CommandRefused)
  await expect(importCommand(config, folder, { url: 'handbook' })).rejects.toThrow('--url: found “handbook”')
  await writeFile(join(folder, 'there.txt'), '')
  await expect(exportCommand(config, folder)).rejects.toThrow('expected an empty or missing folder')
})

test('an export is imported again without a change', async () => {
  await mkdir(join(folder, 'in', 'people'), { recursive: true })
  await writeFile(join(folder, 'in', 'people', 'leave.md'), '---\ntitle: Leave\n---\nAsk.')
  await importCommand(config, join(folder, 'in'), { url: 'https://example.com' })
  await exportCommand(config, join(folder, 'out'))
  expect(await readdir(join(folder, 'out'), { recursive: true })).toEqual(['people', 'people/leave.md'])
  expect(await readFile(join(folder, 'out/people/leave.md'), 'utf8')).toContain(
    'url: https://example.com/people/leave/',
  )
  await importCommand(config, join(folder, 'out'), {})
  expect(said.at(-1)).toBe('0 new, 0 changed, 1 unchanged, 0 archived.')
})
