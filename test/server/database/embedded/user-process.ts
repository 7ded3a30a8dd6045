import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import pg from 'pg'
import type { EmbeddedDatabase } from '../../../../server/database/embedded/open.ts'

/** A process of its own that uses an embedded database, as a server or a command does. */
export interface UserProcess {
  process: ChildProcess
  connection: EmbeddedDatabase['connection']
  /** Closes the database and resolves when the process has ended. */
  close(): Promise<void>
  /** Kills it hard and resolves when it is gone. */
  kill(): Promise<void>
}

/** The process said why it could not open the database. */
export class UserRefused extends Error {}

/** Where the built server is. */
export const built = new URL('../../../../dist/server/database/embedded/', import.meta.url)

const script = (home: URL) => `
  import { openEmbeddedDatabase } from ${JSON.stringify(new URL('open.js', home).href)}
  try {
    const database = await openEmbeddedDatabase({ folder: process.argv[1] })
    console.log(JSON.stringify({ connection: database.connection }))
    process.stdin.once('data', async () => {
      await database.close()
      process.exit(0)
    })
  } catch (error) {
    console.log(JSON.stringify({ name: error.name, message: error.message }))
    process.exitCode = 1
  }
`

/** Starts a user without waiting until it has the database. @param options.as words that run it as somebody else */
export function spawnUser(folder: string, options: { as?: string[]; home?: URL } = {}): ChildProcess {
  const words = [process.execPath, '--input-type=module', '-e', script(options.home ?? built), folder]
  const [program = '', ...args] = [...(options.as ?? []), ...words]
  // A group of its own, as a terminal gives each program that it starts.
  return spawn(program, args, { detached: true, stdio: ['pipe', 'pipe', 'inherit'] })
}

/** Starts a user and waits until it has the database. @throws UserRefused */
export async function startUser(folder: string, options: { as?: string[]; home?: URL } = {}): Promise<UserProcess> {
  const child = spawnUser(folder, options)
  const exit = once(child, 'exit')
  const lines = createInterface({ input: child.stdout! })
  const [line] = (await Promise.race([once(lines, 'line'), once(lines, 'close')])) as [string?]
  const said = JSON.parse(line ?? '{"message":"it ended without a word"}')
  if (!('connection' in said)) {
    await exit
    throw new UserRefused(`${said.name}: ${said.message}`)
  }
  return {
    process: child,
    connection: said.connection,
    async close() {
      child.stdin?.write('close\n')
      await exit
    },
    async kill() {
      child.kill('SIGKILL')
      await exit
    },
  }
}

/** Runs one statement over a connection of its own. */
export async function query(connection: EmbeddedDatabase['connection'], text: string): Promise<unknown[]> {
  const client = new pg.Client(connection)
  // When the database goes away under it, the statement says so.
  client.on('error', () => {})
  await client.connect()
  try {
    return (await client.query({ text, rowMode: 'array' })).rows.flat()
  } finally {
    await client.end()
  }
}
