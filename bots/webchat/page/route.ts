import { useSyncExternalStore } from 'react'

/** Where in the page one is: the chat, or an article that an answer came from. */
export type Route = { page: 'chat' } | { page: 'article'; id: string }

const moved = 'firstline:moved'

/** Goes to another address of this page without loading it again, so that the chat stays alive behind it. */
export function go(address: string): void {
  history.pushState(null, '', address)
  dispatchEvent(new Event(moved))
}

/** The place a path of this page names; everything unknown is the chat. */
export function routeOf(path: string): Route {
  const article = /^\/chat\/articles\/([^/]+)\/?$/.exec(path)
  if (!article?.[1]) return { page: 'chat' }
  try {
    return { page: 'article', id: decodeURIComponent(article[1]) }
  } catch {
    return { page: 'chat' }
  }
}

/** The present path and hash; renders again when either changes. */
export function useAddress(): { path: string; hash: string } {
  const path = useSyncExternalStore(listen, () => location.pathname)
  const hash = useSyncExternalStore(listen, () => location.hash)
  return { path, hash }
}

function listen(listener: () => void): () => void {
  const events = ['popstate', 'hashchange', moved]
  for (const event of events) addEventListener(event, listener)
  return () => {
    for (const event of events) removeEventListener(event, listener)
  }
}
