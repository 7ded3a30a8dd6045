import { type FormEvent, useState } from 'react'
import { Refused, type Visitor } from './api.ts'
import type { Chat } from './chat.ts'
import { read, write } from './kept.ts'
import { useWords } from './words/language.tsx'

const keptAs = 'firstline.stayUnknown'

/** Asks, once people have the question, who is asking. Nobody has to answer. */
export function WhoAreYou({ chat, visitor }: { chat: Chat; visitor: Visitor }) {
  const words = useWords()
  const [isDeclined, setDeclined] = useState(() => read<boolean>('sessionStorage', keptAs) === true)
  const [isSaved, setSaved] = useState(false)
  const [isSaving, setSaving] = useState(false)
  const [wrong, setWrong] = useState<'email' | 'failed' | null>(null)

  const save = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const name = String(form.get('name') ?? '').trim()
    const email = String(form.get('email') ?? '').trim()
    if (!/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(email)) return setWrong('email')
    setSaving(true)
    try {
      await chat.introduce({ name: name || null, email })
      setSaved(true)
    } catch (error) {
      setWrong(error instanceof Refused && error.status === 400 ? 'email' : 'failed')
    }
    setSaving(false)
  }
  const decline = () => {
    write('sessionStorage', keptAs, true)
    setDeclined(true)
  }

  if (isSaved)
    return (
      <p className="thanks" role="status">
        {words.thanks(visitor.name)}
      </p>
    )
  if (isDeclined || visitor.email !== null) return null
  return (
    <form className="who" onSubmit={save} noValidate aria-labelledby="who-title">
      <h2 id="who-title">{words.whoTitle}</h2>
      <p className="soft">{words.whoText}</p>
      <div className="fields">
        <label>
          {words.name}
          <input name="name" autoComplete="name" maxLength={200} dir="auto" defaultValue={visitor.name ?? ''} />
        </label>
        <label>
          {words.email}
          <input
            name="email"
            type="email"
            autoComplete="email"
            maxLength={320}
            required
            aria-invalid={wrong === 'email'}
            aria-describedby={wrong ? 'who-wrong' : undefined}
          />
        </label>
      </div>
      {wrong && (
        <p id="who-wrong" className="wrong" role="alert">
          {wrong === 'email' ? words.emailWrong : words.saveFailed}
        </p>
      )}
      <div className="buttons">
        <button type="submit" className="solid" disabled={isSaving}>
          {words.save}
        </button>
        <button type="button" className="quiet" onClick={decline}>
          {words.notNow}
        </button>
      </div>
    </form>
  )
}
