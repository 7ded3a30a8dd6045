export type ArticleState = 'draft' | 'in_review' | 'published' | 'archived'
export type ArticleLanguage = 'en' | 'de'

/** What a list shows of an article. */
export interface ArticleSummary {
  id: string
  title: string
  state: ArticleState
  category: string | null
  language: ArticleLanguage
  tags: string[]
  /** Counts the changes of its text, from 1. */
  version: number
  updatedAt: Date
}

/** A page of knowledge the bot can answer from. */
export interface Article extends ArticleSummary {
  /** Readable Markdown: no HTML, no shortcodes. */
  body: string
  /** Where it can be read outside, null when only here. */
  url: string | null
  /** Path within the folder it was imported from, null when it was written here. */
  externalKey: string | null
  /** Confirmed example questions. */
  phrasings: string[]
  createdAt: Date
}

/** What somebody writes about an article. What is left out keeps its value, or has the usual one when it is new. */
export interface ArticleWrite {
  title: string
  body: string
  phrasings?: string[]
  category?: string | null
  tags?: string[]
  language?: ArticleLanguage
  url?: string | null
}

/** An article as it was at a version. The newest is what it is now. */
export interface ArticleVersion {
  version: number
  title: string
  body: string
  author: string | null
  createdAt: Date
}
