import { lstatSync } from 'node:fs'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { openEmbeddedDatabase } from '../../../../server/database/embedded/open.ts'
import { type DataFolder, makeDataFolder, parentOf } from './data-folder.ts'
import { query, startUser } from './user-process.ts'

let folder: DataFolder
beforeAll(() => {
  folder = makeDataFolder()
})
afterEach(() => folder.abandoned())
afterAll(() => folder.remove())

describe('the database of a data folder', () => {
  it('is made at the first start, and is there again at the next one', async () => {
    const first = await openEmbeddedDatabase({ folder: folder.path })
    await query(first.connection, `create table note as select 'kept' as text`)
    await first.close()
    const second = await openEmbeddedDatabase({ folder: folder.path })
    expect(await query(second.connection, 'select text from note')).toEqual(['kept'])
    await second.close()
  })

  it('is joined by who opens it while it runs', async () => {
    const server = await openEmbeddedDatabase({ folder: folder.path })
    const postgres = folder.postgres()
    const command = await startUser(folder.path)
    expect(command.connection).toEqual(server.connection)
    expect(folder.postgres()).toBe(postgres)
    await command.close()
    expect(await query(server.connection, 'select 1')).toEqual([1])
    await server.close()
  })

  it('stays for the others when the one who started it leaves, and stops with the last', async () => {
    const first = await startUser(folder.path)
    const last = await openEmbeddedDatabase({ folder: folder.path })
    await first.close()
    expect(await query(last.connection, 'select 1')).toEqual([1])
    await last.close()
    expect(folder.processes()).toEqual([])
  })

  it('opens again for who comes while it stops', async () => {
    let database = await openEmbeddedDatabase({ folder: folder.path })
    await query(database.connection, 'create table round ()')
    for (let round = 0; round < 3; round++) {
      const stopping = database.close()
      database = await openEmbeddedDatabase({ folder: folder.path })
      await stopping
      expect(await query(database.connection, 'select count(*)::int from round')).toEqual([0])
    }
    await database.close()
  })

  it('may be closed twice, and without having been used', async () => {
    const database = await openEmbeddedDatabase({ folder: folder.path })
    await Promise.all([database.close(), database.close()])
    await database.close()
  })

  it("outlives a terminal's Ctrl-C to the one who started it, and signals that are meant for all", async () => {
    const first = await startUser(folder.path)
    const other = await openEmbeddedDatabase({ folder: folder.path })
    const keeper = parentOf(folder.postgres())
    process.kill(-first.process.pid!, 'SIGINT')
    await first.kill()
    for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.kill(keeper, signal)
    expect(await query(other.connection, 'select 1')).toEqual([1])
    expect(parentOf(folder.postgres())).toBe(keeper)
    await other.close()
  })

  it('listens on no port, and lets nobody but its owner near its socket', async () => {
    const database = await openEmbeddedDatabase({ folder: folder.path })
    expect(await query(database.connection, 'show listen_addresses')).toEqual([''])
    expect(lstatSync(database.connection.host).mode & 0o777).toBe(0o700)
    await database.close()
  })

  it('takes letters of every language for letters, and sorts alike on every machine', async () => {
    const database = await openEmbeddedDatabase({ folder: folder.path })
    await query(database.connection, 'create extension pg_trgm')
    expect(await query(database.connection, `select lower('ÄÉŁ'), show_trgm('üö') <> '{}'`)).toEqual(['äéł', true])
    expect(
      await query(database.connection, `select datlocprovider from pg_database where datname = 'firstline'`),
    ).toEqual(['b'])
    await database.close()
  })
})
