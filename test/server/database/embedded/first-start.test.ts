import { once } from 'node:events'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DatabaseCannotStart } from '../../../../server/database/embedded/errors.ts'
import { openEmbeddedDatabase } from '../../../../server/database/embedded/open.ts'
import { type DataFolder, killHard, makeDataFolder } from './data-folder.ts'
import { query, spawnUser, startUser } from './user-process.ts'

let folder: DataFolder
beforeEach(() => {
  folder = makeDataFolder()
})
afterEach(async () => {
  await folder.abandoned()
  folder.remove()
})

describe('the first start in a data folder', () => {
  it('makes one database when three processes come at once', async () => {
    const users = await Promise.all([startUser(folder.path), startUser(folder.path), startUser(folder.path)])
    for (const user of users) await query(user.connection, `create table t${user.process.pid} ()`)
    for (const user of users)
      expect(await query(user.connection, `select count(*)::int from pg_tables where schemaname = 'public'`)).toEqual([
        3,
      ])
    await Promise.all(users.map((user) => user.close()))
    expect(folder.processes()).toEqual([])
  })

  for (const [what, name] of [
    ['is too long for a socket', `${'long-'.repeat(24)}/data`],
    ['has a space, a comma, a quote and an accent in it', `a b,c"d'é`],
  ] as const)
    it(`works when the path ${what}`, async () => {
      folder.remove()
      folder = makeDataFolder(name)
      const database = await openEmbeddedDatabase({ folder: folder.path })
      expect(Buffer.byteLength(database.connection.host)).toBeLessThan(92)
      const command = await startUser(folder.path)
      expect(await query(command.connection, 'select 1')).toEqual([1])
      await Promise.all([command.close(), database.close()])
      // Outside of the folder, for the long one.
      rmSync(database.connection.host, { recursive: true })
    })
})

describe('a first start that is killed in the middle', () => {
  /** Resolves when the cluster is being made. */
  async function drafted(): Promise<void> {
    for await (const [, name] of changes()) if (String(name).startsWith('postgres.new-')) return
  }
  async function* changes() {
    const watcher = watch(folder.path)
    try {
      for (;;) yield await once(watcher, 'change')
    } finally {
      watcher.close()
    }
  }
  beforeEach(() => mkdirSync(folder.path, { recursive: true }))

  it('leaves no half cluster', async () => {
    const inTheMiddle = drafted()
    const user = spawnUser(folder.path)
    await inTheMiddle
    killHard([user.pid!, ...folder.processes()])
    expect(existsSync(folder.cluster)).toBe(false)
    const database = await openEmbeddedDatabase({ folder: folder.path })
    expect(await query(database.connection, 'select 1')).toEqual([1])
    expect(readdirSync(folder.path).filter((name) => name.includes('new'))).toEqual([])
    await database.close()
  })

  it('leaves nothing running when only the user was killed', async () => {
    const inTheMiddle = drafted()
    const user = spawnUser(folder.path)
    await inTheMiddle
    killHard([user.pid!])
    await folder.abandoned()
    const database = await openEmbeddedDatabase({ folder: folder.path })
    await database.close()
  })
})

describe('a data folder that cannot be used', () => {
  const refusal = () =>
    openEmbeddedDatabase({ folder: folder.path }).then(
      () => null,
      (error: unknown) => error,
    )

  it('because a file is in its place is named by its variable', async () => {
    writeFileSync(folder.path, '')
    const error = await refusal()
    expect(error).toBeInstanceOf(DatabaseCannotStart)
    expect((error as Error).message).toMatch(/^FIRSTLINE_DATA: the folder .*data cannot be made or written/)
  })

  it('because its cluster is of another version says both versions', async () => {
    mkdirSync(folder.cluster, { recursive: true, mode: 0o700 })
    writeFileSync(join(folder.cluster, 'PG_VERSION'), '12\n')
    expect(await refusal()).toMatchObject({
      name: 'DatabaseCannotStart',
      message: expect.stringMatching(/was made by Postgres 12, this Firstline brings Postgres 18/),
    })
  })

  it('because something else is where the cluster goes is left as it is', async () => {
    mkdirSync(folder.cluster, { recursive: true })
    writeFileSync(join(folder.cluster, 'precious'), 'mine')
    expect(await refusal()).toMatchObject({ message: expect.stringContaining('holds files, but no Postgres cluster') })
    expect(readFileSync(join(folder.cluster, 'precious'), 'utf8')).toBe('mine')
  })

  it("because Postgres does not start shows the end of Postgres' log to everybody who asks", async () => {
    await (await openEmbeddedDatabase({ folder: folder.path })).close()
    writeFileSync(join(folder.cluster, 'postgresql.conf'), 'work_mem = nonsense\n')
    const errors = await Promise.all([refusal(), refusal()])
    for (const error of errors)
      expect(error).toMatchObject({
        message: expect.stringMatching(/did not start .*invalid value for parameter "work_mem"/s),
      })
  })
})
