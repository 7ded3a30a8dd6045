import type { Json } from '../ports.ts'
import type { Transact, Transaction } from '../transaction.ts'
import { backoffSeconds } from './backoff.ts'
import { type Claimed, deleteTimer, finish, holds, notifyWork, retryLater, upsertTimer } from './store.ts'
import { startWorker, type Worker } from './worker.ts'

/** What is to be done at some instant. One timer a name: setting it again moves it. */
export interface Timer {
  /** For example `close-ticket:17`. */
  name: string
  kind: 'close_ticket' | 'wake_ticket' | 'close_conversation' | 'run_rule'
  dueAt: Date
  payload: Json
}

/** Sets or moves a timer, in the transaction that wants it. */
export async function setTimer(tx: Transaction, timer: Timer): Promise<void> {
  await upsertTimer(tx, timer.name, timer.kind, timer.dueAt, { kind: timer.kind, about: timer.payload })
  await notifyWork(tx, 'timer')
}

/** Takes a timer back. */
export async function cancelTimer(tx: Transaction, name: string): Promise<void> {
  await deleteTimer(tx, name)
}

/** Starts firing timers: what `fire` writes is committed together with "done", so a timer fires once. */
export function startTimers(options: {
  transact: Transact
  fire: (tx: Transaction, kind: Timer['kind'], payload: Json) => Promise<void>
  onError(error: unknown): void
}): Worker {
  const work = async (row: Claimed, worker: string) => {
    const { kind, about } = row.payload as { kind: Timer['kind']; about: Json }
    try {
      await options.transact(async (tx) => {
        if (!(await holds(tx, 'timer', row.id, worker))) return
        await options.fire(tx, kind, about)
        await finish(tx, 'timer', row.id, worker)
      })
    } catch (error) {
      options.onError(error)
      const text = error instanceof Error ? error.message : String(error)
      // A timer is never given up on: it owes somebody something, and the pause grows to an hour.
      await options.transact((tx) =>
        retryLater(tx, 'timer', row.id, worker, backoffSeconds(row.attempts, Math.random(), null), text),
      )
    }
  }
  return startWorker({ queue: 'timer', transact: options.transact, concurrency: 4, work, onError: options.onError })
}
