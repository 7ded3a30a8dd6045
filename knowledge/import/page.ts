import { createHash } from 'node:crypto'
import type { ArticleLanguage, ArticleState } from '../articles/article.ts'
import { cleanMarkdown } from './clean-markdown.ts'
import { MarkdownUnreadable } from './errors.ts'
import { addressOf, linkFrom } from './page-address.ts'

/** A file as the article it makes. */
export interface Page {
  /** Path within the folder. */
  key: string
  title: string
  body: string
  phrasings: string[]
  tags: string[]
  category: string | null
  url: string | null
  language: ArticleLanguage
  /** Digest of all of the above but the key: an equal one means there is nothing to write. */
  hash: string
  /** What an export says the article was; null for a page of anybody else. */
  was: { id: string; state: ArticleState; imported: boolean } | null
}

/**
 * The article a file makes. Without a title of its own it is called as the file is, without a category as the
 * outermost folder is.
 * @param site where the pages of the folder can be read; undefined: nowhere, links stay as they are
 * @throws MarkdownUnreadable
 */
export function pageOf(key: string, text: string, site: string | undefined): Page {
  const clean = cleanMarkdown(text, site === undefined ? undefined : linkFrom(site, key))
  const { body, tags, language, phrasings, firstline: was } = clean
  if (body === '' && !was) throw new MarkdownUnreadable('has no text')
  const content = {
    title: clean.title ?? titleFrom(key),
    body,
    phrasings,
    tags,
    category: was ? clean.category : (clean.category ?? categoryFrom(key)),
    url: was ? clean.url : addressOf(site, key, clean.url),
    language,
  }
  return { key, ...content, hash: digest(content), was }
}

/** The same for equal content, whatever the order of its phrasings. */
export function digest(content: Pick<Page, 'title' | 'body' | 'phrasings' | 'tags' | 'category' | 'url' | 'language'>) {
  const { title, body, phrasings, tags, category, url, language } = content
  return createHash('sha256')
    .update(JSON.stringify([title, body, phrasings.toSorted(), tags, category, url, language]))
    .digest('hex')
}

function titleFrom(key: string): string {
  const parts = key.replace(/\.[^./]*$/, '').split('/')
  const last = parts.pop()!
  return spoken(/^(index|readme)$/i.test(last) ? (parts.pop() ?? last) : last).slice(0, 300)
}

function categoryFrom(key: string): string | null {
  const outermost = key.includes('/') ? key.slice(0, key.indexOf('/')) : ''
  return outermost === '' ? null : spoken(outermost).slice(0, 200)
}

/** `travel-and-leave` as one would say it. */
function spoken(name: string): string {
  const words = name.replace(/[-_\s]+/g, ' ').trim()
  return words === '' ? name : words.charAt(0).toUpperCase() + words.slice(1)
}
