import { useEffect, useRef } from 'react'
import type { Transcript } from '../../../core/ports.ts'
import { useWords } from './words/language.tsx'

/** Says in the tab's title that an answer came while the tab was not looked at. */
export function useUnreadTitle(transcript: Transcript | null): void {
  const words = useWords()
  const seen = useRef<string | null>(null)
  const newest = transcript?.messages.findLast((message) => message.from !== 'requester')?.id ?? null

  useEffect(() => {
    const show = () => {
      if (!document.hidden) seen.current = newest
      const isUnread = newest !== null && newest !== seen.current
      document.title = isUnread ? `● ${words.unread} · Firstline` : `${words.title} · Firstline`
    }
    show()
    document.addEventListener('visibilitychange', show)
    return () => document.removeEventListener('visibilitychange', show)
  }, [newest, words])
}
