import { spawn } from 'node:child_process'
import { EventEmitter, on, once } from 'node:events'
import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { findBinaries } from '../../../../server/database/embedded/binaries.ts'
import { type EmbeddedDatabase, openEmbeddedDatabase } from '../../../../server/database/embedded/open.ts'
import { embeddedPaths } from '../../../../server/database/embedded/paths.ts'
import { choosePostgresUser } from '../../../../server/database/embedded/postgres-user.ts'
import { type DataFolder, killHard, makeDataFolder, parentOf } from './data-folder.ts'
import { query, startUser } from './user-process.ts'

let folder: DataFolder
beforeAll(async () => {
  folder = makeDataFolder()
  const database = await openEmbeddedDatabase({ folder: folder.path })
  await query(database.connection, `create table note as select 'kept' as text`)
  await database.close()
})
afterEach(() => folder.abandoned())
afterAll(() => folder.remove())

const notes = 'select text from note'

describe('after a kill (SIGKILL)', () => {
  it('of its only user the database stops', async () => {
    const user = await startUser(folder.path)
    await user.kill()
    await folder.abandoned()
  })

  it('of its only user it opens again at once, with every committed row', async () => {
    for (let round = 0; round < 3; round++) {
      const user = await startUser(folder.path)
      await query(user.connection, 'create table if not exists round ()')
      await query(user.connection, 'insert into round default values')
      await user.kill()
    }
    const database = await openEmbeddedDatabase({ folder: folder.path })
    expect(await query(database.connection, 'select count(*)::int from round')).toEqual([3])
    await database.close()
  })

  it('of its keeper it opens again at once, and nothing of the old one is left', async () => {
    const user = await startUser(folder.path)
    const postgres = folder.postgres()
    const keeper = parentOf(postgres)
    killHard([keeper])
    const database = await openEmbeddedDatabase({ folder: folder.path })
    expect(await query(database.connection, notes)).toEqual(['kept'])
    expect(folder.postgres()).not.toBe(postgres)
    expect(folder.processes()).not.toContain(keeper)
    await Promise.all([user.kill(), database.close()])
  })

  it('of its keeper, with no user left, Postgres does not stay', async () => {
    const user = await startUser(folder.path)
    killHard([user.process.pid!, parentOf(folder.postgres())])
    const database = await openEmbeddedDatabase({ folder: folder.path })
    await database.close()
    expect(folder.processes()).toEqual([])
  })

  for (const victim of ['keeper', 'Postgres'] as const)
    it(`of its ${victim} a user who stays has it back by itself`, async () => {
      const lines: string[] = []
      const database = await openEmbeddedDatabase({ folder: folder.path, log: (line) => lines.push(line) })
      const postgres = folder.postgres()
      killHard([victim === 'Postgres' ? postgres : parentOf(postgres)])
      await expect
        .poll(() => query(database.connection, notes).catch(() => null), { timeout: 20_000 })
        .toEqual(['kept'])
      await expect.poll(() => lines.join()).toContain('ended by itself')
      await database.close()
      expect(folder.processes()).toEqual([])
    })

  describe('of Postgres, which then cannot start again,', () => {
    const settings = () => join(folder.cluster, 'postgresql.conf')
    let good: string
    let database: EmbeddedDatabase
    beforeEach(async () => {
      const heard = new EventEmitter()
      database = await openEmbeddedDatabase({ folder: folder.path, log: (line) => heard.emit('line', line) })
      good = readFileSync(settings(), 'utf8')
      writeFileSync(settings(), 'work_mem = nonsense\n')
      killHard([folder.postgres()])
      for await (const [line] of on(heard, 'line')) if (String(line).includes('did not start')) break
    })
    afterEach(() => writeFileSync(settings(), good))

    it('a user who stays has it back when that is mended', async () => {
      writeFileSync(settings(), good)
      await expect
        .poll(() => query(database.connection, notes).catch(() => null), { timeout: 20_000 })
        .toEqual(['kept'])
      await database.close()
    })

    it('it may be closed all the same', () => database.close())
  })

  it('of everything at once it opens again at once', async () => {
    const user = await startUser(folder.path)
    killHard([...folder.processes(), user.process.pid!])
    const database = await openEmbeddedDatabase({ folder: folder.path })
    expect(await query(database.connection, notes)).toEqual(['kept'])
    await database.close()
  })
})

describe('a lock that was left over', () => {
  /** Starts a program as the one who runs Postgres here. */
  function runAsPostgres(program: string, args: string[]) {
    const paths = embeddedPaths(folder.path)
    const command = choosePostgresUser(paths, findBinaries()).command(program, args)
    return spawn(command.program, command.args, { ...command.identity, stdio: ['ignore', 'ignore', 'pipe'] })
  }

  it('by a Postgres that nobody keeps does not keep anybody out: that one is stopped', async () => {
    const sockets = join(folder.path, 'run')
    const args = ['-D', folder.cluster, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${sockets}`]
    const orphan = runAsPostgres(findBinaries().postgres, args)
    const ended = once(orphan, 'exit')
    for await (const part of orphan.stderr!) if (String(part).includes('ready to accept connections')) break
    const database = await openEmbeddedDatabase({ folder: folder.path })
    await ended
    expect(folder.postgres()).not.toBe(orphan.pid)
    await database.close()
  })

  it('does not keep anybody out when its number is another process now', async () => {
    const before = await openEmbeddedDatabase({ folder: folder.path })
    const file = join(folder.cluster, 'postmaster.pid')
    const lock = readFileSync(file, 'utf8')
    await before.close()
    const stranger = runAsPostgres('sleep', ['600'])
    await once(stranger, 'spawn')
    writeFileSync(file, lock.replace(/^\d+/, String(stranger.pid)))
    const database = await openEmbeddedDatabase({ folder: folder.path })
    expect(await query(database.connection, 'select 1')).toEqual([1])
    expect(stranger.exitCode).toBeNull()
    await database.close()
    stranger.kill()
  })
})
