import { posix } from 'node:path'

/**
 * Where a page can be read.
 * @param site address of the site, undefined when there is none
 * @param key path of the file in the folder; `a/b.md` and `a/b/index.md` are read at `a/b/`
 * @param own what the page says itself: a whole address, or a path of the site
 * @returns null when there is no site and the page has no whole address
 */
export function addressOf(site: string | undefined, key: string, own: string | null): string | null {
  if (own !== null && /^https?:\/\//i.test(own)) return own
  if (site === undefined) return null
  return under(site, own ?? pathOf(key))
}

/** How the links of a page become whole addresses, so that they lead somewhere from a chat. */
export function linkFrom(site: string, key: string): (target: string) => string {
  return (target) => {
    if (target === '' || /^([a-z][a-z0-9+.-]*:|\/\/|\?)/i.test(target)) return target
    if (target.startsWith('#')) return under(site, pathOf(key)) + target
    if (target.startsWith('/')) return under(site, target, '')
    const [, file = '', rest = ''] = /^([^#?]*)([\s\S]*)$/.exec(target)!
    const path = posix.join(posix.dirname(key), file)
    if (path.startsWith('..')) return target
    return under(site, /\.(md|markdown)$/i.test(path) ? pathOf(path) : path, '') + rest
  }
}

function under(site: string, path: string, otherwise = '/'): string {
  return site.replace(/\/+$/, '') + (path.startsWith('/') ? path : path === '' ? otherwise : `/${path}`)
}

function pathOf(key: string): string {
  const bare = key.replace(/\.(md|markdown)$/i, '').replace(/(^|\/)(index|readme)$/i, '')
  return bare === '' ? '' : `${bare.split('/').map(encodeURIComponent).join('/')}/`
}
