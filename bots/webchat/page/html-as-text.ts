interface Node {
  type: string
  tagName?: string
  value?: string
  properties?: Record<string, unknown>
  children?: Node[]
}

/**
 * Shows HTML within Markdown as the text that it is, so that `<username>` in an answer is read and not lost.
 * Line breaks are kept, comments are dropped. A plugin of rehype; it goes before the sanitizer, which would drop it all.
 */
export function rehypeHtmlAsText() {
  return (tree: Node) => {
    const visit = (node: Node) => {
      node.children = node.children?.flatMap((child) => {
        if (child.type !== 'raw') {
          visit(child)
          return [child]
        }
        const html = (child.value ?? '').replace(/<!--[\s\S]*?(-->|$)/g, '')
        if (/^\s*<br\s*\/?>\s*$/i.test(html)) return [{ type: 'element', tagName: 'br', properties: {}, children: [] }]
        return html === '' ? [] : [{ type: 'text', value: html }]
      })
    }
    visit(tree)
  }
}
