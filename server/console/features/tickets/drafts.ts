import { useState } from 'react'

export type Mode = 'reply' | 'note'

const place = (ticket: number, mode: Mode) => `firstline.draft.${ticket}.${mode}`

/**
 * What is being written for a ticket, kept in this browser until it is sent: a lost connection, an expired session or a
 * closed tab loses nothing. Reply and note are kept apart, so that switching never carries a note into a reply.
 */
export function useDrafts(ticket: number) {
  const [drafts, setDrafts] = useState(() => ({ reply: recall(ticket, 'reply'), note: recall(ticket, 'note') }))
  const write = (mode: Mode, text: string) => {
    setDrafts((before) => ({ ...before, [mode]: text }))
    if (text === '') localStorage.removeItem(place(ticket, mode))
    else localStorage.setItem(place(ticket, mode), text)
  }
  return { drafts, write }
}

function recall(ticket: number, mode: Mode): string {
  return localStorage.getItem(place(ticket, mode)) ?? ''
}
