import {
  type ClipboardEvent,
  type KeyboardEvent,
  type Ref,
  useImperativeHandle,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import type { AttachmentShown } from '../../../core/ports.ts'
import { ChosenList } from './attachments.tsx'
import type { ChosenFiles } from './chosen-files.ts'
import { ClipIcon, SendIcon } from './icons.tsx'
import { read, write } from './kept.ts'
import { useWords } from './words/language.tsx'

const keptAs = 'firstline.draft'
/** The most characters the helpdesk takes in one message. */
const longest = 20_000

/** Where people write. A draft survives a reload. */
export function Composer(props: {
  placeholder: string
  chosen: ChosenFiles
  onSend: (text: string, files: AttachmentShown[]) => void
  ref?: Ref<HTMLTextAreaElement>
}) {
  const words = useWords()
  const [text, setText] = useState(() => read<string>('sessionStorage', keptAs) ?? '')
  const { chosen } = props
  const area = useRef<HTMLTextAreaElement>(null)
  const picker = useRef<HTMLInputElement>(null)
  const canSend = (text.trim() !== '' || chosen.ready.length > 0) && !chosen.isUploading
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
    if (!canSend) return
    props.onSend(text, chosen.ready)
    change('')
    chosen.clear()
    area.current?.focus()
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // While a word is composed (Japanese, Chinese, …), Enter accepts the word. Safari says so by 229 only.
    if (event.key !== 'Enter' || event.shiftKey || event.nativeEvent.isComposing || event.keyCode === 229) return
    event.preventDefault()
    send()
  }

  const onPaste = (event: ClipboardEvent) => {
    if (event.clipboardData.files.length === 0) return
    event.preventDefault()
    chosen.add(event.clipboardData.files)
  }

  return (
    <form
      className="composer"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <ChosenList chosen={chosen} onRemove={() => area.current?.focus()} />
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        data-testid="files"
        onChange={(event) => {
          chosen.add(event.target.files ?? [])
          // So that the same file can be chosen again.
          event.target.value = ''
        }}
      />
      <button
        type="button"
        className="outlined clip"
        aria-label={words.addFiles}
        title={words.addFiles}
        onClick={() => picker.current?.click()}
      >
        <ClipIcon />
      </button>
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
        onPaste={onPaste}
      />
      <button type="submit" className="send" disabled={!canSend}>
        <SendIcon />
        <span>{words.send}</span>
      </button>
      <p id="question-hint" className="hint">
        {words.sendHint}
      </p>
    </form>
  )
}
