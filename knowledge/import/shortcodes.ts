/** A shortcode of a site generator (Liquid, Nunjucks, Jekyll, Hugo) found in a page. */
export interface Shortcode {
  /** As it was written, braces and all. */
  source: string
  name: string
  arguments: string[]
  /** Meant to be read, not carried out: it stood within `raw`. */
  literal: boolean
}

// Two code points that are no characters: no text holds them, and to Markdown they are like letters.
const opening = '\uFDD0'
const closing = '\uFDD1'

/** Finds the marks that stand for shortcodes: the number of each is its first group. */
export const markPattern = /\uFDD0(\d+)\uFDD1/g

const tag = /\{%[-~]?((?:(?!%\}|\{%|\n[ \t]*\n)[\s\S])*?)[-~]?%\}/
const expression = /\{\{[<%]?[-~]?((?:(?!\}\}|\n[ \t]*\n)[\s\S])*?)[-~]?[>%]?\}\}/
const anyShortcode = new RegExp(`${tag.source}|${expression.source}`, 'g')

// What stands within `raw` is text; what stands within a comment is nothing. Whichever begins first holds the other.
const comment = /\{%[-~]?\s*comment\b[^%]*%\}[\s\S]*?\{%[-~]?\s*endcomment\s*[-~]?%\}|\{#-?\s[\s\S]*?#\}/
const raw = /\{%[-~]?\s*(?<name>raw|verbatim)\s*[-~]?%\}(?<text>[\s\S]*?)\{%[-~]?\s*end\k<name>\s*[-~]?%\}/
const commentOrRaw = new RegExp(`${comment.source}|${raw.source}`, 'g')

/** Shortcodes that make a block of what is between them and their end. */
const blocks = new Set(['alert', 'endalert'])

/**
 * Puts a mark in the place of each shortcode, so that what remains is Markdown: `[leave]({% page "/leave" %})` is
 * none. Comments are gone after it. Within code a mark is later turned back into what was written
 * (`writtenInCode`); elsewhere into what it means.
 */
export function markShortcodes(markdown: string): { markdown: string; shortcodes: Shortcode[] } {
  const shortcodes: Shortcode[] = []
  const mark = (text: string, literal: boolean) =>
    text.replace(anyShortcode, (source, tagged?: string, expressed?: string) => {
      const shortcode = readShortcode(source, tagged, expressed, literal)
      if (!shortcode) return source
      shortcodes.push(shortcode)
      return `${opening}${shortcodes.length - 1}${closing}`
    })
  const text = markdown.replaceAll(opening, '').replaceAll(closing, '')
  let from = 0
  let marked = ''
  for (const found of text.matchAll(commentOrRaw)) {
    marked += mark(text.slice(from, found.index), false) + mark(found.groups?.text ?? '', true)
    from = found.index + found[0].length
  }
  marked += mark(text.slice(from), false)
  const spaced = marked.replace(loneMark, (line, number) => apart(line, shortcodes[Number(number)]))
  return { markdown: spaced, shortcodes }
}

const loneMark = /^[ \t]*\uFDD0(\d+)\uFDD1[ \t]*$/gm

/** Gives a shortcode that begins or ends a block a paragraph of its own; in code the blank lines are taken back. */
function apart(line: string, shortcode: Shortcode | undefined): string {
  return shortcode && !shortcode.literal && blocks.has(shortcode.name) ? `\n${line.trimEnd()}\n` : line
}

/** Code with marks as it was written; only `raw`, which exists to protect code, leaves no trace. */
export function writtenInCode(code: string, shortcodes: Shortcode[]): string {
  const written = code
    .replace(/(?:^|\n)([ \t]*)\uFDD0(\d+)\uFDD1(?:\n(?=\n|$)|$)/g, (found, indent, number) => {
      const shortcode = shortcodes[Number(number)]
      return shortcode && !shortcode.literal && blocks.has(shortcode.name) ? `${indent}${shortcode.source}` : found
    })
    .replace(markPattern, (_, number) => shortcodes[Number(number)]?.source ?? '')
  return unprotected(written)
}

const protection = /\{%[-~]?\s*(?:end)?(?:raw|verbatim)\s*[-~]?%\}|\{\{\s*(?:"([^"]*)"|'([^']*)')\s*\}\}/g

/** Taking one protection away may uncover another. */
function unprotected(code: string): string {
  let before = ''
  let after = code
  while (after !== before) {
    before = after
    after = before.replace(protection, (_, double?: string, single?: string) => double ?? single ?? '')
  }
  return after
}

/** What a shortcode means outside code. */
export type Meaning =
  | { kind: 'nothing' }
  | { kind: 'text'; text: string }
  | { kind: 'code'; text: string }
  | { kind: 'target'; url: string }
  | { kind: 'picture'; description: string }
  | { kind: 'quote'; title: string }
  | { kind: 'end of quote' }

const nothing: Meaning = { kind: 'nothing' }

/** What to read in the place of a shortcode. One we do not know means nothing; the text around it stays. */
export function meaningOf(shortcode: Shortcode): Meaning {
  const [first = '', second = '', third = ''] = shortcode.arguments
  if (shortcode.literal) return { kind: 'code', text: shortcode.source }
  switch (shortcode.name) {
    case 'page':
    case 'link':
    case 'download':
    case 'post_url':
    case 'ref':
    case 'relref':
      return first === '' ? nothing : { kind: 'target', url: rooted(first) }
    case 'slack_channel':
      return first === '' ? nothing : { kind: 'text', text: channel(first, second) }
    case 'image':
      return { kind: 'picture', description: second }
    case 'image_with_class':
      return { kind: 'picture', description: third }
    case 'alert':
      return { kind: 'quote', title: first }
    case 'endalert':
      return { kind: 'end of quote' }
    case 'a string':
      return /\{[{%#]/.test(first) ? { kind: 'code', text: first } : { kind: 'text', text: first }
    default:
      return nothing
  }
}

/** Pages are named from the root of the site, with or without the slash. */
function rooted(target: string): string {
  return /^([a-z][a-z0-9+.-]*:|[/#.])/i.test(target) ? target : `/${target}`
}

function channel(name: string, label: string): string {
  const hashed = `#${name.replace(/^#+/, '')}`
  return label === '' ? hashed : label.includes(hashed) ? label : `${label} (${hashed})`
}

/** @returns null for an expression that has to be kept as it is: `{{ first_name }}` in a template of a mail */
function readShortcode(
  source: string,
  tagged: string | undefined,
  expressed: string | undefined,
  literal: boolean,
): Shortcode | null {
  if (tagged !== undefined || /^\{\{[<%]/.test(source)) {
    const [, name = '', rest = ''] = /^\s*([\w-]*)([\s\S]*)$/.exec(tagged ?? expressed ?? '')!
    return { source, name, arguments: readArguments(rest), literal }
  }
  if (literal) return { source, name: '', arguments: [], literal }
  const value = (expressed ?? '').trim()
  const string = /^"([^"]*)"$|^'([^']*)'$/.exec(value)
  if (string) return { source, name: 'a string', arguments: [string[1] ?? string[2] ?? ''], literal }
  if (/^[\w.]*(base_?url|base_?path|path_?prefix|site\.url)$/i.test(value))
    return { source, name: '', arguments: [], literal }
  return null
}

/** Quoted words; a quote within ends nothing unless a space, a comma or the end follows it. */
function readArguments(text: string): string[] {
  const quoted = /"([\s\S]*?)"(?=\s*,|\s+["'\w]|\s*$)|'([\s\S]*?)'(?=\s*,|\s+["'\w]|\s*$)/g
  return [...text.matchAll(quoted)].map((found) => (found[1] ?? found[2] ?? '').replace(/\s+/g, ' ').trim())
}
