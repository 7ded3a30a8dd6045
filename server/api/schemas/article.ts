import { type Static, Type } from 'typebox'
import { Instant, Nullable, OneOf, Page, PageQuery } from './common.ts'

export const articleStates = ['draft', 'in_review', 'published', 'archived'] as const

export const ArticleSummary = Type.Object({
  id: Type.String({ format: 'uuid' }),
  title: Type.String(),
  state: OneOf(articleStates),
  category: Nullable(Type.String()),
  language: Type.String(),
  tags: Type.Array(Type.String()),
  version: Type.Integer(),
  updatedAt: Instant,
})

export const Article = Type.Object({
  ...ArticleSummary.properties,
  body: Type.String({ description: 'Markdown' }),
  url: Nullable(Type.String()),
  source: Nullable(Type.String({ description: 'where it was imported from: path within the folder' })),
  phrasings: Type.Array(Type.String({ description: 'an example question' })),
  createdAt: Instant,
})
export type Article = Static<typeof Article>
export type ArticleSummary = Static<typeof ArticleSummary>

export const ArticlePage = Page(ArticleSummary)
export const ArticleQuery = Type.Object({
  ...PageQuery.properties,
  state: Type.Optional(OneOf(articleStates)),
  q: Type.Optional(Type.String({ maxLength: 200, description: 'words of the title' })),
})

export const ArticleWrite = Type.Object(
  {
    title: Type.String({ minLength: 1, maxLength: 300 }),
    body: Type.String({ maxLength: 1_000_000, description: 'Markdown' }),
    phrasings: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 1_000 }), { maxItems: 1_000 })),
    category: Type.Optional(Nullable(Type.String({ maxLength: 200 }))),
    tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 100 })),
    language: Type.Optional(OneOf(['en', 'de'])),
    url: Type.Optional(Nullable(Type.String({ maxLength: 2_000 }))),
    version: Type.Optional(Type.Integer({ description: 'on a change: the version you saw' })),
  },
  { additionalProperties: false },
)

export const ArticleVersions = Page(
  Type.Object({
    version: Type.Integer(),
    title: Type.String(),
    body: Type.String(),
    author: Nullable(Type.String()),
    createdAt: Instant,
  }),
)

/** Why the bot would do what it does with a question: `search?q=…&explain=true`. */
export const AnswerExplained = Type.Object({
  intent: OneOf(['question', 'person', 'urgent', 'small_talk', 'thanks']),
  language: OneOf(['en', 'de']),
  reason: Type.Object({
    code: OneOf([
      'sure',
      'one_of_three',
      'unsure',
      'nothing_found',
      'found_by_letters',
      'person',
      'urgent',
      'small_talk',
      'thanks',
    ]),
    value: Nullable(Type.Number({ description: 'the probability that decided' })),
    needed: Nullable(Type.Number({ description: 'what it was compared with' })),
  }),
  thresholds: Type.Object({ answer: Type.Number(), suggest: Type.Number() }),
  terms: Type.Array(
    Type.Object({ term: Type.String({ description: 'stem' }), known: Type.Boolean(), weight: Type.Number() }),
  ),
  candidates: Type.Array(
    Type.Object({
      article: Type.String(),
      title: Type.String(),
      total: Type.Number({ description: 'candidates are ordered by it; the second is the runner-up' }),
      parts: Type.Record(Type.String(), Type.Number()),
      matched: Type.Array(
        Type.Object({ word: Type.String(), by: Type.String({ description: 'a related word where it differs' }) }),
      ),
      phrasings: Type.Array(Type.Object({ text: Type.String(), nearness: Type.Number({ minimum: 0, maximum: 1 }) })),
    }),
  ),
})
export type AnswerExplained = Static<typeof AnswerExplained>

/** What `search?q=` finds, best first, with what the bot would do. */
export const SearchResult = Type.Object({
  decision: OneOf(['answer', 'suggest', 'handoff']),
  confidence: Type.Number({ minimum: 0, maximum: 1 }),
  items: Type.Array(
    Type.Object({
      article: Type.String(),
      title: Type.String(),
      confidence: Type.Number(),
      passage: Nullable(Type.Object({ heading: Nullable(Type.String()), text: Type.String() })),
    }),
  ),
  explanation: Type.Optional(AnswerExplained),
})
