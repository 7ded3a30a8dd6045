import { linkSeconds } from '../attachments/link.ts'
import { type AttachmentPage, sentTo } from '../attachments/sending.ts'
import { filesOfMessage } from '../attachments/store.ts'
import { compose, type TicketPage } from '../desk/announcement.ts'
import { type Announcement, saveThread } from '../desk/store.ts'
import { catalogue } from '../messages/catalogue.ts'
import {
  type AttachmentShown,
  type Channel,
  type ChannelName,
  ChannelRefused,
  type Delivered,
  type Json,
  type OutboundMessage,
  type OutboundRevision,
} from '../ports.ts'
import { findOwnMessage } from '../revisions/store.ts'
import type { Transact, Transaction } from '../transaction.ts'
import { attemptsAllowed, backoffSeconds } from './backoff.ts'
import { bury, type Claimed, finish, insertOutbox, noteExternalMessage, notifyWork, retryLater } from './store.ts'
import { startWorker, type Worker } from './worker.ts'

/** What a row of the outbox carries: a message to a requester, or something for the agents at a desk. */
type Envelope = { channel: ChannelName } & (
  | { message: OutboundMessage }
  | { announcement: Announcement }
  | { revision: Revision }
)

/** A change of a message that goes out, or went: what its channel calls it is known when the change is delivered. */
export type Revision = Omit<OutboundRevision, 'externalMessageId'> & { conversationId: string; messageId: string }

/** Puts a message into the outbox, in the transaction that decided to send it. Order is kept per conversation. */
export async function send(tx: Transaction, channel: ChannelName, message: OutboundMessage): Promise<void> {
  const envelope: Envelope = { channel, message }
  await insertOutbox(tx, { lane: message.conversationId, key: message.key, payload: envelope as unknown as Json })
  await notifyWork(tx, 'outbox')
}

/** Puts a change of a message into the outbox, behind the message itself. */
export async function sendRevision(tx: Transaction, channel: ChannelName, revision: Revision): Promise<void> {
  const envelope: Envelope = { channel, revision }
  await insertOutbox(tx, { lane: revision.conversationId, key: revision.key, payload: envelope as unknown as Json })
  await notifyWork(tx, 'outbox')
}

/** For how many attempts something waits for its files, which with the usual pauses is 15 seconds; then it goes with what there is. */
const attemptsForFiles = 4

function waitForFiles(files: AttachmentShown[], isPatient: boolean): void {
  if (isPatient && files.some(({ state }) => state === 'waiting'))
    throw new ChannelRefused('files_on_their_way', 'Its files are still being fetched.')
}

/**
 * Starts delivering. At least once: a process that dies between the platform's yes and our note of it delivers again
 * with the same key. A refusal that cannot be mended, or too many attempts, makes the message dead; the next ones go on.
 */
export function startOutbox(options: {
  transact: Transact
  channels: Map<ChannelName, Channel>
  /** Where desks are led to for the whole ticket. */
  ticketPage: TicketPage
  /** Where files can be had. */
  attachmentPage: AttachmentPage
  concurrency: number
  onError(error: unknown): void
}): Worker {
  const { transact } = options

  const attempt = async (row: Claimed): Promise<Delivered> => {
    const envelope = row.payload as unknown as Envelope
    const channel = options.channels.get(envelope.channel)
    if (!channel) throw new ChannelRefused('channel_off', `The channel “${envelope.channel}” is not switched on.`)
    const isPatient = row.attempts <= attemptsForFiles
    if ('announcement' in envelope) return announce(channel, `desk/${row.id}`, envelope.announcement, isPatient)
    if ('revision' in envelope) return revise(channel, envelope.revision)
    const { message } = envelope
    // The bot sends no files, and what it says must not wait.
    if (message.from === 'bot') return channel.deliver({ ...message, attachments: [] })
    const files = await transact((tx) => filesOfMessage(tx, message.key))
    waitForFiles(files, isPatient)
    const until = new Date(Date.now() + linkSeconds * 1_000)
    return channel.deliver({
      ...message,
      attachments: files.map((file) => sentTo(file, options.attachmentPage, until)),
    })
  }

  const revise = async (channel: Channel, { messageId, conversationId, ...revision }: Revision): Promise<Delivered> => {
    const nothing = { externalMessageId: null }
    if (channel.revise) {
      const sent = await transact((tx) => findOwnMessage(tx, messageId))
      await channel.revise({ ...revision, externalMessageId: sent?.deliveredAs ?? null })
      return nothing
    }
    // What was taken back cannot be unsaid there, and saying it again would make it worse.
    if (revision.text === null) return nothing
    const text = catalogue(revision.language).corrected(revision.text)
    const plain = { conversationId, from: 'agent' as const, article: null, actions: [], attachments: [] }
    return channel.deliver({ ...revision, ...plain, text })
  }

  const announce = async (
    channel: Channel,
    key: string,
    announcement: Announcement,
    isPatient: boolean,
  ): Promise<Delivered> => {
    const message = await transact((tx) => compose(tx, key, announcement, options))
    if (!message) return { externalMessageId: null }
    if (message.kind === 'line') waitForFiles(message.attachments, isPatient)
    if (!channel.announce)
      throw new ChannelRefused('no_desks', `Agents cannot work in “${channel.name}”.`, { permanent: true })
    const delivered = await channel.announce(message)
    const { externalMessageId: thread } = delivered
    if (message.kind === 'card' && thread !== null && thread !== message.thread)
      await transact((tx) => saveThread(tx, announcement.desk, announcement.ticket, thread))
    return delivered
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
