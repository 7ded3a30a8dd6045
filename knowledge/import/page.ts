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
  /** Paths of the site it is also found at; they change no article, only where links lead. */
  aliases: string[]
  /** Digest of the file, a point, digest of what it says (the above but the key). Equal content is not written again. */
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
  return { key, ...content, aliases: clean.aliases, hash: `${fileDigest(key, text, site)}.${digest(content)}`, was }
}

/** To be raised when pages are cleaned in another way, so that the next import reads every file anew. */
const cleaning = 1

function fileDigest(key: string, text: string, site: string | undefined): string {
  return createHash('sha256')
    .update(JSON.stringify([cleaning, key, text, site ?? null]))
    .digest('hex')
}

/**
 * Whether a file is what it was when it was imported last, so that it need not be cleaned, which takes nearly all of
 * the time of an import.
 * An export is always read: it is compared with what its article is now.
 * @param hash of the page it made then, null when it made none
 */
export function isSameFile(hash: string | null, key: string, text: string, site: string | undefined): boolean {
  return !/^firstline:/m.test(text) && hash?.split('.')[0] === fileDigest(key, text, site)
}

/** Whether two hashes stand for the same content. */
export function isSameContent(one: string | null, another: string): boolean {
  return one !== null && contentOf(one) === contentOf(another)
}

function contentOf(hash: string): string {
  return hash.slice(hash.indexOf('.') + 1)
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
