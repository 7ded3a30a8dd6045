import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readFile } from '../../../core/attachments/reading.ts'
import { examine } from '../../../core/attachments/taking.ts'
import { transactOn } from '../../../core/transaction.ts'
import { createTestDatabase, type TestDatabase } from '../../database.ts'
import { runCommand } from '../../server-process.ts'

describe('a backup', () => {
  let folder: string
  let one: TestDatabase
  let two: TestDatabase
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'firstline-backup-'))
    one = await createTestDatabase()
    two = await createTestDatabase()
  })
  afterAll(async () => {
    await one.drop()
    await two.drop()
    rmSync(folder, { recursive: true, force: true })
  })

  it('carries files to the byte', async () => {
    // Of several pieces, with every byte that a text format could stumble over.
    const bytes = Buffer.concat([Buffer.from(Array.from({ length: 256 }, (_, at) => at)), randomBytes(700_000)])
    const file = { name: 'all.bin', bytes, owner: 'test' }
    const insert = await examine(file, bytes.length)
    const { id } = await transactOn(one.source)(insert)
    const backup = join(folder, 'all.backup')
    expect(runCommand({ DATABASE_URL: one.connection.url }, 'backup', backup)).toMatchObject({ status: 0, stderr: '' })
    expect(runCommand({ DATABASE_URL: two.connection.url }, 'restore', backup)).toMatchObject({ status: 0, stderr: '' })
    const content = await readFile(transactOn(two.source), id)
    expect(content).toMatchObject({ name: 'all.bin', size: bytes.length })
    const parts: Uint8Array[] = []
    for await (const part of content?.read() ?? []) parts.push(part)
    expect(parts.length).toBeGreaterThan(1)
    expect(Buffer.concat(parts).equals(bytes)).toBe(true)
  })
})
