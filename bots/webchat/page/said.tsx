import { memo, type ReactNode, useState } from 'react'
import type { AttachmentShown, TranscriptMessage } from '../../../core/ports.ts'
import { Attachments } from './attachments.tsx'
import { BotIcon } from './icons.tsx'
import { Markdown } from './markdown.tsx'
import type { Outgoing } from './outgoing.ts'
import { type OwnChanges, OwnControls, OwnEditor } from './own-message.tsx'
import { SourceLink } from './source-link.tsx'
import { useLanguage, useWords } from './words/language.tsx'

/** One message of the transcript, by whom it is from. @param props.changes how own messages are changed; null: not any more */
export const Said = memo(function Said(props: { message: TranscriptMessage; changes: OwnChanges | null }) {
  const { message, changes } = props
  const words = useWords()
  const [isEditing, setEditing] = useState(false)
  const foot = (
    <>
      <Time at={message.at} />
      {message.editedAt && !message.isDeleted && <span className="soft"> ({words.edited})</span>}
    </>
  )
  const isAgent = message.from === 'agent'
  const name = isAgent ? message.author || words.agentWithoutName : words.bot
  if (message.isDeleted)
    return (
      <Row
        from={message.from}
        name={message.from === 'requester' ? words.you : name}
        avatar={isAgent ? initials(name) : undefined}
        foot={foot}
      >
        <p>
          <em>{words.deleted}</em>
        </p>
      </Row>
    )
  if (message.from === 'requester')
    return (
      <Row
        from="requester"
        name={words.you}
        foot={
          <>
            {changes && !isEditing && (
              <OwnControls message={message} changes={changes} onChange={() => setEditing(true)} />
            )}
            {foot}
          </>
        }
      >
        {changes && isEditing ? (
          <OwnEditor message={message} changes={changes} onDone={() => setEditing(false)} />
        ) : (
          <Own text={message.text} files={message.attachments} />
        )}
      </Row>
    )
  return (
    <Row
      from={message.from}
      name={name}
      badge={isAgent ? words.person : null}
      avatar={isAgent ? initials(name) : <BotIcon />}
      foot={foot}
    >
      <Markdown text={message.text} base={message.article?.url ?? null} />
      {message.article && <SourceLink article={message.article} />}
      <Attachments files={message.attachments} />
    </Row>
  )
})

function Own({ text, files }: { text: string; files: AttachmentShown[] }) {
  return (
    <>
      {text !== '' && (
        <p className="own" dir="auto">
          {text}
        </p>
      )}
      <Attachments files={files} />
    </>
  )
}

/** What somebody wrote here and the helpdesk has not confirmed yet. */
export function Unsent(props: { outgoing: Outgoing; onRetry: () => void; onRemove: () => void }) {
  const words = useWords()
  const { sent, state } = props.outgoing
  if (sent.kind !== 'message') return null
  return (
    <Row from="requester" name={words.you} state={state} foot={<UnsentState {...props} />}>
      <Own text={sent.text} files={sent.files ?? []} />
    </Row>
  )
}

/** How a send stands, and what can be done about it. */
export function UnsentState(props: { outgoing: Outgoing; onRetry: () => void; onRemove: () => void }) {
  const words = useWords()
  const { state, sent } = props.outgoing
  if (state === 'sending') return <span className="soft">{words.sending}</span>
  if (state === 'queued') return <span className="soft">{words.queued}</span>
  const refused = sent.kind === 'action' ? words.refusedPress : words.refused
  return (
    <span className={state === 'refused' ? 'failed' : undefined}>
      <span>{state === 'waiting' ? words.notSent : refused}</span>{' '}
      <button type="button" className="textual" onClick={props.onRetry}>
        {state === 'waiting' ? words.tryNow : words.tryAgain}
      </button>{' '}
      <button type="button" className="textual" onClick={props.onRemove}>
        {words.remove}
      </button>
    </span>
  )
}

function Row(props: {
  from: TranscriptMessage['from']
  name: string
  badge?: string | null
  avatar?: ReactNode
  state?: Outgoing['state']
  foot: ReactNode
  children: ReactNode
}) {
  return (
    <article className={`row ${props.from}`} data-from={props.from} data-state={props.state}>
      {props.avatar && (
        <span className="avatar" aria-hidden="true">
          {props.avatar}
        </span>
      )}
      <div className="said">
        <p className={props.from === 'requester' ? 'hidden' : 'name'} dir="auto">
          {props.name}
          {props.badge && <span className="badge">{props.badge}</span>}
        </p>
        <div className="bubble">{props.children}</div>
        <p className="foot">{props.foot}</p>
      </div>
    </article>
  )
}

function Time({ at }: { at: string }) {
  const { language } = useLanguage()
  const instant = new Date(at)
  if (Number.isNaN(instant.getTime())) return null
  const isToday = instant.toDateString() === new Date().toDateString()
  const shown = new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    ...(isToday ? {} : { day: 'numeric', month: 'short' }),
    hour: '2-digit',
    minute: '2-digit',
  }).format(instant)
  return <time dateTime={at}>{shown}</time>
}

function initials(name: string): string {
  const parts = name.split(/\s+/u).filter(Boolean)
  const letters = [parts[0], parts.length > 1 ? parts.at(-1) : undefined].map((part) => [...(part ?? '')][0] ?? '')
  return letters.join('').toUpperCase()
}
