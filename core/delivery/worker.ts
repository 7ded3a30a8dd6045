import { randomUUID } from 'node:crypto'
import type { Transact } from '../transaction.ts'
import { type Claimed, claim, leaseSeconds, type Queue, release, renew, secondsUntilNext } from './store.ts'

export interface WorkerOptions {
  queue: Queue
  transact: Transact
  /** How many lanes are worked on at once. */
  concurrency: number
  /** Does the work of one row, including marking it finished, failed or dead. Must not throw; what it throws ends up in `onError`. */
  work(row: Claimed, worker: string): Promise<void>
  /** Told what went wrong where no row can carry it: the database is away, a bug in `work`. */
  onError(error: unknown): void
}

export interface Worker {
  /** Something may be due: look now. */
  wake(): void
  /** Claims nothing more and resolves when what was begun is done. */
  stop(): Promise<void>
}

/** The longest a worker sleeps when nothing wakes it, in milliseconds: notifications can be lost with a connection. */
const pollMilliseconds = 2_000

/** Works on a queue until stopped: claims what is due, keeps the claims alive, sleeps until the next row or a wake. */
export function startWorker(options: WorkerOptions): Worker {
  const name = `${process.pid}-${randomUUID()}`
  const held = new Map<string, Promise<void>>()
  let stopping = false
  let wakened = true
  let rouse: () => void = () => {}

  const wake = () => {
    wakened = true
    rouse()
  }

  const sleep = (milliseconds: number) =>
    new Promise<void>((resolve) => {
      if (wakened || stopping) return resolve()
      const timer = setTimeout(resolve, milliseconds)
      rouse = () => {
        clearTimeout(timer)
        resolve()
      }
    })

  const begin = (row: Claimed) => {
    const done = options
      .work(row, name)
      .catch(options.onError)
      .finally(() => {
        held.delete(row.id)
        // The lane may hold a next row, and there is room for one more.
        wake()
      })
    held.set(row.id, done)
  }

  const renewal = setInterval(
    () => {
      if (held.size === 0) return
      options.transact((tx) => renew(tx, options.queue, [...held.keys()], name)).catch(options.onError)
    },
    (leaseSeconds * 1_000) / 3,
  )

  const loop = async () => {
    while (!stopping) {
      wakened = false
      try {
        const room = options.concurrency - held.size
        const rows = room > 0 ? await options.transact((tx) => claim(tx, options.queue, name, room)) : []
        if (stopping) break
        for (const row of rows) begin(row)
        if (rows.length > 0 && rows.length === room) continue
        const next =
          held.size < options.concurrency ? await options.transact((tx) => secondsUntilNext(tx, options.queue)) : null
        await sleep(Math.min(pollMilliseconds, next === null ? pollMilliseconds : Math.max(next * 1_000, 20)))
      } catch (error) {
        options.onError(error)
        await sleep(pollMilliseconds)
      }
    }
  }
  const looping = loop()

  return {
    wake,
    async stop() {
      stopping = true
      rouse()
      await looping
      await Promise.all(held.values())
      clearInterval(renewal)
      await options.transact((tx) => release(tx, options.queue, name)).catch(options.onError)
    },
  }
}
