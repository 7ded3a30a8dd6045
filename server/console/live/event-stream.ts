import type { QueryClient } from '@tanstack/react-query'
import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useSyncExternalStore } from 'react'
import { keys } from '../api/queries.ts'

/** Milliseconds until the stream is opened again after it was lost; doubles up to the second figure. */
const againMilliseconds = { first: 1_000, last: 15_000 }
/** A stream that is lost for less than this is not worth a banner. */
const graceMilliseconds = 1_500

let isLost = false
const listeners = new Set<() => void>()

function setLost(lost: boolean): void {
  if (lost === isLost) return
  isLost = lost
  for (const listener of listeners) listener()
}

/** Whether the live connection is lost at present. */
export function useConnectionLost(): boolean {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => isLost,
  )
}

/** Keeps what is shown up to date by the server's events for as long as the component is there. */
export function useEventStream(): void {
  const queries = useQueryClient()
  useEffect(() => listen(queries), [queries])
}

/**
 * Opens the stream and keeps it open. `EventSource` gives up when a proxy answers with an error while the server
 * restarts, so opening it again is ours. Whatever changed while nobody listened is fetched when it is back.
 * @returns the way to stop
 */
function listen(queries: QueryClient): () => void {
  let source: EventSource | null = null
  let again: ReturnType<typeof setTimeout> | undefined
  let banner: ReturnType<typeof setTimeout> | undefined
  let pause = againMilliseconds.first

  const open = () => {
    clearTimeout(again)
    source?.close()
    source = new EventSource('/api/v1/events')
    source.onopen = () => {
      pause = againMilliseconds.first
      clearTimeout(banner)
      banner = undefined
      setLost(false)
      void queries.invalidateQueries()
    }
    source.onerror = () => {
      source?.close()
      banner ??= setTimeout(() => setLost(true), graceMilliseconds)
      again = setTimeout(open, pause)
      pause = Math.min(pause * 2, againMilliseconds.last)
    }
    const on = (name: string, act: (data: Record<string, unknown>) => void) =>
      source?.addEventListener(name, (event) => act(JSON.parse((event as MessageEvent<string>).data)))
    on('ticket', ({ number }) => {
      void queries.invalidateQueries({ queryKey: keys.ticket(Number(number)) })
      void queries.invalidateQueries({ queryKey: keys.tickets })
      void queries.invalidateQueries({ queryKey: keys.teams })
      void queries.invalidateQueries({ queryKey: keys.notifications })
    })
    on('article', ({ id }) => {
      void queries.invalidateQueries({ queryKey: keys.article(String(id)) })
      void queries.invalidateQueries({ queryKey: keys.articles })
    })
    on('presence', () => {
      for (const queryKey of [keys.people, keys.teams, keys.session]) void queries.invalidateQueries({ queryKey })
    })
    on('gap', () => void queries.invalidateQueries())
  }

  const openNow = () => {
    pause = againMilliseconds.first
    open()
  }
  addEventListener('online', openNow)
  open()
  return () => {
    removeEventListener('online', openNow)
    clearTimeout(again)
    clearTimeout(banner)
    source?.close()
    setLost(false)
  }
}
