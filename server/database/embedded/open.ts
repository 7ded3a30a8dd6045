import { setTimeout as pause } from 'node:timers/promises'
import type { EmbeddedConnection } from './greeting.ts'
import { type Hold, holdDatabase } from './hold.ts'
import { embeddedPaths } from './paths.ts'

/** An embedded database that this process uses until it closes it. */
export interface EmbeddedDatabase {
  connection: EmbeddedConnection
  /**
   * Gives it up. Resolves when that is done: for the last user when Postgres has stopped. Does not reject, and does
   * nothing the second time. To end without closing does the same.
   */
  close(): Promise<void>
}

/** How long to wait before a Postgres that ended by itself is started again, in milliseconds: at first, and at most. */
const restartMilliseconds = { first: 250, most: 10_000 }

/**
 * Starts the Postgres of a data folder, or joins it when it runs. Any number of processes may, in any order; it runs as
 * long as one of them does. When it ends by itself it is started again, with the same connection.
 * @param options.folder FIRSTLINE_DATA; made when it is missing
 * @param options.log is told what takes time, and when it had to be started again
 * @throws DatabaseCannotStart when it cannot be started, or does not come up within a minute
 */
export async function openEmbeddedDatabase(options: {
  folder: string
  log?: (line: string) => void
}): Promise<EmbeddedDatabase> {
  const { folder, log = () => {} } = options
  const paths = embeddedPaths(folder)
  let hold: Hold = await holdDatabase(paths, log)
  const { connection } = hold
  let isClosed = false
  let stopWaiting = () => {}
  const closed = new Promise<void>((resolve) => {
    stopWaiting = resolve
  })
  const done = keepHolding()

  async function keepHolding(): Promise<void> {
    for (;;) {
      if (isClosed) hold.leave()
      await hold.over
      if (isClosed) return
      log(`The database in ${paths.folder} ended by itself; starting it again.`)
      await holdAgain()
    }
  }

  /** Tries for as long as it takes: a full disk, say, is mended while the server waits. */
  async function holdAgain(): Promise<void> {
    for (let wait = restartMilliseconds.first; !isClosed; wait = Math.min(2 * wait, restartMilliseconds.most)) {
      await Promise.race([closed, pause(wait, undefined, { ref: false })])
      if (isClosed) return
      try {
        hold = await holdDatabase(paths, log)
        return
      } catch (error) {
        log(error instanceof Error ? error.message : String(error))
      }
    }
  }

  return {
    connection,
    async close() {
      isClosed = true
      stopWaiting()
      hold.leave()
      await done
    },
  }
}
