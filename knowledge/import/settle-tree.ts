import type { Blockquote, ListItem, Nodes, Paragraph, Parents, PhrasingContent, Root, RootContent } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import { type Meaning, markPattern, meaningOf, type Shortcode, writtenInCode } from './shortcodes.ts'
import { tidyPhrasing } from './tidy-phrasing.ts'

/** What the marks and the links of a page stand for. */
export interface Settling {
  shortcodes: Shortcode[]
  /** Where a link leads, given what is written in the page. */
  resolve(target: string): string
}

/** Gives every mark its meaning, and takes out what then says nothing: empty items, pictures without words. */
export function settleTree(tree: Root, settling: Settling): void {
  settleChildren(tree, settling, false)
}

/** Spaces at the ends of these say nothing. */
const holdsWholeRow = new Set(['paragraph', 'heading', 'tableCell'])

function settleChildren(parent: Parents, settling: Settling, withinLink: boolean): void {
  const children = parent.children.flatMap((child) => settle(child, settling, withinLink))
  parent.children = (
    isPhrasingParent(parent)
      ? tidyPhrasing(children as PhrasingContent[], !holdsWholeRow.has(parent.type))
      : quoteAlerts(children as RootContent[], settling)
  ) as never
}

function settle(node: Nodes, settling: Settling, withinLink: boolean): Nodes[] {
  switch (node.type) {
    case 'text':
      return settleText(node.value, settling, withinLink)
    case 'code':
    case 'inlineCode':
      node.value = writtenInCode(node.value, settling.shortcodes)
      if (node.type === 'code')
        Object.assign(node, { meta: null, lang: /^[\w+#.-]+$/.exec(node.lang ?? '')?.[0] ?? null })
      return node.type === 'inlineCode' && node.value.trim() === '' ? [] : [node]
    case 'link': {
      node.title = null
      node.url = settling.resolve(targetOf(node.url, settling)).trim()
      settleChildren(node, settling, true)
      if (node.url === '' || withinLink || isDangerous(node.url)) return node.children
      if (textOf(node, { includeImageAlt: false }).trim() === '') node.children = [{ type: 'text', value: node.url }]
      return [node]
    }
    case 'image': {
      const description = plain(node.alt ?? '', settling)
      const url = settling.resolve(targetOf(node.url, settling)).trim()
      return /^https?:/i.test(url) && !withinLink ? [{ type: 'image', url, alt: description }] : picture(description)
    }
    case 'html':
    case 'definition':
    case 'footnoteDefinition':
    case 'footnoteReference':
    case 'imageReference':
    case 'yaml':
      return []
    case 'linkReference':
      settleChildren(node, settling, withinLink)
      return node.children
    case 'paragraph':
      // What begins or ends a block is dealt with among its siblings (quoteAlerts).
      if (blockMeaning(node, settling)) return [node]
      settleChildren(node, settling, withinLink)
      return node.children.length === 0 ? [] : [node]
    case 'list':
      settleChildren(node, settling, withinLink)
      node.spread = node.children.some(isLong)
      for (const item of node.children) item.spread = node.spread
      return node.children.length === 0 ? [] : [node]
    case 'heading':
      settleChildren(node, settling, withinLink)
      return textOf(node).trim() === '' ? [] : [node]
    case 'tableCell':
      settleChildren(node, settling, withinLink)
      return [node]
    case 'table':
      settleChildren(node, settling, withinLink)
      return node.children.some((row) => textOf(row).trim() !== '') ? [node] : []
    default:
      if (!('children' in node)) return [node]
      settleChildren(node, settling, withinLink)
      return node.children.length === 0 ? [] : [node]
  }
}

/** Items that are no more than a line and lists below it are written without blank lines. */
function isLong(item: ListItem): boolean {
  return item.children.some((child, place) => child.type !== 'list' && (child.type !== 'paragraph' || place > 0))
}

function isPhrasingParent(node: Parents): boolean {
  return !['root', 'blockquote', 'list', 'listItem', 'table', 'tableRow'].includes(node.type)
}

/** Attributes of kramdown and markdown-it: `{: .note}`, and behind a heading `{#anchor}`. */
const attributes = /\s*\{(?::[^{}\n]*|#[\w()#.-]+)\}/g

function settleText(value: string, settling: Settling, withinLink: boolean): PhrasingContent[] {
  const found: PhrasingContent[] = []
  let from = 0
  const say = (text: string) => {
    if (text !== '') found.push({ type: 'text', value: text.replace(attributes, '') })
  }
  for (const mark of value.matchAll(markPattern)) {
    say(value.slice(from, mark.index))
    const shortcode = settling.shortcodes[Number(mark[1])]
    if (shortcode) found.push(...spoken(meaningOf(shortcode), settling, withinLink))
    from = mark.index + mark[0].length
  }
  say(value.slice(from))
  return found
}

function spoken(meaning: Meaning, settling: Settling, withinLink: boolean): PhrasingContent[] {
  switch (meaning.kind) {
    case 'text':
      return [{ type: 'text', value: meaning.text }]
    case 'code':
      return [{ type: 'inlineCode', value: meaning.text }]
    case 'target': {
      const text: PhrasingContent = { type: 'text', value: meaning.url }
      const url = settling.resolve(meaning.url)
      return withinLink || isDangerous(url) ? [text] : [{ type: 'link', url, children: [text] }]
    }
    case 'picture':
      return picture(meaning.description)
    default:
      return []
  }
}

/** A picture we do not have is its description. */
function picture(description: string): PhrasingContent[] {
  return description.trim() === ''
    ? []
    : [{ type: 'emphasis', children: [{ type: 'text', value: description.trim() }] }]
}

function targetOf(url: string, { shortcodes }: Settling): string {
  // Some parsers of HTML write what is no character as bytes of the address.
  const marked = url.replace(/%EF%B7%90(\d+)%EF%B7%91/gi, '\uFDD0$1\uFDD1')
  return marked.replace(markPattern, (_, number) => {
    const meaning = shortcodes[Number(number)] ? meaningOf(shortcodes[Number(number)]!) : null
    return meaning?.kind === 'target' ? meaning.url : ''
  })
}

function plain(text: string, { shortcodes }: Settling): string {
  return text.replace(markPattern, (_, number) => {
    const meaning = shortcodes[Number(number)] ? meaningOf(shortcodes[Number(number)]!) : null
    return meaning && 'text' in meaning ? meaning.text : ''
  })
}

/** Addresses that run code, or hold what they lead to. */
function isDangerous(url: string): boolean {
  return /^\W*(javascript|vbscript|data):/i.test(url)
}

type BlockMeaning = Extract<Meaning, { kind: 'quote' | 'end of quote' }>

function blockMeaning(node: Nodes, { shortcodes }: Settling): BlockMeaning | null {
  const [only, another] = node.type === 'paragraph' ? node.children : []
  const number = only?.type === 'text' && !another ? /^\s*\uFDD0(\d+)\uFDD1\s*$/.exec(only.value)?.[1] : undefined
  const shortcode = number === undefined ? undefined : shortcodes[Number(number)]
  const meaning = shortcode ? meaningOf(shortcode) : null
  return meaning?.kind === 'quote' || meaning?.kind === 'end of quote' ? meaning : null
}

/** Puts what stands between an alert and its end into a quote, under its title. */
function quoteAlerts(siblings: RootContent[], settling: Settling): RootContent[] {
  const outer: RootContent[] = []
  const open: { quote: Blockquote }[] = []
  const current = (): RootContent[] => open.at(-1)?.quote.children ?? outer
  const close = () => {
    const done = open.pop()
    if (done && done.quote.children.length > 0) current().push(done.quote)
  }
  for (const node of siblings) {
    const meaning = blockMeaning(node, settling)
    if (meaning?.kind === 'quote') open.push({ quote: { type: 'blockquote', children: titled(meaning.title) } })
    else if (meaning?.kind === 'end of quote') close()
    else current().push(node)
  }
  // One without an end is no quote: the rest of the page is not part of a warning.
  while (open.length > 0) outer.push(...open.shift()!.quote.children)
  return outer
}

function titled(title: string): Paragraph[] {
  return title === ''
    ? []
    : [{ type: 'paragraph', children: [{ type: 'strong', children: [{ type: 'text', value: title }] }] }]
}
