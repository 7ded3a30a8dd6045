import { backoffSeconds } from '../delivery/backoff.ts'
import { laneOf } from '../delivery/lane.ts'
import { type Claimed, finish, holds, notifyChange, retryLater } from '../delivery/store.ts'
import { startWorker, type Worker } from '../delivery/worker.ts'
import { catalogue } from '../messages/catalogue.ts'
import { type Channel, type ChannelName, ChannelRefused, ChannelUnreachable } from '../ports.ts'
import { record, ticketOfFile } from '../tickets/store.ts'
import type { Transact, Transaction } from '../transaction.ts'
import type { Fault } from './attachment.ts'
import { mediaTypeOf } from './media-type.ts'
import { conversationOfFile, findWaiting, saveFetched, saveMissing } from './store.ts'

/** After how many attempts a file is given up on: with the usual pauses, about five hours. */
const attemptsAllowed = 15

/** A file cannot be had in this attempt. `isFinal`: nor in any other. */
class FileFault extends Error {
  readonly fault: Fault
  readonly isFinal: boolean
  constructor(fault: Fault, isFinal: boolean, text: string) {
    super(text)
    this.name = 'FileFault'
    this.fault = fault
    this.isFinal = isFinal
  }
}

/**
 * Starts fetching the files that came with messages. The message is there already; a file that can never be had is
 * marked as missing, and the ticket's history says so.
 */
export function startFetching(options: {
  transact: Transact
  channels: Map<ChannelName, Channel>
  limitBytes: number
  now(): Date
  onError(error: unknown): void
}): Worker {
  const { transact, now } = options

  const work = async (row: Claimed, worker: string) => {
    const id = String(row.payload)
    try {
      const bytes = await fetchOne(id)
      const mediaType = bytes === null ? null : await mediaTypeOf(bytes)
      await transact(async (tx) => {
        if (!(await holds(tx, 'attachment_fetch', row.id, worker))) return
        if (bytes !== null && mediaType !== null) await saveFetched(tx, id, { mediaType, bytes })
        await finish(tx, 'attachment_fetch', row.id, worker)
        await tellChange(tx, id)
      })
    } catch (error) {
      const { fault, isFinal } = faultOf(error)
      if (fault === null) options.onError(error)
      const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error)
      await transact(async (tx) => {
        if (!isFinal && row.attempts < attemptsAllowed) {
          const pause = backoffSeconds(row.attempts, Math.random(), retryAfterOf(error))
          return retryLater(tx, 'attachment_fetch', row.id, worker, pause, text)
        }
        if (!(await holds(tx, 'attachment_fetch', row.id, worker))) return
        await giveUp(tx, id, fault ?? 'unreachable', now())
        await finish(tx, 'attachment_fetch', row.id, worker)
      })
    }
  }

  /** @returns null when nobody waits for it any more */
  const fetchOne = async (id: string): Promise<Uint8Array | null> => {
    const waiting = await transact((tx) => findWaiting(tx, id))
    if (!waiting) return null
    const { offeredSize } = waiting
    if (offeredSize !== null && offeredSize > options.limitBytes) throw tooLarge(offeredSize)
    const channel = options.channels.get(waiting.channel)
    if (!channel?.fetchAttachment)
      throw new ChannelRefused('channel_off', `Files of “${waiting.channel}” cannot be fetched now.`)
    const bytes = await collect(await channel.fetchAttachment(waiting.reference, waiting.workspace), options.limitBytes)
    if (bytes.length === 0) throw new FileFault('empty', offeredSize === 0, 'there are no bytes in it')
    if (offeredSize !== null && offeredSize !== bytes.length)
      throw new FileFault('wrong_length', false, `${offeredSize} bytes were promised, ${bytes.length} came`)
    return bytes
  }

  return startWorker({ queue: 'attachment_fetch', transact, concurrency: 3, work, onError: options.onError })
}

async function collect(body: AsyncIterable<Uint8Array>, limitBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of body) {
    size += part.length
    if (size > limitBytes) throw tooLarge(size)
    parts.push(part)
  }
  return Buffer.concat(parts)
}

function tooLarge(size: number): FileFault {
  return new FileFault('too_large', true, `${size} bytes or more are above the limit`)
}

function faultOf(error: unknown): { fault: Fault | null; isFinal: boolean } {
  if (error instanceof FileFault) return error
  if (error instanceof ChannelRefused) return { fault: 'refused', isFinal: error.permanent }
  if (error instanceof ChannelUnreachable) return { fault: 'unreachable', isFinal: false }
  return { fault: null, isFinal: false }
}

function retryAfterOf(error: unknown): number | null {
  return error instanceof ChannelRefused ? error.retryAfterSeconds : null
}

async function giveUp(tx: Transaction, id: string, fault: Fault, now: Date): Promise<void> {
  const waiting = await findWaiting(tx, id)
  if (!waiting) return
  await saveMissing(tx, id, fault)
  const ticket = await ticketOfFile(tx, id)
  if (ticket !== null) {
    const system = { kind: 'system' as const, id: null, name: catalogue('en').timeline.theSystem() }
    await record(tx, ticket, system, { kind: 'file_missing', data: { id, name: waiting.name, fault } }, now)
  }
  await tellChange(tx, id)
}

/** Wakes those who watch the conversation or the ticket that a file belongs to. */
async function tellChange(tx: Transaction, id: string): Promise<void> {
  const place = await conversationOfFile(tx, id)
  if (place) await notifyChange(tx, { place: laneOf({ ...place, conversationKey: place.key }) })
  const ticket = await ticketOfFile(tx, id)
  if (ticket !== null) await notifyChange(tx, { ticket })
}
