import type { TranscriptMessage } from '../../../core/ports.ts'
import type { Chat } from './chat.ts'
import type { Outgoing } from './outgoing.ts'
import { UnsentState } from './said.tsx'
import { useWords } from './words/language.tsx'

/** The buttons of a message; their labels come from the helpdesk. */
export function Actions(props: {
  message: TranscriptMessage
  outgoing: readonly Outgoing[]
  chat: Chat
  onPress: () => void
}) {
  const words = useWords()
  const { message, outgoing, chat } = props
  const press = outgoing.find(({ sent }) => sent.kind === 'action' && sent.messageId === message.id)
  const chosen = press?.sent.kind === 'action' ? press.sent : null
  return (
    <div className="actions">
      {/* biome-ignore lint/a11y/useSemanticElements: a fieldset would need a legend on the screen */}
      <div role="group" aria-label={words.choices}>
        {message.actions.map((action) => {
          const isChosen = chosen?.action === action.action && chosen.value === action.value
          return (
            <button
              key={`${action.action} ${action.value}`}
              type="button"
              dir="auto"
              className={action.action === 'solved' || action.action === 'choose' ? 'choice main' : 'choice'}
              data-chosen={isChosen || undefined}
              disabled={outgoing.some((each) => each.state !== 'refused')}
              onClick={() => {
                chat.press(message, action)
                props.onPress()
              }}
            >
              {action.label}
            </button>
          )
        })}
      </div>
      {press && press.state !== 'sending' && press.state !== 'queued' && (
        <p className="foot">
          <UnsentState
            outgoing={press}
            onRetry={() => chat.retry(press.externalId)}
            onRemove={() => chat.remove(press.externalId)}
          />
        </p>
      )}
    </div>
  )
}
