import type { Action, AttachmentShown, Transcript, TranscriptMessage } from '../../../core/ports.ts'
import { deleteMessage, postNew, postOpen, putMessage, putVisitor, readConversation, type Visitor } from './api.ts'
import { waitMilliseconds } from './backoff.ts'
import { read, write } from './kept.ts'
import { cleanText, fuller, newExternalId, type Outgoing, revived } from './outgoing.ts'
import type { OwnChanges } from './own-message.tsx'
import { createSender } from './sender.ts'
import { followConversation } from './stream.ts'

const keptAs = 'firstline.outgoing'
/** A tab that nobody saw for so many milliseconds may hold a dead connection without knowing. */
const doubtAfter = 45_000

/** All that the page shows of the chat. */
export interface ChatState {
  /** False until the conversation was read for the first time. */
  isRead: boolean
  /** True while the connection is lost for longer than a moment. */
  isAway: boolean
  transcript: Transcript | null
  visitor: Visitor | null
  outgoing: readonly Outgoing[]
  /** Messages whose buttons were used. */
  pressed: readonly string[]
}

export interface Chat extends OwnChanges {
  state(): ChatState
  /** @returns the way to stop listening */
  subscribe(listener: () => void): () => void
  write(text: string, files: AttachmentShown[]): void
  press(message: TranscriptMessage, action: Action): void
  /** Tries at once what waits or was refused. */
  retry(externalId: string): void
  remove(externalId: string): void
  /** @throws Refused, Unreachable */
  startNew(): Promise<void>
  /** Goes back to an earlier chat. @throws Refused, Unreachable */
  goBack(thread: string): Promise<void>
  /** @throws Refused, Unreachable */
  introduce(visitor: Visitor): Promise<void>
}

/** Opens the chat of this browser: reads it, follows it, and sends what was left unsent before a reload. */
export function openChat(): Chat {
  const listeners = new Set<() => void>()
  let state: ChatState = {
    isRead: false,
    isAway: false,
    transcript: null,
    visitor: null,
    outgoing: revived(read<Outgoing[]>('sessionStorage', keptAs)),
    pressed: [],
  }
  const set = (change: Partial<ChatState>) => {
    state = { ...state, ...change }
    if (change.outgoing) write('sessionStorage', keptAs, state.outgoing.length > 0 ? state.outgoing : null)
    for (const listener of listeners) listener()
  }

  const changeOutgoing = (externalId: string, to: Outgoing['state']) =>
    set({ outgoing: state.outgoing.map((each) => (each.externalId === externalId ? { ...each, state: to } : each)) })
  const without = (externalId: string) => state.outgoing.filter((each) => each.externalId !== externalId)

  const sender = createSender({
    outgoing: () => state.outgoing,
    change: changeOutgoing,
    delivered({ externalId, sent }, transcript) {
      // Another tab may have turned to a new conversation; then this one's stream still shows the old.
      const moved = transcript !== null && state.transcript !== null && transcript.id !== state.transcript.id
      set({
        outgoing: without(externalId),
        pressed: sent.kind === 'action' ? [...state.pressed, sent.messageId] : state.pressed,
        ...(transcript ? { transcript: fuller(state.transcript, transcript) } : {}),
      })
      if (moved) stream.open()
    },
    refused: ({ externalId }) => changeOutgoing(externalId, 'refused'),
  })

  const stream = followConversation({
    conversation: (transcript) => set({ transcript: fuller(state.transcript, transcript) }),
    away(isAway) {
      if (isAway !== state.isAway) set({ isAway })
      if (!isAway) sender.send()
    },
  })

  let failures = 0
  let retry: ReturnType<typeof setTimeout> | undefined
  /** Counts new questions, so that a reading from before one does not bring the old conversation back. */
  let turns = 0
  const readAll = async () => {
    const before = state.transcript
    const turn = turns
    clearTimeout(retry)
    try {
      const { visitor, conversation } = await readConversation()
      failures = 0
      if (turn !== turns) return
      const arrivedMeanwhile = state.transcript !== before
      set({
        isRead: true,
        isAway: false,
        visitor,
        transcript: conversation ? fuller(state.transcript, conversation) : arrivedMeanwhile ? state.transcript : null,
      })
      // Only now: the first answer brings the cookies by which the stream and the sends belong to one visitor.
      stream.open()
      sender.send()
    } catch {
      failures += 1
      if (failures > 1) set({ isAway: true })
      retry = setTimeout(readAll, waitMilliseconds(failures))
    }
  }
  void readAll()

  const otherTabs = new BroadcastChannel('firstline')
  otherTabs.onmessage = () => void readAll()

  addEventListener('online', () => void readAll())
  // The browser only supposes; whether the helpdesk can be reached shows when the stream is opened again.
  addEventListener('offline', () => stream.open())
  let hiddenAt = 0
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) hiddenAt = Date.now()
    else if (hiddenAt > 0 && Date.now() - hiddenAt > doubtAfter) void readAll()
  })

  const queue = (sent: Outgoing['sent']) => {
    const outgoing: Outgoing = {
      externalId: newExternalId(),
      sent,
      after: state.transcript?.messages.at(-1)?.id ?? null,
      at: new Date().toISOString(),
      state: 'queued',
    }
    set({ outgoing: [...state.outgoing, outgoing] })
    if (state.isRead) sender.send()
  }

  const show = (transcript: Transcript | null) => {
    if (transcript) set({ transcript: fuller(state.transcript, transcript) })
  }

  /** Another chat is the present one now, here and in every tab. */
  const turnPage = () => {
    turns += 1
    set({ transcript: null, pressed: [] })
    stream.open()
    otherTabs.postMessage('new')
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    write(text, files) {
      const clean = cleanText(text)
      if (clean !== '' || files.length > 0) queue({ kind: 'message', text: clean, files })
    },
    press(message, { action, value }) {
      // Another button instead of one that was refused.
      const isOld = ({ sent }: Outgoing) => sent.kind === 'action' && sent.messageId === message.id
      set({ outgoing: state.outgoing.filter((each) => !isOld(each)) })
      queue({ kind: 'action', action, value, messageId: message.id })
    },
    retry(externalId) {
      changeOutgoing(externalId, 'queued')
      sender.send()
    },
    remove: (externalId) => set({ outgoing: without(externalId) }),
    async startNew() {
      await postNew()
      turnPage()
    },
    async goBack(thread) {
      await postOpen(thread)
      turnPage()
      await readAll()
    },
    async change({ id }, text) {
      show(await putMessage(id, text))
    },
    async takeBack({ id }) {
      show(await deleteMessage(id))
    },
    async introduce(visitor) {
      set({ visitor: await putVisitor(visitor) })
    },
  }
}
