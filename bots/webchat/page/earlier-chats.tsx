import { useEffect, useState } from 'react'
import { type Earlier, readEarlier } from './api.ts'
import type { Chat } from './chat.ts'
import { useWords } from './words/language.tsx'

/** The earlier chats of this browser: an answer of the team may be waiting in one. Nothing where there are none. */
export function EarlierChats({ chat }: { chat: Chat }) {
  const words = useWords()
  const [earlier, setEarlier] = useState<Earlier[]>([])
  const [hasFailed, setHasFailed] = useState(false)

  useEffect(() => {
    let isGone = false
    readEarlier().then(
      (found) => !isGone && setEarlier(found),
      // The list is an extra; the page goes on without it, and the connection notice says what is wrong.
      () => !isGone && setEarlier([]),
    )
    return () => {
      isGone = true
    }
  }, [])

  if (earlier.length === 0) return null
  const open = (thread: string) =>
    chat.goBack(thread).then(
      () => setHasFailed(false),
      () => setHasFailed(true),
    )
  return (
    <nav className="earlier" aria-label={words.earlier}>
      <h3>{words.earlier}</h3>
      <ul>
        {earlier.map(({ thread, about, ticket }) => (
          <li key={thread}>
            <button type="button" className="outlined" onClick={() => void open(thread)}>
              <span dir="auto">{about}</span>
              {ticket !== null && <small>{words.earlierTicket(ticket)}</small>}
            </button>
          </li>
        ))}
      </ul>
      {hasFailed && (
        <p className="notice" role="alert">
          {words.earlierFailed}
        </p>
      )}
    </nav>
  )
}
