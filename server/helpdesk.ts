import type { DataSource } from 'typeorm'
import { usualLimitBytes } from '../core/attachments/attachment.ts'
import { startFetching } from '../core/attachments/fetching.ts'
import { startAutomation } from '../core/automation/run.ts'
import { runScheduled } from '../core/automation/scheduled.ts'
import { closeIdleConversation } from '../core/conversations/closing.ts'
import { type Engine, handleEvent } from '../core/conversations/engine.ts'
import { type Inbox, startInbox } from '../core/delivery/inbox.ts'
import { startOutbox } from '../core/delivery/outbox.ts'
import { startTimers } from '../core/delivery/timers.ts'
import { createDeskHost } from '../core/desk/host.ts'
import type { Channel, ChannelHost, ChannelName, Json } from '../core/ports.ts'
import { wakeByTimer } from '../core/tickets/snooze.ts'
import { closeSolvedTicket } from '../core/tickets/state.ts'
import { type Transact, type Transaction, transactOn } from '../core/transaction.ts'
import { startWebhooks } from '../core/webhooks/deliver.ts'
import { leadLinks } from '../knowledge/articles/linked.ts'
import { findPublished } from '../knowledge/articles/store.ts'
import { type Answerer, createAnswerer } from '../knowledge/index.ts'
import { type Changes, listenForChanges } from './changes.ts'
import { createChannelHost } from './channel-host.ts'
import type { DatabaseConnection } from './database/connection.ts'
import { type GapFinding, keepUnanswered, startGapFinding } from './jobs/gaps.ts'
import { keepIndexFresh } from './jobs/knowledge-index.ts'
import { learnFromOutcome } from './jobs/learning.ts'
import { keepWordsFresh } from './jobs/word-lists.ts'
import { type Addresses, createAddresses } from './webhooks/addresses.ts'
import { createPost } from './webhooks/post.ts'
import { tellSwitchedOff } from './webhooks/switched-off.ts'

/** The helpdesk without HTTP: everything that works on the database until it is stopped. */
export interface Helpdesk {
  transact: Transact
  answerer: Answerer
  inbox: Inbox
  changes: Changes
  host: ChannelHost
  /** Channels by name; to be filled before messages go out. */
  channels: Map<ChannelName, Channel>
  /** Where an article can be read when it has no address of its own. */
  articlePage(articleId: string, anchor?: string | null): string
  /** Where an agent can have a file. */
  attachmentPage(id: string): string
  /** The largest file taken, in bytes. */
  attachmentLimit: number
  gaps: GapFinding
  /** Where webhooks may lead. */
  webhookAddresses: Addresses
  /** Resolves once the bot can answer from a published article. */
  indexed(articleId: string): Promise<void>
  stop(): Promise<void>
}

/** Starts the workers and what keeps the article index fresh. */
export async function startHelpdesk(options: {
  database: DataSource
  connection: DatabaseConnection
  publicUrl: () => string
  /** The largest file taken, in bytes. */
  attachmentLimit?: number
  onError(error: unknown): void
  now?: () => Date
  /** Hosts, addresses and ranges that webhooks may reach although they are not public. */
  webhookAllow?: string[]
}): Promise<Helpdesk> {
  const { onError } = options
  const transact = transactOn(options.database)
  const now = options.now ?? (() => new Date())
  const answerer = createAnswerer()
  const changes = await listenForChanges(options.connection, onError)
  const forgetWords = await keepWordsFresh({ transact, answerer, changes, onError })
  const index = await keepIndexFresh({ transact, answerer, changes, onError })
  const articlePage = (articleId: string, anchor?: string | null) =>
    `${options.publicUrl()}/chat/articles/${articleId}${anchor ? `#${anchor}` : ''}`

  const ticketPage = (number: number) => `${options.publicUrl()}/tickets/${number}`
  const attachmentPage = (id: string) => `${options.publicUrl()}/api/v1/attachments/${id}`
  const attachmentLimit = options.attachmentLimit ?? usualLimitBytes

  /** Where a link in an article leads from outside of it: to another place in it, or to what it names. */
  const leadFrom = (articleId: string, target: string) =>
    target.startsWith('#')
      ? articlePage(articleId, target.slice(1))
      : `${options.publicUrl()}/chat/api/articles/${articleId}/to?link=${encodeURIComponent(target)}`

  const engine: Engine = {
    knowledge: answerer,
    readable: ({ articleId, passage }) => leadLinks(passage?.text ?? '', (target) => leadFrom(articleId, target)),
    link: (article) => article.url ?? articlePage(article.articleId, article.passage?.anchor),
    categoryOf: async (tx, id) => (await findPublished(tx, id))?.category ?? null,
    learn: learnFromOutcome,
    unanswered: keepUnanswered,
    now,
  }
  const channels = new Map<ChannelName, Channel>()
  const inbox = startInbox({ transact, handle: (tx, event) => handleEvent(engine, tx, event), concurrency: 8, onError })
  const outbox = startOutbox({ transact, channels, ticketPage, attachmentPage, concurrency: 16, onError })
  const timers = startTimers({
    transact,
    onError,
    fire: (tx: Transaction, kind, payload: Json) =>
      kind === 'close_ticket'
        ? closeSolvedTicket(tx, Number(payload), now())
        : kind === 'wake_ticket'
          ? wakeByTimer(tx, Number(payload), now())
          : kind === 'run_rule'
            ? runScheduled(tx, String(payload), now())
            : closeIdleConversation(tx, String(payload)),
  })
  const fetching = startFetching({ transact, channels, limitBytes: attachmentLimit, now, onError })
  const desk = createDeskHost({ transact, articles: engine, ticketPage, now })
  const gaps = startGapFinding({ transact, answerer, changes, onError })
  const webhookAddresses = createAddresses(options.webhookAllow ?? [])
  const webhooks = startWebhooks({
    transact,
    post: createPost(webhookAddresses),
    concurrency: 16,
    now,
    onSwitchedOff: tellSwitchedOff(onError),
    onError,
  })
  const automation = startAutomation({ transact, now, onError })
  const workers = {
    inbox,
    outbox,
    timer: timers,
    attachment_fetch: fetching,
    webhook_delivery: webhooks,
    automation_event: automation,
  }
  const wakeAll = () => {
    for (const worker of Object.values(workers)) worker.wake()
  }
  changes.onWork((queue) => workers[queue].wake())
  changes.onGap(wakeAll)

  return {
    transact,
    answerer,
    inbox,
    changes,
    channels,
    articlePage,
    attachmentPage,
    attachmentLimit,
    gaps,
    webhookAddresses,
    indexed: index.has,
    host: createChannelHost({ transact, inbox, changes, desk, leadFrom, attachmentPage, attachmentLimit }),
    async stop() {
      await Promise.all([inbox.stop(), timers.stop(), fetching.stop(), automation.stop()])
      await Promise.all([outbox.stop(), webhooks.stop()])
      await gaps.stop()
      index.stop()
      forgetWords()
      await changes.stop()
      await answerer.close()
    },
  }
}
