import { useEffect, useRef, useState } from 'react'
import type { TranscriptMessage } from '../../../core/ports.ts'
import { useWords } from './words/language.tsx'

/** What visitors can do with a message of theirs that has arrived. */
export interface OwnChanges {
  /** @throws Refused, Unreachable */
  change(message: TranscriptMessage, text: string): Promise<void>
  /** @throws Refused, Unreachable */
  takeBack(message: TranscriptMessage): Promise<void>
}

/** The ways to say a message otherwise and to take it back; the latter asks once more. */
export function OwnControls(props: { message: TranscriptMessage; changes: OwnChanges; onChange: () => void }) {
  const words = useWords()
  const [asks, setAsks] = useState(false)
  const [failed, setFailed] = useState(false)
  const takeBack = () => {
    props.changes.takeBack(props.message).catch(() => setFailed(true))
    setAsks(false)
  }
  return (
    <span className="controls">
      {failed && (
        <span className="failed" role="alert">
          {words.changeFailed}{' '}
        </span>
      )}
      {asks ? (
        <>
          <button type="button" className="textual" onClick={takeBack}>
            {words.reallyTakeBack}
          </button>{' '}
          <button type="button" className="textual" onClick={() => setAsks(false)}>
            {words.keep}
          </button>
        </>
      ) : (
        <>
          {props.message.text !== '' && (
            <>
              <button type="button" className="textual" onClick={props.onChange}>
                {words.change}
              </button>{' '}
            </>
          )}
          <button type="button" className="textual" onClick={() => setAsks(true)}>
            {words.takeBack}
          </button>
        </>
      )}
    </span>
  )
}

/** A message of the visitor while it is being changed. */
export function OwnEditor(props: { message: TranscriptMessage; changes: OwnChanges; onDone: () => void }) {
  const words = useWords()
  const [text, setText] = useState(props.message.text)
  const [failed, setFailed] = useState(false)
  const area = useRef<HTMLTextAreaElement>(null)
  useEffect(() => area.current?.focus(), [])
  const save = async () => {
    if (text.trim() === '') return
    try {
      if (text.trim() !== props.message.text) await props.changes.change(props.message, text.trim())
      props.onDone()
    } catch {
      setFailed(true)
    }
  }
  return (
    <form
      className="editor"
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <textarea
        ref={area}
        aria-label={words.changeMessage}
        rows={Math.min(8, Math.max(2, text.split('\n').length))}
        dir="auto"
        maxLength={20_000}
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') props.onDone()
        }}
      />
      {failed && <p role="alert">{words.changeFailed}</p>}
      <button type="submit" className="outlined" disabled={text.trim() === ''}>
        {words.save}
      </button>{' '}
      <button type="button" className="outlined" onClick={props.onDone}>
        {words.keep}
      </button>
    </form>
  )
}
