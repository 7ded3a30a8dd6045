import type { Link, Root, Text } from 'mdast'
import { defaultHandlers, type Handlers } from 'mdast-util-to-markdown'
import { toString as textOf } from 'mdast-util-to-string'
import remarkGfm from 'remark-gfm'
import remarkParse from 'remark-parse'
import remarkStringify from 'remark-stringify'
import { unified } from 'unified'
import { visit } from 'unist-util-visit'
import { detectLanguage } from './detect-language.ts'
import { MarkdownUnreadable } from './errors.ts'
import { inlineFootnotes } from './footnotes.ts'
import { bodyOfExport, type FrontMatter, splitFrontMatter } from './front-matter.ts'
import { withoutHtml } from './html-islands.ts'
import { readableSigns } from './readable-signs.ts'
import { settleTree } from './settle-tree.ts'
import { markShortcodes, writtenInCode } from './shortcodes.ts'

export { MarkdownUnreadable } from './errors.ts'

/** A page as text that can be read anywhere. */
export interface CleanPage {
  /** From the front matter, else the first heading of the first rank; null when there is neither. */
  title: string | null
  /** Markdown without HTML, shortcodes or front matter; cleaning it again changes nothing. */
  body: string
  phrasings: string[]
  tags: string[]
  category: string | null
  /** A whole address, or a path of the site the page is from. */
  url: string | null
  /** Paths of the site the page is also found at. */
  aliases: string[]
  language: 'en' | 'de'
  /** What `firstline export` wrote about the article, null for any other page. */
  firstline: FrontMatter['firstline']
}

/**
 * Turns a page of a handbook into readable Markdown: its front matter is understood, shortcodes become what they
 * mean, HTML becomes Markdown, pictures become their descriptions. Links keep the targets they have.
 * @param raw the text of a file
 * @param resolve where a link leads, given what is written in the page; left out: there
 * @throws MarkdownUnreadable
 */
export function cleanMarkdown(raw: string, resolve: (target: string) => string = (target) => target): CleanPage {
  const { data, body } = splitFrontMatter(readableSigns(raw))
  const text = data.firstline ? bodyOfExport(raw) : clean(body, data, resolve)
  return {
    title: data.title ?? headingOf(text),
    body: text,
    phrasings: data.phrasings,
    tags: data.tags,
    category: data.category,
    url: data.url,
    aliases: data.aliases,
    language: data.language ?? detectLanguage(text),
    firstline: data.firstline,
  }
}

/** Only what is a character reference in full needs a backslash; the library writes one before any that could begin. */
const lonelyAmpersands = (text: string) => text.replace(/\\&(?!#?\w{1,32};)/g, '&')
const handlers: Partial<Handlers> = {
  text: (node: Text, _, state, info) => lonelyAmpersands(state.safe(node.value, info)),
  link(node: Link, parent, state, info) {
    const written = defaultHandlers.link(node, parent, state, info)
    const target = written.lastIndexOf('](')
    return written.slice(0, target) + lonelyAmpersands(written.slice(target))
  },
}

const markdown = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false, tablePipeAlign: false })
  .use(remarkStringify, {
    bullet: '-',
    rule: '*',
    listItemIndent: 'one',
    resourceLink: true,
    incrementListMarker: true,
    handlers,
  })
  .freeze()

/** Writing Markdown settles after a round or two; a text that never does is shown as it is. */
const mostRounds = 8

function clean(body: string, data: FrontMatter, resolve: (target: string) => string): string {
  try {
    let before = withFrontMatterText(body, data)
    let { text, isSettled } = once(before, resolve)
    for (let round = 1; round < mostRounds && text !== before && !isSettled; round++) {
      before = text
      text = once(before, (target) => target).text
    }
    return text === before || isSettled ? text : asCode(text)
  } catch (error) {
    // The libraries throw on nothing but depth; whatever it is, it must cost this page only.
    throw new MarkdownUnreadable(
      error instanceof RangeError
        ? 'lists, quotes or HTML are nested too deeply'
        : `cannot be read as Markdown: ${(error as Error).message}`,
    )
  }
}

/** Shortcodes that leave nothing behind which could be read as another one. */
const plainShortcodes = new Set(
  'page link download slack_channel image image_with_class alert endalert include uswds_icon'.split(' '),
)

/** @returns whether another round is known to change nothing; that saves half of the time for most pages */
function once(text: string, resolve: (target: string) => string): { text: string; isSettled: boolean } {
  const { markdown: marked, shortcodes } = markShortcodes(text)
  const tree = markdown.parse(marked) as Root
  const hadNotes = inlineFootnotes(tree)
  visit(tree, ['code', 'inlineCode'], (node) => {
    if ('value' in node) node.value = writtenInCode(node.value, shortcodes)
  })
  const readable = withoutHtml(tree)
  settleTree(readable, { shortcodes, resolve })
  return {
    text: readableSigns(markdown.stringify(readable)).trim(),
    isSettled:
      readable === tree && !hadNotes && shortcodes.every(({ name, literal }) => !literal && plainShortcodes.has(name)),
  }
}

/** What the site shows around the text of a page: its subtitle, whom to ask, where a page has moved to. */
function withFrontMatterText(body: string, { subtitle, contacts, redirectTo, language }: FrontMatter): string {
  const isGerman = (language ?? detectLanguage(body)) === 'de'
  const moved = redirectTo !== null && body.trim() === ''
  return [
    ...(subtitle ? [`*${subtitle.replace(/[:\s]+$/, '').replace(/[\\*_`[\]<]/g, '\\$&')}*`] : []),
    body,
    ...(moved ? [`${isGerman ? 'Diese Seite steht unter' : 'This page is at'} [${redirectTo}](<${redirectTo}>).`] : []),
    ...(contacts.length > 0 ? [`${isGerman ? 'Fragen?' : 'Questions?'} ${contacts.join(', ')}`] : []),
  ].join('\n\n')
}

function headingOf(text: string): string | null {
  const first = /^# .*$/m.exec(text)
  const words = first ? textOf(markdown.parse(first[0])).replace(/\s+/g, ' ').trim() : ''
  return words === '' ? null : words.slice(0, 300)
}

function asCode(text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}
