/** The part of a syntax tree of HTML that is read here. */
interface Node {
  type: string
  tagName?: string
  value?: string
  properties?: Record<string, unknown>
  children?: Node[]
}

/**
 * Gives every heading the id that GitHub gives it, so that `#anchor` of an article finds its place.
 * A plugin of rehype; it goes after the sanitizer, which would put a prefix before ids.
 */
export function rehypeHeadingIds() {
  return (tree: Node) => {
    const seen = new Map<string, number>()
    const visit = (node: Node) => {
      if (node.tagName && /^h[1-6]$/.test(node.tagName)) {
        const slug = slugOf(textOf(node))
        const count = seen.get(slug) ?? 0
        seen.set(slug, count + 1)
        // Focusable, so that whoever jumps there by keyboard goes on reading from there.
        node.properties = { ...node.properties, id: count === 0 ? slug : `${slug}-${count}`, tabIndex: -1 }
      }
      node.children?.forEach(visit)
    }
    visit(tree)
  }
}

/** GitHub's rule: lower case, letters, digits, `-` and `_` of any script stay, each blank becomes a `-`. */
export function slugOf(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-')
}

function textOf(node: Node): string {
  return node.type === 'text' ? (node.value ?? '') : (node.children ?? []).map(textOf).join('')
}
