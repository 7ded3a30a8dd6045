import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { EmbeddedPaths } from './paths.ts'
import { findProcess } from './process-table.ts'

/** How long Postgres may take to stop in order, in milliseconds. After that it stops without a checkpoint, and recovers at its next start. */
export const stopMilliseconds = 8_000

/** What the lock file of a cluster (`postmaster.pid`) says. */
export interface ClusterLock {
  /** The process that made it. */
  id: number
  /**
   * Postgres runs on the cluster, kept by a keeper; or an orphan of a keeper that was killed; or the lock is left over
   * and its number now another process's, or nobody's; or we may not know.
   */
  holder: 'kept' | 'orphan' | 'none' | 'unknown'
}

/** Reads the lock of a cluster and finds out what stands behind it; null when there is none. */
export function readLock(paths: EmbeddedPaths): ClusterLock | null {
  const id = Number(lockLines(paths)[0])
  if (!Number.isInteger(id) || id <= 1) return null
  const found = findProcess(id)
  if (!found || found.words === '') return { id, holder: 'none' }
  const isOurs =
    found.directory === null ? found.words.includes(` -D ${paths.cluster} `) : found.directory === paths.cluster
  if (!isOurs) return { id, holder: found.directory === null && found.words.includes('postgres') ? 'unknown' : 'none' }
  const parent = findProcess(found.parent)?.words ?? ''
  const isKept = parent.includes('keeper.') && parent.includes(` ${paths.folder} `)
  return { id, holder: isKept ? 'kept' : 'orphan' }
}

/** Whether the Postgres of a process id has come up on the cluster: what pg_ctl asks, too. */
export function isUp(paths: EmbeddedPaths, id: number | undefined): boolean {
  const lines = lockLines(paths)
  // The eighth line is the status (Postgres' miscadmin.h, LOCK_FILE_LINE_PM_STATUS).
  return Number(lines[0]) === id && lines[7]?.trim() === 'ready'
}

/** Stops a Postgres that nobody keeps, and resolves when it is gone. @param ending aborts the wait */
export async function stopOrphan(paths: EmbeddedPaths, id: number, ending: AbortSignal): Promise<void> {
  signalIfThere(id, 'SIGINT')
  const impatientAt = Date.now() + stopMilliseconds
  let isImpatient = false
  while (isOrphan(paths, id)) {
    await pause(10, undefined, { signal: ending })
    if (isImpatient || Date.now() < impatientAt) continue
    isImpatient = true
    signalIfThere(id, 'SIGQUIT')
  }
}

function isOrphan(paths: EmbeddedPaths, id: number): boolean {
  const found = findProcess(id)
  return found !== null && (found.directory === paths.cluster || found.words.includes(` -D ${paths.cluster} `))
}

function signalIfThere(id: number, signal: NodeJS.Signals): void {
  try {
    process.kill(id, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function lockLines(paths: EmbeddedPaths): string[] {
  try {
    return readFileSync(join(paths.cluster, 'postmaster.pid'), 'utf8').split('\n')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}
