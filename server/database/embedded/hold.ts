import { spawn } from 'node:child_process'
import { closeSync, existsSync, openSync } from 'node:fs'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { DatabaseCannotStart } from './errors.ts'
import type { EmbeddedConnection, Greeting } from './greeting.ts'
import { reachKeeper } from './keeper-socket.ts'
import { logTail } from './log-tail.ts'
import type { EmbeddedPaths } from './paths.ts'

/** A connection to the keeper: the database is there as long as it is. It does not keep this process alive. */
export interface Hold {
  connection: EmbeddedConnection
  /** Resolves when it is over: we have left, and Postgres has stopped if we were the last; or it ended by itself. */
  over: Promise<void>
  leave(): void
}

/** How long to try, in milliseconds: recovery after a kill takes its time. */
const openMilliseconds = 60_000
/** How many keepers may end without a word before it is no accident. */
const speechlessKeepers = 3

/**
 * Holds the database of a data folder: by the keeper that serves it, else by one of our own.
 * @param log is told what takes time
 * @throws DatabaseCannotStart
 */
export async function holdDatabase(paths: EmbeddedPaths, log: (line: string) => void): Promise<Hold> {
  const until = Date.now() + openMilliseconds
  let lastNote = ''
  for (let speechless = 0; speechless < speechlessKeepers; ) {
    const reached = await reachKeeper(paths)
    const socket = reached ?? startKeeper(paths)
    const said = await lastWord(socket, until, (note) => {
      lastNote = note
      log(note)
    })
    if (said !== null && 'ready' in said) return holdOf(socket, said.ready)
    socket.destroy()
    if (said !== null && 'error' in said) throw new DatabaseCannotStart(said.error)
    if (Date.now() >= until)
      throw new DatabaseCannotStart(
        `The embedded Postgres of ${paths.folder} did not come up within ${openMilliseconds / 1_000} seconds. ${lastNote} Look into ${paths.log}, or set DATABASE_URL.`,
      )
    // One that we reached was about to stop.
    if (said === null && !reached) speechless++
    await pause(20)
  }
  throw new DatabaseCannotStart(
    `The keeper of the embedded Postgres of ${paths.folder} ends at once. Its log, ${paths.log}, ends with:\n${logTail(paths.log, 0)}`,
  )
}

type LastWord = Exclude<Greeting, { note: string }>

/** What the keeper says at last; null when it ends without a word, or says none in time. */
function lastWord(socket: Socket, until: number, log: (note: string) => void): Promise<LastWord | null> {
  return new Promise((resolve) => {
    const tooLate = setTimeout(() => resolve(null), until - Date.now())
    const settle = (word: LastWord | null) => {
      clearTimeout(tooLate)
      resolve(word)
    }
    let heard = ''
    socket.on('data', (part: Buffer) => {
      const lines = (heard + part.toString()).split('\n')
      heard = lines.pop() ?? ''
      for (const line of lines) {
        const said = JSON.parse(line) as Greeting
        if ('note' in said) log(said.note)
        else settle(said)
      }
    })
    socket.on('error', () => socket.destroy())
    socket.once('close', () => settle(null))
  })
}

function holdOf(socket: Socket, connection: EmbeddedConnection): Hold {
  const over = new Promise<void>((resolve) => {
    if (socket.closed) resolve()
    else socket.once('close', () => resolve())
  })
  socket.unref()
  return {
    connection,
    over,
    leave() {
      // Whoever leaves waits for the end; before, the process may end without us.
      socket.ref()
      socket.end()
    },
  }
}

/** Starts a keeper for a data folder, and returns the connection to it that it has from the beginning. */
function startKeeper(paths: EmbeddedPaths): Socket {
  // Node runs no TypeScript everywhere, so a test that runs from the sources starts the built keeper.
  const place = import.meta.url.endsWith('.ts') ? '../../../dist/server/database/embedded/keeper.js' : './keeper.js'
  const script = fileURLToPath(new URL(place, import.meta.url))
  if (!existsSync(script))
    throw new DatabaseCannotStart(`${script} is missing: build the server first (npm run build:server).`)
  const { NODE_OPTIONS: _ours, ...environment } = process.env
  const log = openLog(paths)
  try {
    // Out of our terminal's reach: Ctrl-C there is not meant for the database.
    const keeper = spawn(process.execPath, [script, paths.folder], {
      detached: true,
      stdio: ['ignore', log, log, 'pipe'],
      cwd: paths.folder,
      env: environment,
    })
    // A keeper that could not be started shows in the end of its connection.
    keeper.on('error', () => {})
    keeper.unref()
    return keeper.stdio[3] as Socket
  } finally {
    closeSync(log)
  }
}

function openLog(paths: EmbeddedPaths): number {
  try {
    return openSync(paths.log, 'a', 0o600)
  } catch (error) {
    throw new DatabaseCannotStart(
      `FIRSTLINE_DATA: ${paths.log} cannot be written (${(error as Error).message}). Start Firstline as the user who did before, or give the folder to this one.`,
      { cause: error },
    )
  }
}
