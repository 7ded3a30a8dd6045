import { send } from '../delivery/outbox.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import type { Action, ArticleShown } from '../ports.ts'
import type { Transaction } from '../transaction.ts'
import { appendMessage, type Conversation } from './store.ts'
import type { Offer, Say } from './transition.ts'

/** A message ready to be shown, in the requester's language. */
export interface Words {
  text: string
  article: ArticleShown | null
  actions: Action[]
}

/** Where an article can be read: its own address, else our page of it. */
export type LinkToArticle = (article: Pick<Offer, 'articleId' | 'url' | 'passage'>) => string

/** The text of an article's passage, its links leading somewhere; empty when it has none. */
export type ReadablePassage = (article: Pick<Offer, 'articleId' | 'passage'>) => string

/** Puts what the bot wants to say into words. `handedOff` is not among them: it needs the ticket. */
export function wordsFor(
  say: Exclude<Say, { say: 'handedOff' }>,
  words: Catalogue,
  link: LinkToArticle,
  readable: ReadablePassage,
): Words {
  const person: Action = { action: 'person', label: words.personButton(), value: null }
  const plain = (text: string, actions: Action[] = []): Words => ({ text, article: null, actions })
  switch (say.say) {
    case 'greeting':
    case 'welcome':
    case 'resolved':
    case 'emptyQuestion':
    case 'rated':
      return plain(words[say.say]())
    case 'fileOnly':
      return plain(words.fileOnly(), [person])
    case 'rephrase':
      return plain(words.rephrase(), [person])
    case 'answer':
      return {
        text: passageOf(say.article, words, readable),
        article: shown(say.article, link),
        actions: [
          { action: 'solved', label: words.solvedButton(), value: null },
          { action: 'not_helpful', label: words.notHelpfulButton(), value: null },
          person,
        ],
      }
    case 'suggest':
      return plain(words.suggest(), [
        ...say.offers.map((offer) => ({ action: 'choose' as const, label: offer.title, value: offer.articleId })),
        { action: 'not_helpful', label: words.noneButton(), value: null },
        person,
      ])
    case 'urgent':
      return say.article
        ? {
            text: `${words.urgent()}\n\n${words.urgentArticle(say.article.title)}\n\n${readable(say.article)}`.trim(),
            article: shown(say.article, link),
            actions: [],
          }
        : plain(words.urgent())
  }
}

/** What is shown of an article: its passage under its heading. */
export function passageOf(
  article: Pick<Offer, 'articleId' | 'title' | 'passage'>,
  words: Catalogue,
  readable: ReadablePassage,
): string {
  return words.answer(article.passage?.heading ?? article.title, readable(article)).trim()
}

function shown(article: Offer, link: LinkToArticle): ArticleShown {
  return { id: article.articleId, title: article.title, url: link(article) }
}

/** Writes a message of the bot or an agent into the transcript and the outbox. @returns its id */
export async function speak(
  tx: Transaction,
  conversation: Conversation,
  from: { sender: 'bot' | 'agent'; id: string | null; name: string | null },
  said: Words,
  at: Date,
): Promise<string> {
  const id = await appendMessage(tx, conversation.id, {
    sender: from.sender,
    authorId: from.id,
    authorName: from.name,
    at,
    ...said,
  })
  await send(tx, conversation.channel, {
    key: id,
    conversationId: conversation.id,
    conversationKey: conversation.key,
    workspace: conversation.workspace,
    address: conversation.address,
    from: from.sender,
    author: from.name,
    language: conversation.language,
    // Found when it goes out: until then one that comes from a chat may still be fetched.
    attachments: [],
    ...said,
  })
  return id
}
