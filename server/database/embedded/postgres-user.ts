import { type SpawnOptions, spawnSync } from 'node:child_process'
import { existsSync, lchownSync, lstatSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Binaries } from './binaries.ts'
import { DatabaseCannotStart } from './errors.ts'
import type { EmbeddedPaths } from './paths.ts'

export interface Owner {
  uid: number
  gid: number
}

/** How Postgres' programs are run here, and to whom its files belong. */
export interface PostgresUser {
  /** Null when that is who we are. */
  owner: Owner | null
  /** What to spawn for a program. It ends, in order, with the process that spawned it where the system can do that. */
  command(program: string, args: string[]): Command
}

export interface Command {
  program: string
  args: string[]
  identity: Pick<SpawnOptions, 'uid' | 'gid'>
}

/** Another program that runs ours: its words come first. */
interface Way {
  before: string[]
  owner: Owner | null
  identity?: Owner
}

/** Who runs Postgres when root starts it and the machine has no user `postgres`: by custom the one who owns nothing. */
const nobody = 65_534

/**
 * Fast shutdown when the parent dies. The kernel forgets the wish when the user changes, so whatever changes the user
 * comes before it.
 */
const tie = ['setpriv', '--pdeathsig', 'INT']
/**
 * The right to pass through closed folders goes along: for a clone below somebody's private home. The bit makes it hold
 * for access(2) too, by which Postgres' programs look for each other and which else asks without it (capabilities(7)).
 */
const passage = [
  '--inh-caps=+dac_override,+dac_read_search',
  '--ambient-caps=+dac_override,+dac_read_search',
  '--securebits=+no_setuid_fixup',
]
/** Root of a container that may not become anybody else is still an ordinary user inside a namespace of its own. */
const namespace = ['unshare', '--user', '--map-user=1000', '--map-group=1000']

/**
 * Finds out who can run Postgres here, by trying. It refuses to run as root, so root gives it another user.
 * @throws DatabaseCannotStart when the cluster is somebody else's, or no user but root can reach the folders
 */
export function choosePostgresUser(paths: EmbeddedPaths, binaries: Binaries): PostgresUser {
  const settled = clusterOwner(paths)
  const ways = process.getuid?.() === 0 ? waysOfRoot(settled) : waysOfUser(paths, settled)
  let refusal = ''
  for (const { before, owner, identity = {} } of ways) {
    const command: PostgresUser['command'] = (program, args) => {
      const [first = program, ...rest] = [...before, program, ...args]
      return { program: first, args: rest, identity }
    }
    const probe = command('/bin/sh', ['-c', 'cd "$1" && exec "$2" --version', 'sh', paths.folder, binaries.postgres])
    const { status, stderr, error } = spawnSync(probe.program, probe.args, { ...probe.identity, encoding: 'utf8' })
    if (status === 0) return { owner, command }
    // A machine without setpriv is not what stands in the way.
    if (!error) refusal ||= stderr.trim()
  }
  throw process.getuid?.() === 0
    ? new DatabaseCannotStart(
        `Postgres does not run as root, and no other user can reach ${paths.folder} and ${binaries.postgres} (${refusal}). ` +
          'Start Firstline as an ordinary user, put it and FIRSTLINE_DATA where others may pass (for example /srv), or set DATABASE_URL.',
      )
    : new DatabaseCannotStart(
        `${binaries.postgres} does not run here (${refusal}). It needs a system with glibc (not Alpine); else set DATABASE_URL.`,
      )
}

/** Gives a folder and all in it to a user; the folder itself last, so that who finds it given finds all of it given. */
export function give(path: string, owner: Owner): void {
  const { uid } = lstatSync(path)
  if (uid === owner.uid) return
  if (lstatSync(path).isDirectory()) for (const name of readdirSync(path)) give(join(path, name), owner)
  lchownSync(path, owner.uid, owner.gid)
}

function clusterOwner(paths: EmbeddedPaths): Owner | null {
  const { uid, gid } = statSync(paths.cluster, { throwIfNoEntry: false }) ?? {}
  return uid === undefined || gid === undefined ? null : { uid, gid }
}

function waysOfUser(paths: EmbeddedPaths, settled: Owner | null): Way[] {
  if (settled !== null && settled.uid !== process.getuid?.())
    throw new DatabaseCannotStart(
      `${paths.cluster} belongs to another user (${settled.uid}): Firstline was started as somebody else before, root perhaps. ` +
        `Start it as that user again, or give the folder away: chown -R ${process.getuid?.()} ${paths.folder}`,
    )
  return [
    { before: tie, owner: null },
    { before: [], owner: null },
  ]
}

function waysOfRoot(settled: Owner | null): Way[] {
  const owner = settled !== null && settled.uid !== 0 ? settled : (postgresOwner() ?? { uid: nobody, gid: nobody })
  const become = ['setpriv', `--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups']
  const ways: Way[] = [
    { before: [...become, ...tie.slice(1)], owner },
    { before: [], owner, identity: owner },
    { before: [...become, ...passage, ...tie.slice(1)], owner },
  ]
  // Inside such a namespace we can be nobody else, so the files must be root's own.
  if (settled === null || settled.uid === 0)
    ways.push({ before: [...namespace, ...tie], owner: null }, { before: namespace, owner: null })
  return ways
}

function postgresOwner(): Owner | null {
  if (!existsSync('/etc/passwd')) return null
  const entry = /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'))
  return entry ? { uid: Number(entry[1]), gid: Number(entry[2]) } : null
}
