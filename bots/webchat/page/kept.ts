/** What the browser keeps for us. Storage may be forbidden or full; then the page works without memory. */

type Store = 'localStorage' | 'sessionStorage'

/** @returns what `write` put there, null when there is nothing readable */
export function read<T>(store: Store, key: string): T | null {
  try {
    const text = window[store].getItem(key)
    return text === null ? null : (JSON.parse(text) as T)
  } catch {
    return null
  }
}

/** Keeps a JSON value; null forgets it. */
export function write(store: Store, key: string, value: unknown): void {
  try {
    if (value === null) window[store].removeItem(key)
    else window[store].setItem(key, JSON.stringify(value))
  } catch {
    // Full or forbidden: what is on the screen is still right, only a reload would lose it.
  }
}
