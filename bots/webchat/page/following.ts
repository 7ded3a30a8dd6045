import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import type { TranscriptMessage } from '../../../core/ports.ts'

/** Whoever is within so many pixels of the end is taken to read along. */
const near = 160

/**
 * Keeps the newest in view for whoever reads along, and leaves alone whoever has scrolled up to read.
 * A long answer is shown from its beginning, not from its end.
 */
export function useFollowing(
  log: RefObject<HTMLElement | null>,
  messages: readonly TranscriptMessage[],
  unsentCount: number,
  isLookingUp: boolean,
): { hasNewBelow: boolean; goDown(): void } {
  const [hasNewBelow, setHasNewBelow] = useState(false)
  const wasAtEnd = useRef(true)
  const shown = useRef({ messages: 0, unsent: 0 })

  useEffect(() => {
    const onScroll = () => {
      wasAtEnd.current = distanceToEnd() < near
      if (wasAtEnd.current) setHasNewBelow(false)
    }
    addEventListener('scroll', onScroll, { passive: true })
    return () => removeEventListener('scroll', onScroll)
  }, [])

  useLayoutEffect(() => {
    const before = shown.current
    shown.current = { messages: messages.length, unsent: unsentCount }
    // At once: an answer that arrives while the page still glides would be taken for one that nobody awaits.
    if (unsentCount > before.unsent) {
      // Not returned: newer browsers make a promise of it, which React would take for the effect's clean-up.
      scrollTo({ top: document.documentElement.scrollHeight })
      return
    }
    // A send that was confirmed takes the place of the unsent one: nothing to follow.
    if (messages.length <= before.messages) return
    const fresh = messages.slice(before.messages).findIndex((message) => message.from !== 'requester')
    const isReopened = before.messages === 0 && before.unsent === 0
    if (fresh < 0 || isReopened) {
      if (wasAtEnd.current) scrollTo({ top: document.documentElement.scrollHeight })
      return
    }
    if (!wasAtEnd.current) return setHasNewBelow(true)
    const first = log.current?.children[before.messages + fresh]
    const header = document.querySelector('header')?.getBoundingClientRect().bottom ?? 0
    if (first) scrollBy({ top: first.getBoundingClientRect().top - header - 12, behavior: motion() })
  }, [messages, unsentCount, log])

  useLayoutEffect(() => {
    if (wasAtEnd.current && isLookingUp) scrollTo({ top: document.documentElement.scrollHeight })
  }, [isLookingUp])

  return { hasNewBelow, goDown }
}

function goDown(): void {
  scrollTo({ top: document.documentElement.scrollHeight, behavior: motion() })
}

function distanceToEnd(): number {
  return document.documentElement.scrollHeight - innerHeight - scrollY
}

function motion(): ScrollBehavior {
  return matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth'
}
