import { useSyncExternalStore } from 'react'

/** How often relative times are said anew, in milliseconds. */
const tickMilliseconds = 20_000

let now = Date.now()
let timer: ReturnType<typeof setInterval> | null = null
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  timer ??= setInterval(tick, tickMilliseconds)
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0 || !timer) return
    clearInterval(timer)
    timer = null
  }
}

function tick(): void {
  now = Date.now()
  for (const listener of listeners) listener()
}

/** The present instant in milliseconds; the component is drawn again every 20 s. One timer serves the whole page. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now)
}
