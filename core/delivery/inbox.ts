import type { InboundEvent, Json } from '../ports.ts'
import type { Transact, Transaction } from '../transaction.ts'
import { attemptsAllowed, backoffSeconds } from './backoff.ts'
import { laneOf } from './lane.ts'
import { storable } from './storable.ts'
import {
  bury,
  type Claimed,
  findInbox,
  finish,
  holds,
  inboxState,
  insertInbox,
  notifyWork,
  retryLater,
} from './store.ts'
import { startWorker, type Worker } from './worker.ts'

/** Deals with one event inside a transaction: whatever it writes is committed together with "done". */
export type HandleEvent = (tx: Transaction, event: InboundEvent) => Promise<void>

export interface Inbox {
  /** Stores an event. @returns its row, and whether it is new; committed when this resolves */
  accept(event: InboundEvent): Promise<{ id: string; isNew: boolean }>
  /** Resolves once an event has been dealt with, whichever process did it. @throws EventNotHandled */
  handled(id: string): Promise<void>
  wake(): void
  stop(): Promise<void>
}

/** An event was stored but could not be dealt with; it stays in the inbox for an admin to replay. */
export class EventNotHandled extends Error {
  constructor(id: string) {
    super(`event ${id} could not be dealt with; it is kept and can be replayed`)
    this.name = 'EventNotHandled'
  }
}

/** How often to look whether another process has dealt with an event, in milliseconds. */
const lookAgainMilliseconds = 100

/** Starts working on the inbox. */
export function startInbox(options: {
  transact: Transact
  handle: HandleEvent
  concurrency: number
  onError(error: unknown): void
}): Inbox {
  const { transact } = options
  const waiting = new Map<string, Set<() => void>>()
  const rouse = (id: string) => {
    for (const look of waiting.get(id) ?? []) look()
  }

  const work = async (row: Claimed, worker: string) => {
    try {
      await transact(async (tx) => {
        if (!(await holds(tx, 'inbox', row.id, worker))) return
        await options.handle(tx, row.payload as unknown as InboundEvent)
        await finish(tx, 'inbox', row.id, worker)
      })
    } catch (error) {
      options.onError(error)
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
      await transact((tx) =>
        row.attempts >= attemptsAllowed
          ? bury(tx, 'inbox', row.id, worker, text)
          : retryLater(tx, 'inbox', row.id, worker, backoffSeconds(row.attempts, Math.random(), null), text),
      )
    } finally {
      rouse(row.id)
    }
  }
  const worker: Worker = startWorker({
    queue: 'inbox',
    transact,
    concurrency: options.concurrency,
    work,
    onError: options.onError,
  })

  return {
    wake: worker.wake,
    stop: worker.stop,
    async accept(received) {
      const event = storable(received as unknown as Json) as unknown as InboundEvent
      const result = await transact(async (tx) => {
        const id = await insertInbox(tx, {
          lane: laneOf(event),
          channel: event.channel,
          workspace: event.workspace,
          externalId: event.externalId,
          payload: event as unknown as Json,
        })
        if (id !== null) {
          await notifyWork(tx, 'inbox')
          return { id, isNew: true }
        }
        const seen = await findInbox(tx, event.channel, event.workspace, event.externalId)
        if (!seen) throw new Error('an event that was refused as seen before is not in the inbox')
        return { id: seen.id, isNew: false }
      })
      worker.wake()
      return result
    },
    async handled(id) {
      for (;;) {
        const state = await transact((tx) => inboxState(tx, id))
        if (state === 'done') return
        if (state !== 'waiting') throw new EventNotHandled(id)
        await new Promise<void>((resolve) => {
          const looks = waiting.get(id) ?? new Set()
          const look = () => {
            clearTimeout(timer)
            looks.delete(look)
            if (looks.size === 0) waiting.delete(id)
            resolve()
          }
          const timer = setTimeout(look, lookAgainMilliseconds)
          waiting.set(id, looks.add(look))
        })
      }
    },
  }
}
