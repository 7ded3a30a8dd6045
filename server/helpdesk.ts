import type { DataSource } from 'typeorm'
import { closeIdleConversation } from '../core/conversations/closing.ts'
import { type Engine, handleEvent } from '../core/conversations/engine.ts'
import { listOfAccount, newestAt, readTranscript } from '../core/conversations/store.ts'
import { type Inbox, startInbox } from '../core/delivery/inbox.ts'
import { laneOf } from '../core/delivery/lane.ts'
import { startOutbox } from '../core/delivery/outbox.ts'
import { startTimers } from '../core/delivery/timers.ts'
import { catalogue } from '../core/messages/catalogue.ts'
import { findAccount, recognize } from '../core/people/store.ts'
import type { Channel, ChannelHost, ChannelName, Json } from '../core/ports.ts'
import { closeSolvedTicket } from '../core/tickets/state.ts'
import { type Transact, type Transaction, transactOn } from '../core/transaction.ts'
import { leadLinks } from '../knowledge/articles/linked.ts'
import { findLinked, findPublished } from '../knowledge/articles/store.ts'
import { type Answerer, createAnswerer } from '../knowledge/index.ts'
import { type Changes, listenForChanges } from './changes.ts'
import type { DatabaseConnection } from './database/connection.ts'
import { keepIndexFresh } from './jobs/knowledge-index.ts'
import { learnFromOutcome } from './jobs/learning.ts'

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
  /** Resolves once the bot can answer from a published article. */
  indexed(articleId: string): Promise<void>
  stop(): Promise<void>
}

/** Starts the workers and what keeps the article index fresh. */
export async function startHelpdesk(options: {
  database: DataSource
  connection: DatabaseConnection
  publicUrl: () => string
  onError(error: unknown): void
  now?: () => Date
}): Promise<Helpdesk> {
  const { onError } = options
  const transact = transactOn(options.database)
  const now = options.now ?? (() => new Date())
  const answerer = createAnswerer()
  const changes = await listenForChanges(options.connection, onError)
  const index = await keepIndexFresh({ transact, answerer, changes, onError })
  const articlePage = (articleId: string, anchor?: string | null) =>
    `${options.publicUrl()}/chat/articles/${articleId}${anchor ? `#${anchor}` : ''}`

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
    now,
  }
  const channels = new Map<ChannelName, Channel>()
  const inbox = startInbox({ transact, handle: (tx, event) => handleEvent(engine, tx, event), concurrency: 8, onError })
  const outbox = startOutbox({ transact, channels, concurrency: 16, onError })
  const timers = startTimers({
    transact,
    onError,
    fire: (tx: Transaction, kind, payload: Json) =>
      kind === 'close_ticket'
        ? closeSolvedTicket(tx, Number(payload), now())
        : closeIdleConversation(tx, String(payload)),
  })
  const workers = { inbox, outbox, timer: timers }
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
    indexed: index.has,
    host: createHost(transact, inbox, changes, leadFrom),
    async stop() {
      await Promise.all([inbox.stop(), timers.stop()])
      await outbox.stop()
      index.stop()
      await changes.stop()
      await answerer.close()
    },
  }
}

function createHost(
  transact: Transact,
  inbox: Inbox,
  changes: Changes,
  leadFrom: (articleId: string, target: string) => string,
): ChannelHost {
  const watchers = new Map<string, Set<() => void>>()
  changes.onChange((change) => {
    if ('place' in change) for (const listener of watchers.get(change.place) ?? []) listener()
  })
  changes.onGap(() => {
    for (const listeners of watchers.values()) for (const listener of listeners) listener()
  })
  return {
    accept: async (event) => (await inbox.accept(event)).isNew,
    handle: async (event) => inbox.handled((await inbox.accept(event)).id),
    transcript: (place) =>
      transact(async (tx) => {
        const id = await newestAt(tx, place)
        return id ? readTranscript(tx, id) : null
      }),
    watch(place, listener) {
      const lane = laneOf(place)
      const listeners = watchers.get(lane) ?? new Set()
      watchers.set(lane, listeners.add(listener))
      return () => {
        listeners.delete(listener)
        if (listeners.size === 0) watchers.delete(lane)
      }
    },
    introduce: (place, sender) =>
      transact(async (tx) => {
        if (sender.name || sender.email)
          await recognize(tx, place, sender, catalogue(sender.language ?? 'en').requesterWithoutName())
        const known = await findAccount(tx, place, sender.externalId)
        const nameless = [catalogue('en').requesterWithoutName(), catalogue('de').requesterWithoutName()]
        return { name: known && !nameless.includes(known.name) ? known.name : null, email: known?.email ?? null }
      }),
    conversationsOf: (place, externalId) => transact((tx) => listOfAccount(tx, place, externalId, 20)),
    linkedArticle: (articleId, target) => transact((tx) => findLinked(tx, articleId, target)),
    article: (id) =>
      transact(async (tx) => {
        const article = await findPublished(tx, id)
        if (!article) return null
        const body = leadLinks(article.body, (target) => (target.startsWith('#') ? target : leadFrom(id, target)))
        return { id: article.id, title: article.title, body, url: article.url }
      }),
  }
}
