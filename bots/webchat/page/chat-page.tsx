import { useEffect, useRef, useState } from 'react'
import { Actions } from './actions.tsx'
import type { Chat, ChatState } from './chat.ts'
import { useChosenFiles } from './chosen-files.ts'
import { Composer } from './composer.tsx'
import { useDropping } from './dropping.ts'
import { EarlierChats } from './earlier-chats.tsx'
import { useFollowing } from './following.ts'
import { Header } from './header.tsx'
import { BotIcon, DownIcon, PlusIcon } from './icons.tsx'
import { messageToPress, notYetIn } from './outgoing.ts'
import { Said, Unsent } from './said.tsx'
import { WhoAreYou } from './who-are-you.tsx'
import { useWords } from './words/language.tsx'

/** The chat: what was said, what can be pressed, and where to write. */
export function ChatPage({ chat, state }: { chat: Chat; state: ChatState }) {
  const words = useWords()
  const composer = useRef<HTMLTextAreaElement>(null)
  const [newFailed, setNewFailed] = useState(false)
  const { transcript, outgoing } = state
  const messages = transcript?.messages ?? []
  const unsent = notYetIn(transcript, outgoing)
  const isWithTeam = transcript?.state === 'handed_off'
  const isLookingUp = !isWithTeam && outgoing.some((each) => each.state === 'sending')
  // A question under way has its own answer coming; the buttons of the last one would stand in between.
  const isAsking = unsent.some((each) => each.state !== 'refused')
  const toPress = isAsking ? null : messageToPress(transcript, state.pressed)
  const isEmpty = state.isRead && messages.length === 0 && unsent.length === 0
  const log = useRef<HTMLDivElement>(null)
  const following = useFollowing(log, messages, unsent.length, isLookingUp)

  const chosen = useChosenFiles()
  const { isOver, dropping } = useDropping(chosen.add)

  // On a touch screen this would open the keyboard over what is being read.
  const focusComposer = () => matchMedia('(pointer: fine)').matches && composer.current?.focus({ preventScroll: true })
  // biome-ignore lint/correctness/useExhaustiveDependencies: once, when the page opens
  useEffect(() => void focusComposer(), [])

  const startNew = async () => {
    try {
      await chat.startNew()
      setNewFailed(false)
    } catch {
      setNewFailed(true)
    }
    focusComposer()
  }

  return (
    <div className={isOver ? 'page over' : 'page'} {...dropping}>
      {isOver && <p className="drop">{words.dropFiles}</p>}
      <a className="skip" href="#question">
        {words.skipToComposer}
      </a>
      <Header
        end={
          <button
            type="button"
            className="outlined"
            onClick={startNew}
            disabled={messages.length === 0 || outgoing.length > 0}
          >
            <PlusIcon />
            <span>{words.newQuestion}</span>
          </button>
        }
        below={transcript?.ticket != null && <TicketStrip number={transcript.ticket} state={transcript.state} />}
      />
      <main className="column talk">
        {isEmpty && (
          <section className="welcome">
            <span className="mark" aria-hidden="true">
              <BotIcon />
            </span>
            <h2>{words.welcomeTitle}</h2>
            <p>{words.welcomeText}</p>
            <EarlierChats chat={chat} />
          </section>
        )}
        <div role="log" aria-live="polite" aria-label={words.conversation} aria-busy={!state.isRead} ref={log}>
          {messages.map((message) => (
            <Said key={message.id} message={message} changes={transcript?.state === 'closed' ? null : chat} />
          ))}
          {unsent.map((each) => (
            <Unsent
              key={each.externalId}
              outgoing={each}
              onRetry={() => chat.retry(each.externalId)}
              onRemove={() => chat.remove(each.externalId)}
            />
          ))}
        </div>
        {toPress && <Actions message={toPress} outgoing={outgoing} chat={chat} onPress={focusComposer} />}
        <div role="status">
          {isLookingUp && (
            <p className="looking">
              <span className="dots" aria-hidden="true">
                <i />
                <i />
                <i />
              </span>
              {words.lookingItUp}
            </p>
          )}
        </div>
        {transcript?.ticket != null && state.visitor && <WhoAreYou chat={chat} visitor={state.visitor} />}
        {transcript?.state === 'closed' && <p className="closing">{words.closed}</p>}
      </main>
      <footer className="dock">
        <div className="column">
          {following.hasNewBelow && (
            <button type="button" className="below" onClick={following.goDown}>
              <DownIcon />
              {words.newBelow}
            </button>
          )}
          <div role="status">{state.isAway && <p className="notice">{words.away}</p>}</div>
          {newFailed && (
            <p className="notice" role="alert">
              {words.newFailed}
            </p>
          )}
          <Composer
            ref={composer}
            placeholder={isWithTeam ? words.placeholderTeam : words.placeholder}
            chosen={chosen}
            onSend={(text, files) => {
              setNewFailed(false)
              chat.write(text, files)
            }}
          />
        </div>
      </footer>
    </div>
  )
}

function TicketStrip({ number, state }: { number: number; state: string }) {
  const words = useWords()
  return (
    <div className="ticket">
      <p className="column">
        <strong>{words.ticket(number)}</strong> {state === 'closed' ? words.ticketClosed : words.ticketWithTeam}
      </p>
    </div>
  )
}
