import { routeOf } from './route.ts'

/** What a link in a text leads to. */
export type LinkTarget =
  /** A heading of the article on the screen. */
  | { to: 'heading'; href: string }
  /** An article on our own page. */
  | { to: 'article'; href: string }
  /** Elsewhere: opened beside the chat, never instead of it. */
  | { to: 'elsewhere'; href: string }

/**
 * Reads a link of a Markdown text.
 * @param base address of the page the text is from, for links relative to it; null when unknown
 * @param inArticle whether the whole article is on the screen, with its headings
 * @returns null when it leads nowhere that can be known, or by a scheme that is not for reading
 */
export function targetOf(href: string | undefined, base: string | null, inArticle: boolean): LinkTarget | null {
  if (!href) return null
  if (href.startsWith('#') && inArticle) return { to: 'heading', href }
  let url: URL
  try {
    url = base === null ? new URL(href) : new URL(href, base)
  } catch {
    return null
  }
  const isOurs = url.origin === location.origin
  // Relative to our own page of an article, a link of the original leads nowhere.
  if (isOurs && !/^([a-z]+:|\/chat\/|#)/i.test(href)) return null
  if (isOurs && routeOf(url.pathname).page === 'article') return { to: 'article', href: url.pathname + url.hash }
  return /^(https?|mailto|tel):$/.test(url.protocol) ? { to: 'elsewhere', href: url.href } : null
}
