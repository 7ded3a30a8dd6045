import { spawn } from 'node:child_process'
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { DatabaseCannotStart } from './errors.ts'
import type { EmbeddedPaths } from './paths.ts'
import { give, type PostgresUser } from './postgres-user.ts'

/** Postgres' superuser in the cluster; only who can enter the directory of its socket can become it. */
export const clusterUser = 'firstline'

/** What a cluster in the making is called, beside its place. */
const draftName = 'postgres.new-'

/**
 * Character classes of the machine's locales, the best first. Order and case come from Postgres itself whatever the
 * machine has, so that an update of its C library cannot spoil an index.
 */
const locales = ['C.UTF-8', 'en_US.UTF-8', 'C']

/** Variables for Postgres' programs: those of the caller that would set something in them are not meant for them. */
export function clusterEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && name !== 'NODE_OPTIONS')
  return { ...Object.fromEntries(kept), LC_ALL: 'C' }
}

/**
 * Makes the cluster if there is none. It is made beside its place and moved there whole, so that a kill in the middle
 * leaves no half cluster; of two who make it at once, one succeeds and both have it.
 * @param note is told when it takes time
 * @throws DatabaseCannotStart when it cannot be made, or is of another version of Postgres
 */
export async function ensureCluster(
  paths: EmbeddedPaths,
  binaries: Binaries,
  user: PostgresUser,
  note: (text: string) => void,
): Promise<void> {
  if (isMade(paths)) {
    checkVersion(paths, binaries)
    // It was root's own while root could become nobody else, or was copied here by root.
    if (user.owner) give(paths.cluster, user.owner)
    return
  }
  if (existsSync(paths.cluster) && readdirSync(paths.cluster).length > 0)
    throw new DatabaseCannotStart(
      `${paths.cluster} holds files, but no Postgres cluster (PG_VERSION is missing). Move it away, or name another folder in FIRSTLINE_DATA.`,
    )
  note('is being set up')
  const draft = join(paths.folder, `${draftName}${process.pid}`)
  try {
    await fill(draft, paths, binaries, user)
    renameSync(draft, paths.cluster)
    syncFolder(paths.folder)
  } catch (error) {
    // Somebody else's was ready first; it also sweeps drafts away.
    if (!isMade(paths)) throw error
  } finally {
    rmSync(draft, { recursive: true, force: true })
  }
}

/** Removes what interrupted starts left. Only for who has Postgres running: then nobody else's start can succeed. */
export function sweepDrafts(paths: EmbeddedPaths): void {
  for (const name of readdirSync(paths.folder))
    if (name.startsWith(draftName)) rmSync(join(paths.folder, name), { recursive: true, force: true })
}

function isMade(paths: EmbeddedPaths): boolean {
  return existsSync(join(paths.cluster, 'PG_VERSION'))
}

function checkVersion(paths: EmbeddedPaths, binaries: Binaries): void {
  const found = readFileSync(join(paths.cluster, 'PG_VERSION'), 'utf8').trim()
  if (found !== binaries.version)
    throw new DatabaseCannotStart(
      `${paths.cluster} was made by Postgres ${found}, this Firstline brings Postgres ${binaries.version}. ` +
        'Make a backup with the Firstline that made it and restore that into a new FIRSTLINE_DATA.',
    )
}

async function fill(draft: string, paths: EmbeddedPaths, binaries: Binaries, user: PostgresUser): Promise<void> {
  let said = ''
  for (const locale of locales) {
    rmSync(draft, { recursive: true, force: true })
    mkdirSync(draft, { mode: 0o700 })
    if (user.owner) give(draft, user.owner)
    const args = [
      '-D',
      draft,
      '-U',
      clusterUser,
      '-A',
      'trust',
      '-E',
      'UTF8',
      '--no-instructions',
      '-c',
      'log_checkpoints=off',
    ]
    const order = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8']
    const result = await run(user.command(binaries.initdb, [...args, ...order, `--locale=${locale}`]), paths.folder)
    if (result.status === 0) return
    said = result.said
    if (!said.includes('invalid locale name')) break
  }
  throw new DatabaseCannotStart(`The embedded Postgres could not be set up in ${paths.folder}: ${said}`)
}

function run(
  command: ReturnType<PostgresUser['command']>,
  cwd: string,
): Promise<{ status: number | null; said: string }> {
  return new Promise((resolve) => {
    const { program, args, identity } = command
    const child = spawn(program, args, {
      ...identity,
      cwd,
      env: clusterEnvironment(),
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    let said = ''
    child.stderr?.on('data', (part: Buffer) => {
      said += part.toString()
    })
    child.once('error', (error) => resolve({ status: null, said: error.message }))
    child.once('close', (status) => resolve({ status, said: said.trim() }))
  })
}

function syncFolder(folder: string): void {
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}
