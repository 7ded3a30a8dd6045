import type { ActionName, AttachmentShown, Transcript, TranscriptMessage } from '../../../core/ports.ts'

/** Something a person wrote or pressed that the helpdesk has not confirmed yet. */
export interface Outgoing {
  /** Made once and kept through every attempt and reload, so that the helpdesk counts it once. */
  externalId: string
  sent:
    | { kind: 'message'; text: string; files?: AttachmentShown[] }
    | { kind: 'action'; action: ActionName; value: string | null; messageId: string }
  /** The newest message on the screen when it was written; null at the beginning of a conversation. */
  after: string | null
  at: string
  /** `waiting`: an attempt failed and another follows. `refused`: no attempt can help. */
  state: 'queued' | 'sending' | 'waiting' | 'refused'
}

/** The text as the helpdesk can store it: no empty edges, no NUL and no half of a surrogate pair. */
export function cleanText(text: string): string {
  return text
    .replaceAll('\0', '')
    .replace(/\p{Surrogate}/gu, '')
    .trim()
}

/** What was kept over a reload, ready for another attempt. Nothing is being sent any more by then. */
export function revived(kept: readonly Outgoing[] | null): Outgoing[] {
  if (!Array.isArray(kept)) return []
  return kept.map((each) => (each.state === 'sending' ? { ...each, state: 'queued' } : each))
}

/**
 * The written messages that are not in the transcript yet. The stream may bring one before its request is answered;
 * it would be on the screen twice without this.
 */
export function notYetIn(transcript: Transcript | null, outgoing: readonly Outgoing[]): Outgoing[] {
  const messages = transcript?.messages ?? []
  const taken = new Set<string>()
  return outgoing.filter(({ sent, after }) => {
    if (sent.kind !== 'message') return false
    const from = after === null ? 0 : messages.findIndex((message) => message.id === after) + 1
    const found = messages
      .slice(from)
      .find((message) => message.from === 'requester' && isSame(message, sent) && !taken.has(message.id))
    if (found) taken.add(found.id)
    return !found
  })
}

/** Texts repeat, files do not: each is sent once. */
function isSame(message: TranscriptMessage, sent: { text: string; files?: AttachmentShown[] }): boolean {
  const [file] = sent.files ?? []
  return message.text === sent.text && (!file || message.attachments.some(({ id }) => id === file.id))
}

/**
 * The message whose buttons may be pressed: the latest that carries some, as long as they still mean something.
 * Once a conversation is settled or with people, that is only so when nobody has answered since.
 */
export function messageToPress(transcript: Transcript | null, pressed: readonly string[]): TranscriptMessage | null {
  if (!transcript || transcript.state === 'closed') return null
  const at = transcript.messages.findLastIndex((message) => message.actions.length > 0)
  const message = transcript.messages[at]
  if (!message || pressed.includes(message.id)) return null
  const withBot = transcript.state === 'open' || transcript.state === 'answered'
  const answeredSince = transcript.messages.slice(at + 1).some((later) => later.from !== 'requester')
  return withBot || !answeredSince ? message : null
}

/** The fuller of two readings of the conversation. A late answer to an old request does not take messages away. */
export function fuller(known: Transcript | null, read: Transcript): Transcript {
  return known?.id === read.id && known.messages.length > read.messages.length ? known : read
}

/** 128 bits of chance in hex. `crypto.randomUUID` is missing where the page is served by plain http. */
export function newExternalId(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('')
}
