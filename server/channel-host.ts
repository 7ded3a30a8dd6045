import { findFileAt, readFile } from '../core/attachments/reading.ts'
import { type AttachmentPage, sentTo } from '../core/attachments/sending.ts'
import { examine, ownerOf } from '../core/attachments/taking.ts'
import {
  getConversation,
  listOfAccount,
  newestAt,
  readTranscript,
  requesterTexts,
} from '../core/conversations/store.ts'
import type { Inbox } from '../core/delivery/inbox.ts'
import { laneOf } from '../core/delivery/lane.ts'
import { catalogue } from '../core/messages/catalogue.ts'
import { findAccount, recognize } from '../core/people/store.ts'
import type { ChannelHost, ConversationPlace, DeskHost } from '../core/ports.ts'
import { placeOfMessage } from '../core/revisions/store.ts'
import { listCategories } from '../core/routing/store.ts'
import { listTicketsOf } from '../core/ticket-lists/store.ts'
import { isUnsolved, subjectOf } from '../core/tickets/ticket.ts'
import type { Transact } from '../core/transaction.ts'
import { leadLinks } from '../knowledge/articles/linked.ts'
import { findLinked, findPublished } from '../knowledge/articles/store.ts'
import type { Changes } from './changes.ts'

/** How many of somebody's conversations or tickets a channel lists. */
const mostListed = 20

/** How long a link works that a page of ours makes for its own use, in seconds. */
const shortLinkSeconds = 300

/**
 * What channels are offered, on the database.
 * @param leadFrom where a link in an article leads from outside of it
 */
export function createChannelHost(options: {
  transact: Transact
  inbox: Inbox
  changes: Changes
  desk: DeskHost
  leadFrom(articleId: string, target: string): string
  attachmentPage: AttachmentPage
  /** Bytes. */
  attachmentLimit: number
}): ChannelHost {
  const { transact, inbox, leadFrom, attachmentPage, attachmentLimit } = options
  return {
    accept: async (event) => (await inbox.accept(event)).isNew,
    handle: async (event) => inbox.handled((await inbox.accept(event)).id),
    transcript: (place) =>
      transact(async (tx) => {
        const id = await newestAt(tx, place)
        return id ? readTranscript(tx, id) : null
      }),
    watch: watchingPlaces(options.changes),
    introduce: (place, sender) =>
      transact(async (tx) => {
        if (sender.name || sender.email)
          await recognize(tx, place, sender, catalogue(sender.language ?? 'en').requesterWithoutName())
        const known = await findAccount(tx, place, sender.externalId)
        const nameless = [catalogue('en').requesterWithoutName(), catalogue('de').requesterWithoutName()]
        return { name: known && !nameless.includes(known.name) ? known.name : null, email: known?.email ?? null }
      }),
    conversationsOf: (place, externalId) => transact((tx) => listOfAccount(tx, place, externalId, mostListed)),
    ticketsOf: (place, externalId) =>
      transact(async (tx) => {
        const known = await findAccount(tx, place, externalId)
        if (!known) return []
        const words = catalogue(known.language)
        return (await listTicketsOf(tx, known.id, mostListed)).map(({ number, subject, state, updatedAt }) => ({
          number,
          subject,
          isOpen: isUnsolved(state),
          state: words.state[state](),
          updatedAt: updatedAt.toISOString(),
        }))
      }),
    draft: (place) =>
      transact(async (tx) => {
        const id = await newestAt(tx, place)
        if (!id) return { subject: '', text: '' }
        const { state } = await getConversation(tx, id)
        if (state.phase === 'closed') return { subject: '', text: '' }
        const { question } = state.memory
        const texts = await requesterTexts(tx, id)
        return { subject: question === null ? '' : subjectOf(question, ''), text: texts.join('\n') }
      }),
    categories: () => transact(async (tx) => (await listCategories(tx)).map(({ name }) => name)),
    placeOf: (channel, message) => transact((tx) => placeOfMessage(tx, channel, message)),
    upload: async (place, sender, file) =>
      transact(await examine({ ...file, owner: ownerOf(place, sender) }, attachmentLimit)),
    attachment: (id) => readFile(transact, id),
    attachmentLink: async (place, sender, id) => {
      const file = await transact((tx) => findFileAt(tx, place, sender, id))
      if (file?.state !== 'stored') return null
      return sentTo(file, attachmentPage, new Date(Date.now() + shortLinkSeconds * 1_000)).url
    },
    attachmentLimit,
    desk: options.desk,
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

/** Listeners of changes by place, told in whichever process the change happened. */
function watchingPlaces(changes: Changes): ChannelHost['watch'] {
  const watchers = new Map<string, Set<() => void>>()
  changes.onChange((change) => {
    if ('place' in change) for (const listener of watchers.get(change.place) ?? []) listener()
  })
  changes.onGap(() => {
    for (const listeners of watchers.values()) for (const listener of listeners) listener()
  })
  return (place: ConversationPlace, listener: () => void) => {
    const lane = laneOf(place)
    const listeners = watchers.get(lane) ?? new Set()
    watchers.set(lane, listeners.add(listener))
    return () => {
      listeners.delete(listener)
      if (listeners.size === 0) watchers.delete(lane)
    }
  }
}
