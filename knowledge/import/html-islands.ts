import type { Element } from 'hast'
import type { State } from 'hast-util-to-mdast'
import type { BlockContent, DefinitionContent, Html, Nodes, PhrasingContent, Root } from 'mdast'
import { toString as textOf } from 'mdast-util-to-string'
import rehypeRaw from 'rehype-raw'
import rehypeRemark from 'rehype-remark'
import remarkRehype from 'remark-rehype'
import { unified } from 'unified'
import { EXIT, visit } from 'unist-util-visit'

const readable = new Set(
  `a abbr acronym address article aside b bdi bdo big blockquote br button caption center cite code dd del details dfn
   dir div dl dt em figcaption figure font footer form h1 h2 h3 h4 h5 h6 header hr i iframe img ins kbd label legend li
   main mark nav ol p picture pre q s samp section small span strike strong sub summary sup table tbody td tfoot th
   thead time tr tt u ul var wbr video`.split(/\s+/),
)
/** Elements that are dropped with all that is in them, when they end at all. */
const unread = new Set('script style svg template noscript select textarea head title object math'.split(' '))
const unseen = new Set('input option link meta source track base col colgroup body html nobr'.split(' '))
const anyTag = /<(\/?)([a-z][\w.-]*)((?:"[^"]*"|'[^']*'|[^<>"'])*)>/gi

/**
 * The tree with its HTML turned into Markdown's own means: tables, lists, line breaks, links; links by reference
 * become plain ones on the way. Scripts and styles are dropped; a table cell keeps its text on one line. A tree
 * without any of that is returned as it is: the way through HTML takes most of the time of an import.
 */
export function withoutHtml(tree: Root): Root {
  const html = keepOnlyReadableHtml(tree)
  if (!html && !hasReferences(tree)) return tree
  const throughHtml = unified().use(remarkRehype, { allowDangerousHtml: true })
  if (html) throughHtml.use(rehypeRaw)
  return throughHtml.use(rehypeRemark, { handlers }).runSync(tree) as unknown as Root
}

function hasReferences(tree: Root): boolean {
  let found = false
  visit(tree, ['definition', 'linkReference', 'imageReference'], () => {
    found = true
    return EXIT
  })
  return found
}

/** @returns whether there is any HTML */
function keepOnlyReadableHtml(tree: Root): boolean {
  const islands: Html[] = []
  visit(tree, 'html', (node) => void islands.push(node))
  const closed = new Set<string>()
  for (const { value } of islands)
    for (const [, end, name] of value.matchAll(anyTag)) if (end) closed.add(name!.toLowerCase())
  for (const island of islands)
    island.value = island.value.replace(anyTag, (tag, end, written, attributes) => {
      const name = written.toLowerCase()
      if (readable.has(name) || (unread.has(name) && closed.has(name))) return tag
      // `<your name>` is not meant as HTML: it is a gap to fill in.
      const isMeant =
        end || attributes.includes('=') || attributes.endsWith('/') || closed.has(name) || unseen.has(name)
      return isMeant ? '' : `&lt;${tag.slice(1, -1)}&gt;`
    })
  return islands.length > 0
}

type Block = BlockContent | DefinitionContent

const handlers = {
  /** What can be folded away is shown, under its summary. */
  summary(state: State, node: Element): Nodes[] {
    const inner = state.all(node) as Nodes[]
    if (inner.some((child) => child.type === 'heading')) return inner
    return [{ type: 'paragraph', children: [{ type: 'strong', children: inner as PhrasingContent[] }] }]
  },
  /** A raised number or sign is a note, which raw text would glue to the word before it. */
  sup(state: State, node: Element): Nodes[] {
    const inner = state.all(node) as Nodes[]
    const text = inner.map((child) => textOf(child)).join('')
    return /^[\d*†‡]+$/.test(text) ? [{ type: 'text', value: ` (${text})` }] : inner
  },
  td: tableCell,
  th: tableCell,
  iframe(state: State, node: Element): Nodes[] {
    const { src, title } = node.properties
    if (typeof src !== 'string' || src === '') return []
    const shown = typeof title === 'string' && title.trim() !== '' ? title.trim() : src
    return [{ type: 'link', url: state.resolve(src), children: [{ type: 'text', value: shown }] }]
  },
}

function tableCell(state: State, node: Element): Nodes {
  const { rowSpan, colSpan } = node.properties
  return {
    type: 'tableCell',
    children: onOneLine(state.all(node) as Nodes[]),
    // The library's own table handler spreads spans over these.
    data: { hastUtilToMdastTemporaryRowSpan: rowSpan, hastUtilToMdastTemporaryColSpan: colSpan } as object,
  }
}

/** Blocks side by side: items of a list by semicolons, all else by a space. */
function onOneLine(nodes: Nodes[]): PhrasingContent[] {
  return nodes.flatMap((node): PhrasingContent[] => {
    switch (node.type) {
      case 'break':
        return [{ type: 'text', value: ' ' }]
      case 'code':
        return [{ type: 'inlineCode', value: node.value.replace(/\s+/g, ' ') }]
      case 'list':
        return [
          { type: 'text', value: ' ' },
          ...node.children.flatMap((item, place): PhrasingContent[] => [
            ...(place > 0 ? [{ type: 'text' as const, value: '; ' }] : []),
            ...onOneLine(
              item.children.flatMap((child): Nodes[] => (child.type === 'paragraph' ? child.children : [child])),
            ),
          ]),
        ]
      case 'strong':
      case 'emphasis':
      case 'delete':
      case 'link':
        return [{ ...node, children: onOneLine(node.children) }]
      case 'text':
      case 'inlineCode':
      case 'image':
        return [node]
      default:
        return 'children' in node
          ? [{ type: 'text', value: ' ' }, ...onOneLine(node.children as Block[]), { type: 'text', value: ' ' }]
          : []
    }
  })
}
