/** A part of an article that can stand as an answer. */
export interface Passage {
  /** The heading it stands under, null before the first. */
  heading: string | null
  /** All headings above it, outermost first, the title not among them. */
  path: string[]
  /** Anchor of the heading, as GitHub makes it; null before the first. */
  anchor: string | null
  /** Markdown, without the heading. */
  text: string
}

/** A passage longer than this is cut between paragraphs, in UTF-16 units: about what fits a chat message. */
const longest = 1_400

/** Cuts the Markdown of an article into passages by heading; code blocks are never mistaken for headings. */
export function cutPassages(body: string): Passage[] {
  const passages: Passage[] = []
  const anchors = new Map<string, number>()
  const path: { depth: number; heading: string }[] = []
  let anchor: string | null = null
  let lines: string[] = []
  const flush = () => {
    const text = lines.join('\n').trim()
    lines = []
    if (text === '') return
    const headings = path.map((each) => each.heading)
    for (const part of cutLong(text))
      passages.push({ heading: headings.at(-1) ?? null, path: headings, anchor, text: part })
  }
  let fence: string | null = null
  for (const line of body.split('\n')) {
    const mark = /^\s{0,3}(```+|~~~+)/.exec(line)?.[1]
    if (mark) fence = fence === null ? mark : line.trim().startsWith(fence) ? null : fence
    const found = fence === null ? /^(#{1,6})\s+(.+?)\s*#*$/.exec(line) : null
    if (!found) {
      lines.push(line)
      continue
    }
    flush()
    const depth = found[1]?.length ?? 1
    const heading = plain(found[2] ?? '')
    while ((path.at(-1)?.depth ?? 0) >= depth) path.pop()
    path.push({ depth, heading })
    anchor = uniqueAnchor(heading, anchors)
  }
  flush()
  return passages
}

/** The anchor GitHub gives a heading: lower case, punctuation dropped, spaces as hyphens; repeated ones are numbered. */
export function uniqueAnchor(heading: string, used: Map<string, number>): string {
  const slug = heading
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc} -]/gu, '')
    .replaceAll(' ', '-')
  const count = used.get(slug) ?? 0
  used.set(slug, count + 1)
  return count === 0 ? slug : `${slug}-${count}`
}

/** The words of a line of Markdown without its marks and link targets. */
export function plain(markdown: string): string {
  return markdown
    .replace(/!?\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*_`~]+/g, '')
    .replace(/\\(.)/g, '$1')
    .trim()
}

function cutLong(text: string): string[] {
  if (text.length <= longest) return [text]
  const parts: string[] = []
  let part = ''
  for (const paragraph of text.split(/\n{2,}/)) {
    if (part !== '' && part.length + paragraph.length > longest) {
      parts.push(part)
      part = ''
    }
    part = part === '' ? paragraph : `${part}\n\n${paragraph}`
  }
  if (part !== '') parts.push(part)
  return parts
}
