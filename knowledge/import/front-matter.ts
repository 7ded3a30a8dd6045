import { parseDocument } from 'yaml'
import { MarkdownUnreadable } from './errors.ts'
import { readableSigns } from './readable-signs.ts'

/** What stands above a page, between two lines of three dashes. */
export interface FrontMatter {
  title: string | null
  subtitle: string | null
  /** Questions in people's words. */
  phrasings: string[]
  /** Whom to ask about the page, as Markdown: `#channel`, an address, a link. */
  contacts: string[]
  tags: string[]
  category: string | null
  /** A whole address, or a path of the site. */
  url: string | null
  language: 'en' | 'de' | null
  /** Paths of the site the page is also found at. */
  aliases: string[]
  /** Where a page without text sends its reader. */
  redirectTo: string | null
  /** Present on what `firstline export` wrote: the text below is ours already and taken as it is. */
  firstline: { id: string; state: 'draft' | 'in_review' | 'published' | 'archived'; imported: boolean } | null
}

/** As long as the console lets a title and a phrasing be written. */
const longestTitle = 300
const longestPhrasing = 500
const longestTag = 100

/**
 * Splits a page from what stands above it.
 * @param raw the page, with `\n` as the end of lines
 * @throws MarkdownUnreadable when the front matter is no YAML
 */
export function splitFrontMatter(raw: string): { data: FrontMatter; body: string } {
  const found = /^---[ \t]*\n([\s\S]*?)(?:^|\n)(?:---|\.\.\.)[ \t]*(?:\n|$)/.exec(raw)
  const values = found ? parse(found[1]!) : {}
  // Text between two rules is text, not front matter.
  if (!found || values === null) return { data: interpret({}), body: raw }
  return { data: interpret(values), body: raw.slice(found[0].length) }
}

/** The text below the front matter of an exported file, to the letter. The line end behind it is the file's. */
export function bodyOfExport(raw: string): string {
  return raw.replace(/^\uFEFF?---[ \t]*\r?\n[\s\S]*?\n---[ \t]*\r?\n/, '').replace(/\r?\n$/, '')
}

type Values = Record<string, unknown>

function parse(yaml: string): Values | null {
  const document = parseDocument(yaml, { logLevel: 'silent', uniqueKeys: false })
  const [error] = document.errors
  if (error) {
    const line = error.linePos?.[0].line
    const what = error.message.split('\n')[0]!.replace(/ at line \d+, column \d+:?$/, '')
    throw new MarkdownUnreadable(`front matter is no YAML${line ? ` (line ${line + 1})` : ''}: ${what}`)
  }
  let values: unknown
  try {
    values = document.toJS({ maxAliasCount: 100 })
  } catch (error) {
    throw new MarkdownUnreadable(`front matter is no YAML: ${(error as Error).message}`)
  }
  if (values === null) return {}
  return typeof values === 'object' && !Array.isArray(values) ? (values as Values) : null
}

function interpret(values: Values): FrontMatter {
  const firstline = exportedAs(values.firstline)
  if (firstline) return exported(values, firstline)
  const questions = list(values.questions)
  const asked = questions.map(words).filter((text) => text !== null && isQuestion(text))
  const phrased = [...list(values.phrasings).map(words), ...asked].filter((text) => text !== null)
  const language = words(values.language ?? values.lang)
    ?.slice(0, 2)
    .toLowerCase()
  return {
    title: titleOf(values.title),
    subtitle: words(values.subtitle),
    phrasings: unique(phrased.map((text) => text.slice(0, longestPhrasing).trim())),
    contacts: unique(questions.map(contact).filter((text) => text !== null)),
    tags: unique([...labels(values.tags), ...labels(values.keywords)]),
    category: words(values.category) ?? labels(values.categories)[0] ?? null,
    url: words(values.url) ?? words(values.permalink),
    language: language === 'en' || language === 'de' ? language : null,
    aliases: unique([...list(values.redirect_from), values.permalink].map(words).filter((text) => text !== null)),
    redirectTo: words(values.redirect_to),
    firstline,
  }
}

/** Titles have HTML for emphasis and shortcodes for icons, neither of which says anything. */
function titleOf(value: unknown): string | null {
  const title = words(value)?.replace(/<\/?(?:em|strong|b|i|code|span|small|sup|sub|br)\b[^<>]*>|\{%.*?%\}/gi, '')
  return words(title)?.slice(0, longestTitle).trim() ?? null
}

/** In the field, `questions` holds questions in one handbook and, in the next, the channels that take them. */
function isQuestion(text: string): boolean {
  return text.endsWith('?') || (/\s/.test(text) && !/^\S+@\S+$/.test(text))
}

function contact(value: unknown): string | null {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    const { text, url } = value as Values
    const address = words(url)
    const name = words(text) ?? address
    return name && address ? `[${name.replace(/[[\]\\]/g, '\\$&')}](<${address.replace(/[<>\\]/g, '\\$&')}>)` : name
  }
  const text = words(value)
  if (text === null || isQuestion(text)) return null
  return text.includes('@') || text.startsWith('#') ? text : `#${text}`
}

/** What we wrote ourselves is taken as it is. */
function exported(values: Values, firstline: NonNullable<FrontMatter['firstline']>): FrontMatter {
  const text = (value: unknown) => (typeof value === 'string' ? value : null)
  const texts = (value: unknown) => list(value).filter((item) => typeof item === 'string')
  return {
    title: text(values.title),
    subtitle: null,
    phrasings: texts(values.phrasings),
    contacts: [],
    tags: texts(values.tags),
    category: text(values.category),
    url: text(values.url),
    language: values.language === 'de' ? 'de' : 'en',
    aliases: [],
    redirectTo: null,
    firstline,
  }
}

function exportedAs(value: unknown): FrontMatter['firstline'] {
  if (typeof value !== 'object' || value === null) return null
  const { id, state, imported } = value as Values
  if (typeof id !== 'string' || !/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return null
  const known = (['draft', 'in_review', 'published', 'archived'] as const).find((name) => name === state)
  return { id, state: known ?? 'published', imported: imported === true }
}

function list(value: unknown): unknown[] {
  return Array.isArray(value) ? value : value === undefined || value === null ? [] : [value]
}

/** Tags are written as a list or as one line with commas. */
function labels(value: unknown): string[] {
  const written = typeof value === 'string' ? value.split(',') : list(value)
  return written
    .map(words)
    .filter((text) => text !== null)
    .map((text) => text.slice(0, longestTag).trim())
}

function words(value: unknown): string | null {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return null
  // YAML can write any sign as \u0000.
  const text = readableSigns(String(value)).replace(/\s+/g, ' ').trim()
  return text === '' ? null : text
}

function unique(values: string[]): string[] {
  return [...new Set(values)]
}
