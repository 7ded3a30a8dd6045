import { setTimeout as pause } from 'node:timers/promises'
import type { Binaries } from './binaries.ts'
import { ensureCluster } from './cluster.ts'
import { readLock, stopOrphan } from './cluster-lock.ts'
import { reachKeeper } from './keeper-socket.ts'
import type { EmbeddedPaths } from './paths.ts'
import { type RunningPostgres, startPostgres } from './postgres.ts'
import type { PostgresUser } from './postgres-user.ts'

/** How often to look whether another keeper has come to serve, or is gone, in milliseconds. */
const lookMilliseconds = 20

/**
 * Gets a running Postgres on the cluster of a data folder: makes the cluster when it is new, ends what a killed keeper
 * left running, waits for another keeper that is just starting or stopping.
 * @param note is told what takes time: what would follow “the database”
 * @param ending aborts it; nothing of ours runs when it rejects
 * @returns null when another keeper serves the folder
 * @throws DatabaseCannotStart
 */
export async function takeCluster(
  paths: EmbeddedPaths,
  binaries: Binaries,
  user: PostgresUser,
  note: (text: string) => void,
  ending: AbortSignal,
): Promise<RunningPostgres | null> {
  for (;;) {
    ending.throwIfAborted()
    const lock = readLock(paths)
    if (lock?.holder === 'orphan') {
      note(`was left running (process ${lock.id}); that is stopped first`)
      await stopOrphan(paths, lock.id, ending)
    } else if (lock?.holder === 'kept') {
      const other = await reachKeeper(paths)
      other?.destroy()
      if (other) return null
      note(`is being started or stopped by another process (${lock.id})`)
      await pause(lookMilliseconds, undefined, { signal: ending })
    } else {
      await ensureCluster(paths, binaries, user, note)
      const postgres = await startPostgres(paths, binaries, user, ending)
      if (postgres) return postgres
      note(`is locked by another Postgres (process ${readLock(paths)?.id ?? 'just ended'})`)
      await pause(lookMilliseconds, undefined, { signal: ending })
    }
  }
}
