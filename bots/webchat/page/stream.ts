import type { Transcript } from '../../../core/ports.ts'
import { waitMilliseconds } from './backoff.ts'

/** A short break heals unseen; only a longer one, in milliseconds, is worth a notice. */
const unseen = 1_500

export interface Stream {
  /** Begins afresh: after the place of the conversation changed, or when the network is back. */
  open(): void
}

/**
 * Follows the conversation. Every event carries the whole of it, so a break loses nothing.
 * The browser's own way of reconnecting differs between browsers and gives up on an error status, so it is not used.
 */
export function followConversation(on: {
  conversation(transcript: Transcript): void
  away(isAway: boolean): void
}): Stream {
  let source: EventSource | null = null
  let retry: ReturnType<typeof setTimeout> | undefined
  let notice: ReturnType<typeof setTimeout> | undefined
  let failures = 0

  const close = () => {
    clearTimeout(retry)
    source?.close()
    source = null
  }
  const open = () => {
    close()
    const opened = new EventSource('/chat/api/events')
    source = opened
    opened.onopen = () => {
      failures = 0
      clearTimeout(notice)
      notice = undefined
      on.away(false)
    }
    opened.addEventListener('conversation', (event) => on.conversation(JSON.parse(event.data)))
    opened.onerror = () => {
      if (source !== opened) return
      close()
      failures += 1
      notice ??= setTimeout(() => on.away(true), unseen)
      retry = setTimeout(open, waitMilliseconds(failures))
    }
  }
  return { open }
}
