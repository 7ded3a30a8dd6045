/**
 * The keeper: a small process of its own that runs the Postgres of one data folder for as long as anybody uses it.
 * Every user, server or command, holds a connection to it, so the kernel itself counts them, killed ones included.
 * When the last one is gone it stops Postgres and ends.
 *
 * To a user it says one line: `{"ready":…}` or `{"error":…}`. A user says `bye` to be told, by the end of the
 * connection, that its part is over.
 */
import type { ChildProcess } from 'node:child_process'
import { unlinkSync } from 'node:fs'
import { connect, createServer, type Socket } from 'node:net'
import { findBinaries } from './binaries.ts'
import { clusterDatabase, clusterPort, clusterUser, startPostgres, stopPostgres } from './cluster.ts'
import { embeddedPaths } from './paths.ts'

/** How long a keeper that nobody uses waits for its first user, in milliseconds. */
const lonelyMilliseconds = 10_000

const paths = embeddedPaths(process.argv[2] ?? '')
const users = new Set<Socket>()
let postgres: ChildProcess | null = null
let greeting: string | null = null
let stopping: Promise<void> | null = null

const server = createServer({ allowHalfOpen: true }, (user) => {
  users.add(user)
  if (greeting) user.write(greeting)
  const leave = () => {
    if (!users.delete(user)) return
    const over = users.size === 0 ? stop() : Promise.resolve()
    void over.finally(() => user.end())
  }
  user.on('data', leave)
  user.on('end', leave)
  user.on('close', leave)
  user.on('error', leave)
})

/** Stops listening first, so that who comes now starts a keeper of its own, which waits for this Postgres to be gone. */
function stop(): Promise<void> {
  stopping ??= (async () => {
    server.close()
    if (postgres) await stopPostgres(postgres)
    setImmediate(() => process.exit(0))
  })()
  return stopping
}

for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => {})
process.on('SIGTERM', () => void stop())

server.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EADDRINUSE' || paths.keeper.startsWith('\0')) process.exit(0)
  // On systems where the address is a file it may be left over from a keeper that was killed.
  const probe = connect(paths.keeper)
  probe.on('connect', () => process.exit(0))
  probe.on('error', () => {
    unlinkSync(paths.keeper)
    server.listen(paths.keeper)
  })
})

server.listen(paths.keeper, async () => {
  try {
    postgres = await startPostgres(paths, findBinaries())
    postgres.on('exit', () => {
      // Somebody stopped Postgres from outside. Its users notice; the next one starts it again.
      if (!stopping) process.exit(1)
    })
    greeting = `${JSON.stringify({ ready: { host: paths.sockets, port: clusterPort, user: clusterUser, database: clusterDatabase } })}\n`
  } catch (error) {
    greeting = `${JSON.stringify({ error: error instanceof Error ? error.message : String(error) })}\n`
  }
  for (const user of users) user.write(greeting)
  if (postgres === null) {
    server.close()
    setTimeout(() => process.exit(1), 1_000)
  } else if (users.size === 0) setTimeout(() => users.size === 0 && stop(), lonelyMilliseconds)
})
