/**
 * The keeper: a small process of its own that runs the Postgres of one data folder for as long as anybody uses it.
 * Every user, server or command, holds a connection to it, so the kernel itself counts them, killed ones included.
 * When the last one is gone it stops Postgres and ends.
 *
 * The user who started it is connected from the beginning (descriptor 3), the others over `keeper.sock`, which is there
 * only while Postgres is. Of two keepers of one folder Postgres' own lock chooses the one that serves.
 *
 * What a keeper says is in greeting.ts. A user says nothing: it ends its half of the connection to leave, and the end
 * of the other half tells it that its part is over; for the last user that is when Postgres has stopped.
 */
import { createServer, Socket } from 'node:net'
import { findBinaries } from './binaries.ts'
import { clusterUser, sweepDrafts } from './cluster.ts'
import { DatabaseCannotStart } from './errors.ts'
import type { Greeting } from './greeting.ts'
import { makeSocketDirectory, publishKeeper, withdrawKeeper } from './keeper-socket.ts'
import { type EmbeddedPaths, embeddedPaths } from './paths.ts'
import { clusterDatabase, clusterPort, stopPostgres } from './postgres.ts'
import { choosePostgresUser } from './postgres-user.ts'
import { takeCluster } from './take-cluster.ts'

const folder = process.argv[2] ?? ''
const users = new Set<Socket>()
/** Aborted when the last user has left. */
const ending = new AbortController()
let ready: Greeting | null = null

// Who signals a whole group (a service manager, a machine that shuts down) asks its users to end, too. They still need
// the database to end in order, and when they have, so does the keeper.
for (const signal of ['SIGINT', 'SIGHUP', 'SIGTERM'] as const) process.on(signal, () => {})

const server = createServer({ allowHalfOpen: true }, admit)
admit(new Socket({ fd: 3, allowHalfOpen: true }))
try {
  await keep(embeddedPaths(folder))
} catch (error) {
  if (!ending.signal.aborted) await dismiss({ error: explain(error) })
}
process.exit(0)

async function keep(paths: EmbeddedPaths): Promise<void> {
  const binaries = findBinaries()
  const user = choosePostgresUser(paths, binaries)
  makeSocketDirectory(paths, user.owner)
  let lastNote = ''
  const note = (text: string) => {
    if (text !== lastNote) tell({ note: `The database in ${paths.folder} ${text}.` })
    lastNote = text
  }
  const postgres = await takeCluster(paths, binaries, user, note, ending.signal)
  if (!postgres) return dismiss({ elsewhere: true })
  try {
    sweepDrafts(paths)
    await publishKeeper(server, paths, user.owner)
    ready = { ready: { host: paths.sockets, port: clusterPort, user: clusterUser, database: clusterDatabase } }
    tell(ready)
    // Postgres ends before us only when somebody stops it from outside. Our end tells the users, who start it again.
    await Promise.race([postgres.ended, lastUserLeft()])
  } finally {
    withdrawKeeper(server, paths)
    await stopPostgres(postgres)
  }
}

function admit(user: Socket): void {
  // Too late: it tries again, and finds our socket gone.
  if (ending.signal.aborted) return void user.destroy()
  users.add(user)
  const leave = () => {
    if (!users.delete(user)) return
    if (users.size === 0) ending.abort()
    else user.end()
  }
  // A user that was killed ends its half, too; an error is followed by a close.
  user.on('end', leave).on('close', leave)
  user.on('error', () => user.destroy())
  user.resume()
  if (ready) user.write(lineOf(ready))
}

function lastUserLeft(): Promise<void> {
  return new Promise((resolve) => {
    if (ending.signal.aborted) resolve()
    else ending.signal.addEventListener('abort', () => resolve(), { once: true })
  })
}

function tell(greeting: Greeting): void {
  for (const user of users) user.write(lineOf(greeting))
}

/** Says the last word to every user. */
async function dismiss(greeting: Greeting): Promise<void> {
  await Promise.all(
    [...users].map((user) => new Promise<void>((resolve) => user.end(lineOf(greeting), () => resolve()))),
  )
}

function lineOf(greeting: Greeting): string {
  return `${JSON.stringify(greeting)}\n`
}

function explain(error: unknown): string {
  if (error instanceof DatabaseCannotStart) return error.message
  console.error(error)
  return `The embedded Postgres of ${folder} cannot be started: ${error instanceof Error ? error.message : String(error)}`
}
