import { bury, type Claimed, finish, retryLater } from '../delivery/store.ts'
import { startWorker, type Worker } from '../delivery/worker.ts'
import type { Transact, Transaction } from '../transaction.ts'
import type { WebhookEndpoint } from './endpoint.ts'
import { endpointPause, hasFailedTooLong, pauseAfter } from './patience.ts'
import { signedHeaders } from './signature.ts'
import {
  getEndpoint,
  noteFailure,
  noteSuccess,
  pauseEndpoint,
  postpone,
  readMessage,
  readSecrets,
  switchOff,
} from './store.ts'

/** What became of one attempt. */
export type Attempt =
  | { outcome: 'accepted' }
  /** `said`: what the receiver answered, or why it was not reached, in a line. */
  | { outcome: 'failed'; said: string; retryAfterSeconds: number | null }
  /** The receiver says that it wants nothing any more. */
  | { outcome: 'gone'; said: string }

/** Sends one message. Never throws for what the receiver does. */
export type Post = (url: string, headers: Record<string, string>, body: string) => Promise<Attempt>

/** An answer that takes longer is slow. */
const slowMilliseconds = 2_000
/** For how long an endpoint rests that is slow and has as much under way as it may. */
const slowPauseSeconds = 5
/** For how long a message waits when its endpoint only has as much under way as it may. */
const crowdedPauseSeconds = 0.2

/**
 * Starts delivering webhooks: at least once, in order per endpoint and ticket, for three days. An endpoint that rests
 * after a failure is not tried; one that has failed for {@link switchOffAfterDays} days, or says that it is gone, is
 * switched off, and `onSwitchedOff` is told in that transaction.
 */
export function startWebhooks(options: {
  transact: Transact
  post: Post
  concurrency: number
  now(): Date
  onSwitchedOff(tx: Transaction, endpoint: WebhookEndpoint, because: 'failing' | 'gone'): Promise<void>
  onError(error: unknown): void
}): Worker {
  const { transact, now } = options
  /** When the attempts began that are under way in this process, by endpoint. */
  const underWay = new Map<string, Set<{ at: number }>>()

  const work = async (row: Claimed, worker: string) => {
    const message = await transact(async (tx) => {
      const message = await readMessage(tx, row.id)
      if (!message) return null
      const endpoint = await getEndpoint(tx, message.endpointId)
      return { ...message, endpoint, secrets: await readSecrets(tx, endpoint.id) }
    })
    if (!message) return
    const { messageId, endpoint, secrets } = message
    if (!endpoint.enabled)
      return transact((tx) => bury(tx, 'webhook_delivery', row.id, worker, `“${endpoint.name}” is switched off.`))
    const { pausedUntil } = endpoint
    const rest = pausedUntil ? (pausedUntil.getTime() - now().getTime()) / 1_000 : 0
    if (rest > 0) return transact((tx) => postpone(tx, row.id, worker, rest))
    const begun = underWay.get(endpoint.id) ?? new Set()
    if (begun.size >= options.concurrency / 2) return yieldTo(row, worker, endpoint, begun)

    const body = JSON.stringify(row.payload)
    const start = { at: performance.now() }
    underWay.set(endpoint.id, begun.add(start))
    const attempt = await options
      .post(endpoint.url, signedHeaders(messageId, now(), body, secrets), body)
      .finally(() => begun.delete(start))
    await transact(async (tx) => {
      if (attempt.outcome === 'accepted') {
        if (await finish(tx, 'webhook_delivery', row.id, worker)) await noteSuccess(tx, endpoint.id, now())
      } else await fail(tx, row, worker, endpoint, attempt)
    })
  }

  /** One endpoint takes at most half of the workers; one whose answers take long rests, so that the others need not wait. */
  const yieldTo = (row: Claimed, worker: string, endpoint: WebhookEndpoint, begun: Set<{ at: number }>) =>
    transact(async (tx) => {
      const longest = performance.now() - Math.min(...[...begun].map(({ at }) => at))
      const seconds = longest > slowMilliseconds ? slowPauseSeconds : crowdedPauseSeconds
      if (seconds === slowPauseSeconds)
        await pauseEndpoint(tx, endpoint.id, new Date(now().getTime() + slowPauseSeconds * 1_000))
      await postpone(tx, row.id, worker, seconds)
    })

  const fail = async (
    tx: Transaction,
    row: Claimed,
    worker: string,
    endpoint: WebhookEndpoint,
    attempt: Exclude<Attempt, { outcome: 'accepted' }>,
  ) => {
    const pause = attempt.outcome === 'gone' ? null : pauseAfter(row.attempts, Math.random(), attempt.retryAfterSeconds)
    if (pause === null) await bury(tx, 'webhook_delivery', row.id, worker, attempt.said)
    else await retryLater(tx, 'webhook_delivery', row.id, worker, pause, attempt.said)
    const failing = await noteFailure(tx, endpoint.id, attempt.said, now())
    if (!failing) return
    const because =
      attempt.outcome === 'gone' ? 'gone' : hasFailedTooLong(failing.failingSince, now()) ? 'failing' : null
    if (because !== null) {
      if (await switchOff(tx, endpoint.id, because)) await options.onSwitchedOff(tx, endpoint, because)
    } else if (failing.counted)
      await pauseEndpoint(tx, endpoint.id, new Date(now().getTime() + endpointPause(failing.failures) * 1_000))
  }

  return startWorker({
    queue: 'webhook_delivery',
    transact,
    concurrency: options.concurrency,
    work,
    onError: options.onError,
  })
}
