/** Knowledge as the rest of Firstline sees it: articles go in, answers come out. */

import type { Words } from './words/word-list.ts'

export { createAnswerer } from './answer/answerer.ts'
export { knowledgeEntities } from './articles/entities.ts'

/** What the bot should do: show the best article, offer up to three, or bring in people. */
export type Decision = 'answer' | 'suggest' | 'handoff'

/**
 * What a text is, before any search: a question; a request for a person; something urgent that needs a person
 * whatever the score; small talk; thanks.
 */
export type Intent = 'question' | 'person' | 'urgent' | 'small_talk' | 'thanks'

export interface PassageShown {
  heading: string | null
  /** Markdown. */
  text: string
  /** Of the heading, as GitHub makes it; null where the article begins. */
  anchor: string | null
}

export interface AnswerCandidate {
  articleId: string
  title: string
  url: string | null
  /** 0 to 1: the probability that this article is the right one. */
  confidence: number
  passage: PassageShown | null
}

export interface Answer {
  intent: Intent
  decision: Decision
  /** 0 to 1: the probability that the first candidate is right. */
  confidence: number
  /** Best first, at most ten. */
  candidates: AnswerCandidate[]
  language: 'en' | 'de'
}

/** A published article as it is searched. */
export interface IndexedArticle {
  id: string
  title: string
  /** Readable Markdown. */
  body: string
  /** Example questions; `weight` is 1 for confirmed ones, less for candidates. */
  phrasings: { text: string; weight?: number }[]
  url: string | null
  category: string | null
  tags: string[]
  language: string
}

/**
 * Why a decision fell: `sure`, `one_of_three` (is likely enough among the first three) and `unsure` compare `value`
 * with what is `needed`; `found_by_letters` was nearly a title or phrasing; the others are about what was wanted.
 */
export interface Reason {
  code: 'sure' | 'one_of_three' | 'unsure' | 'nothing_found' | 'found_by_letters' | Exclude<Intent, 'question'>
  value: number | null
  needed: number | null
}

/** A phrasing of an article and how near the question is to it, 0 to 1. */
export interface PhrasingNear {
  text: string
  nearness: number
}

/** Why a candidate is where it is. */
export interface CandidateExplained {
  articleId: string
  title: string
  /** The blend of the parts, by which candidates are ordered. */
  total: number
  parts: Record<string, number>
  /** Words of the question the article holds, as stems; `by` differs where it holds a related word instead. */
  matched: { word: string; by: string }[]
  /** The nearest of its phrasings, for the best two candidates. */
  phrasings: PhrasingNear[]
}

/** Why an answer is what it is. */
export interface Explanation {
  answer: Answer
  reason: Reason
  /** From these probabilities on an answer is given, or suggestions are offered, in this base. */
  thresholds: { answer: number; suggest: number }
  /** Words of the question as the index sees them, and whether any article holds them. */
  terms: { term: string; known: boolean; weight: number }[]
  /** The best candidates in order; the second is the runner-up. */
  candidates: CandidateExplained[]
}

/** Answers from the articles it was given. Everything but learning is done at once and in memory. */
export interface Answerer {
  /** Adds an article, or puts it in the place of the one with its id. */
  put(article: IndexedArticle): void
  /** Forgets an article. Nothing happens when it is not there. */
  remove(id: string): void
  /** Uses these lists of related words and intents from the next question on. Until then those that are shipped. */
  takeWords(words: Words): void
  /** What to make of a text of any length and script. Takes bounded time; text beyond some thousand characters is not looked at. */
  ask(text: string, options?: { language?: string }): Answer
  /** An article with the passage that holds most of a question, the first one where none does; null when it is not there. */
  show(articleId: string, question: string): AnswerCandidate | null
  explain(text: string, options?: { language?: string }): Explanation
  /** Resolves when what was put has been learnt from. Answers go on meanwhile. */
  settled(): Promise<void>
  /** How many articles there are. */
  readonly size: number
  /** Ends learning. */
  close(): Promise<void>
}
