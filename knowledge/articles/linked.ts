import { posix } from 'node:path'

/** A path of a site without slashes at its ends, query and anchor: how aliases are kept and looked up. */
export function barePath(path: string): string {
  return path.replace(/[?#].*$/s, '').replace(/^\/+|\/+$/g, '')
}

/**
 * What a link in an imported page may name: the files it can mean, the likeliest first, and the alias.
 * @param key path of the page's own file in its folder
 * @param target as written: a path of the site, or one beside the page
 * @returns null for a link that leads out of the folder, or is none of ours (a whole address, a mail address)
 */
export function linkedKeys(key: string, target: string): { keys: string[]; alias: string } | null {
  if (/^([a-z][a-z0-9+.-]*:|\/\/|#|\?)/i.test(target)) return null
  const decoded = /%[0-9a-f]{2}/i.test(target) ? tryDecode(target) : target
  const path = decoded.startsWith('/')
    ? barePath(decoded)
    : posix.join(posix.dirname(key), decoded.replace(/[?#].*$/s, ''))
  if (path.startsWith('..')) return null
  const bare = barePath(path)
  const own = /\.(md|markdown)$/i.test(bare) ? [bare] : []
  return { keys: [...own, `${bare}.md`, `${bare}/index.md`, `${bare}/README.md`, `${bare}.markdown`], alias: bare }
}

function tryDecode(target: string): string {
  try {
    return decodeURIComponent(target)
  } catch (error) {
    if (error instanceof URIError) return target
    throw error
  }
}

/**
 * Markdown with the links that lead nowhere by themselves led somewhere: paths of the site an article was imported
 * from, and anchors within the article.
 * @param lead the address for a target that begins with neither a scheme nor two slashes
 */
export function leadLinks(markdown: string, lead: (target: string) => string): string {
  return markdown.replace(
    /\]\((<[^<>\n]*>|[^()<>\s]+)((?:\s+"[^"\n]*")?)\)/g,
    (whole, written: string, title: string) => {
      const target = written.startsWith('<') ? written.slice(1, -1) : written
      if (target === '' || /^([a-z][a-z0-9+.-]*:|\/\/|\?)/i.test(target)) return whole
      return `](<${lead(target)}>${title})`
    },
  )
}
