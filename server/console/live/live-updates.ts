import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

/** Pause before a stream that the browser gave up on is opened again, in milliseconds. */
const reopenMilliseconds = 3_000
/** A stream that is back sooner than this is not worth a word, in milliseconds. */
const patienceMilliseconds = 1_500

/**
 * Keeps the cache in step with the server: what an event names is read again, and after a gap everything that is
 * shown. Returns whether the connection is lost.
 */
export function useLiveUpdates(): boolean {
  const client = useQueryClient()
  const [isLost, setIsLost] = useState(false)

  useEffect(() => {
    let source: EventSource | null = null
    let reopening: number | undefined
    let complaining: number | undefined
    let wasLost = false

    const refresh = (queryKey: readonly unknown[]) => void client.invalidateQueries({ queryKey })
    const open = () => {
      const stream = new EventSource('/api/v1/events')
      source = stream
      stream.addEventListener('ticket', (event) => {
        const { number } = JSON.parse(event.data) as { number: number }
        refresh(['tickets'])
        refresh(['ticket', number])
        refresh(['teams'])
      })
      stream.addEventListener('article', (event) => {
        const { id } = JSON.parse(event.data) as { id: string }
        refresh(['articles'])
        refresh(['article', id])
      })
      stream.addEventListener('presence', () => {
        refresh(['people'])
        refresh(['teams'])
        refresh(['session'])
      })
      stream.addEventListener('gap', () => void client.invalidateQueries())
      stream.addEventListener('open', () => {
        window.clearTimeout(complaining)
        complaining = undefined
        setIsLost(false)
        if (wasLost) void client.invalidateQueries()
        wasLost = false
      })
      stream.addEventListener('error', () => {
        wasLost = true
        complaining ??= window.setTimeout(() => setIsLost(true), patienceMilliseconds)
        // Browsers retry a broken connection by themselves, but not one that was answered with an error.
        if (stream.readyState === EventSource.CLOSED) reopening = window.setTimeout(open, reopenMilliseconds)
      })
    }
    const reopenNow = () => {
      window.clearTimeout(reopening)
      source?.close()
      open()
    }
    const complainNow = () => setIsLost(true)

    open()
    window.addEventListener('online', reopenNow)
    window.addEventListener('offline', complainNow)
    return () => {
      window.removeEventListener('online', reopenNow)
      window.removeEventListener('offline', complainNow)
      window.clearTimeout(reopening)
      window.clearTimeout(complaining)
      source?.close()
    }
  }, [client])

  return isLost
}
