import type { Engine } from '../conversations/engine.ts'
import { passageOf } from '../conversations/speak.ts'
import { getConversation } from '../conversations/store.ts'
import { DomainError } from '../errors.ts'
import { catalogue } from '../messages/catalogue.ts'
import type { ArticleShown } from '../ports.ts'
import type { Transaction } from '../transaction.ts'
import { conversationOfTicket, getTicket, readSentArticles } from './store.ts'
import type { Actor } from './timeline.ts'
import { reply } from './work.ts'

/** What sending an article needs of knowledge. */
export type Articles = Pick<Engine, 'link' | 'readable' | 'learn'> & {
  knowledge: Pick<Engine['knowledge'], 'ask' | 'show'>
}

/**
 * An agent answers the requester with an article: the passage that fits the question, and the link. Knowledge learns
 * that the article answers the question.
 * @returns the timeline entry
 * @throws DomainError ticket_not_found, ticket_closed, article_not_found
 */
export async function sendArticle(
  tx: Transaction,
  number: number,
  actor: Actor,
  articleId: string,
  articles: Articles,
  now: Date,
): Promise<string> {
  const { subject } = await getTicket(tx, number)
  const conversation = await getConversation(tx, await conversationOfTicket(tx, number))
  const question = conversation.state.memory.question ?? subject
  const article = articles.knowledge.show(articleId, question)
  if (!article) throw new DomainError('article_not_found')
  const text = passageOf(article, catalogue(conversation.language), articles.readable)
  const shown = { id: articleId, title: article.title, url: articles.link(article) }
  const entry = await reply(tx, number, actor, { text: text || article.title, article: shown }, now)
  if (actor.id) await articles.learn(tx, { articleId, question, outcome: 'sent', personId: actor.id })
  return entry
}

/** Published articles that fit some words best, at most ten. */
export function searchArticles({ knowledge, link }: Articles, words: string): ArticleShown[] {
  return knowledge.ask(words).candidates.map((found) => ({ id: found.articleId, title: found.title, url: link(found) }))
}

/** A ticket that ends solved speaks for the articles sent in it, in its requester's name. */
export async function learnFromSent(tx: Transaction, number: number, learn: Articles['learn']): Promise<void> {
  const { requester, subject, state } = await getTicket(tx, number)
  if (state !== 'solved') return
  const { memory } = (await getConversation(tx, await conversationOfTicket(tx, number))).state
  const question = memory.question ?? subject
  for (const articleId of await readSentArticles(tx, number))
    await learn(tx, { articleId, question, outcome: 'solved', personId: requester.id })
}
