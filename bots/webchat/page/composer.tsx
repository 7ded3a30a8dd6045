import { type KeyboardEvent, type Ref, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react'
import { SendIcon } from './icons.tsx'
import { read, write } from './kept.ts'
import { useWords } from './words/language.tsx'

const keptAs = 'firstline.draft'
/** The most characters the helpdesk takes in one message. */
const longest = 20_000

/** Where people write. A draft survives a reload. */
export function Composer(props: {
  placeholder: string
  onSend: (text: string) => void
  ref?: Ref<HTMLTextAreaElement>
}) {
  const words = useWords()
  const [text, setText] = useState(() => read<string>('sessionStorage', keptAs) ?? '')
  const area = useRef<HTMLTextAreaElement>(null)
  useImperativeHandle(props.ref, () => area.current as HTMLTextAreaElement)

  // biome-ignore lint/correctness/useExhaustiveDependencies: the height follows the text
  useLayoutEffect(() => {
    if (!area.current) return
    area.current.style.height = 'auto'
    area.current.style.height = `${area.current.scrollHeight}px`
  }, [text])

  const change = (to: string) => {
    setText(to)
    write('sessionStorage', keptAs, to === '' ? null : to)
  }
  const send = () => {
    if (text.trim() === '') return
    props.onSend(text)
    change('')
    area.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is composed (Japanese, Chinese, …), Enter accepts the word. Safari says so by 229 only.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229) return
    event.preventDefault()
    send()
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <label className="hidden" htmlFor="question">
        {words.yourQuestion}
      </label>
      <textarea
        id="question"
        ref={area}
        rows={1}
        dir="auto"
        maxLength={longest}
        placeholder={props.placeholder}
        aria-describedby="question-hint"
        enterKeyHint="send"
        value={text}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <button type="submit" className="send" disabled={text.trim() === ''}>
        <SendIcon />
        <span>{words.send}</span>
      </button>
      <p id="question-hint" className="hint">
        {words.sendHint}
      </p>
    </form>
  )
}
