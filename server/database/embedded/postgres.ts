import { type ChildProcess, spawn } from 'node:child_process'
import { closeSync, fchownSync, openSync, renameSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import type { Binaries } from './binaries.ts'
import { clusterEnvironment, clusterUser } from './cluster.ts'
import { isUp, readLock, stopMilliseconds } from './cluster-lock.ts'
import { DatabaseCannotStart } from './errors.ts'
import { logLength, logTail } from './log-tail.ts'
import type { EmbeddedPaths } from './paths.ts'
import type { PostgresUser } from './postgres-user.ts'

/** The number in the name of Postgres' socket. */
export const clusterPort = 5432
/** The database that Firstline uses. */
export const clusterDatabase = 'firstline'

/**
 * What must hold whatever postgresql.conf says. The rest is as initdb sets it (100 connections, 128 MB of buffers) and
 * an admin's to change there.
 */
const settings = [
  'listen_addresses=',
  'unix_socket_permissions=0700',
  'logging_collector=off',
  // What requesters write is not for a log.
  'log_min_error_statement=panic',
]

/** From which length on, in bytes, a log is put aside (as `.old`) when Postgres starts. */
const longestLog = 10_000_000

/** How Postgres says that another one works on the cluster, or just did. */
const lockedOut = /lock file "postmaster\.pid" already exists|pre-existing shared memory block/

export interface RunningPostgres {
  process: ChildProcess
  /** Resolves with how it ended. */
  ended: Promise<string>
}

/**
 * Starts Postgres on a cluster and waits until it takes connections and has our database.
 * @param ending aborts the start: it then rejects, when Postgres is gone
 * @returns null when another Postgres works on the cluster
 * @throws DatabaseCannotStart with the end of Postgres' log
 */
export async function startPostgres(
  paths: EmbeddedPaths,
  binaries: Binaries,
  user: PostgresUser,
  ending: AbortSignal,
): Promise<RunningPostgres | null> {
  if (logLength(paths.log) > longestLog) renameSync(paths.log, `${paths.log}.old`)
  const since = logLength(paths.log)
  const child = spawnPostgres(paths, binaries, user)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => resolve(`it ended with ${signal ?? `code ${code}`}`))
  })
  const postgres = { process: child, ended }
  try {
    // The lock file tells nobody when it changes. That it has our child's id tells ours from another Postgres.
    while (isRunning(child) && !isUp(paths, child.pid)) await pause(10, undefined, { signal: ending })
    if (isRunning(child)) {
      await ensureDatabase(paths)
      return postgres
    }
  } catch (error) {
    await stopPostgres(postgres)
    throw error
  }
  const log = logTail(paths.log, since)
  if (lockedOut.test(log)) return null
  throw new DatabaseCannotStart(
    `The embedded Postgres of ${paths.folder} did not start (${await ended}). Its log, ${paths.log}, ends with:\n${log}`,
  )
}

/** Stops Postgres: at once for its clients, in order for its data. Resolves when it is gone. */
export async function stopPostgres({ process, ended }: RunningPostgres): Promise<void> {
  process.kill('SIGINT')
  const impatient = setTimeout(() => process.kill('SIGQUIT'), stopMilliseconds)
  await ended
  clearTimeout(impatient)
}

function isRunning(child: ChildProcess): boolean {
  return child.pid !== undefined && child.exitCode === null && child.signalCode === null
}

function spawnPostgres(paths: EmbeddedPaths, binaries: Binaries, user: PostgresUser): ChildProcess {
  // A list of directories to Postgres: in quotes a comma or a space is part of the name.
  const sockets = `unix_socket_directories="${paths.sockets.replaceAll('"', '""')}"`
  const args = ['-D', paths.cluster, ...[...settings, sockets].flatMap((setting) => ['-c', setting])]
  const { program, identity, args: words } = user.command(binaries.postgres, args)
  const lock = readLock(paths)
  // After a restart of the machine the number in a lock that was left over may be another process's. Postgres takes a
  // lock for stale when it is its grandparent's, which pg_ctl tells it in this variable; that second lock of its, the
  // shared memory, still holds. To remove the file ourselves would race with another keeper.
  const stale = lock?.holder === 'none' ? { PG_GRANDPARENT_PID: String(lock.id) } : {}
  const log = openSync(paths.log, 'a', 0o600)
  try {
    if (user.owner) fchownSync(log, user.owner.uid, user.owner.gid)
    const env = { ...clusterEnvironment(), ...stale }
    return spawn(program, words, { ...identity, stdio: ['ignore', log, log], cwd: paths.folder, env })
  } finally {
    closeSync(log)
  }
}

async function ensureDatabase(paths: EmbeddedPaths): Promise<void> {
  const client = new pg.Client({ host: paths.sockets, port: clusterPort, user: clusterUser, database: 'postgres' })
  await client.connect()
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [clusterDatabase])
    if (rowCount === 0) await client.query(`create database ${clusterDatabase}`)
  } finally {
    await client.end()
  }
}
