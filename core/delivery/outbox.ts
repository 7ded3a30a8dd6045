import {
  type Channel,
  type ChannelName,
  ChannelRefused,
  type Delivered,
  type Json,
  type OutboundMessage,
} from '../ports.ts'
import type { Transact, Transaction } from '../transaction.ts'
import { attemptsAllowed, backoffSeconds } from './backoff.ts'
import { bury, type Claimed, finish, insertOutbox, noteExternalMessage, notifyWork, retryLater } from './store.ts'
import { startWorker, type Worker } from './worker.ts'

interface Envelope {
  channel: ChannelName
  message: OutboundMessage
}

/** Puts a message into the outbox, in the transaction that decided to send it. Order is kept per conversation. */
export async function send(tx: Transaction, channel: ChannelName, message: OutboundMessage): Promise<void> {
  const envelope: Envelope = { channel, message }
  await insertOutbox(tx, { lane: message.conversationId, key: message.key, payload: envelope as unknown as Json })
  await notifyWork(tx, 'outbox')
}

/**
 * Starts delivering. At least once: a process that dies between the platform's yes and our note of it delivers again
 * with the same key. A refusal that cannot be mended, or too many attempts, makes the message dead; the next ones go on.
 */
export function startOutbox(options: {
  transact: Transact
  channels: Map<ChannelName, Channel>
  concurrency: number
  onError(error: unknown): void
}): Worker {
  const { transact } = options

  const attempt = async (row: Claimed): Promise<Delivered> => {
    const { channel, message } = row.payload as unknown as Envelope
    const target = options.channels.get(channel)
    if (!target) throw new ChannelRefused('channel_off', `The channel “${channel}” is not switched on.`)
    return target.deliver(message)
  }

  const work = async (row: Claimed, worker: string) => {
    let delivered: Delivered
    try {
      delivered = await attempt(row)
    } catch (error) {
      const refused = error instanceof ChannelRefused ? error : null
      const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
      if (!refused) options.onError(error)
      await transact((tx) =>
        refused?.permanent || row.attempts >= attemptsAllowed
          ? bury(tx, 'outbox', row.id, worker, text)
          : retryLater(
              tx,
              'outbox',
              row.id,
              worker,
              backoffSeconds(row.attempts, Math.random(), refused?.retryAfterSeconds ?? null),
              text,
            ),
      )
      return
    }
    await transact(async (tx) => {
      if (await finish(tx, 'outbox', row.id, worker)) await noteExternalMessage(tx, row.id, delivered.externalMessageId)
    })
  }

  return startWorker({ queue: 'outbox', transact, concurrency: options.concurrency, work, onError: options.onError })
}
