import type { ConversationListed, Transcript } from '../../core/ports.ts'
import { threadOf } from './inbound.ts'

/** An earlier chat as the page lists it. The key stays here: it holds the visitor's account. */
export function listed({ conversationKey, ...rest }: ConversationListed) {
  return { thread: threadOf(conversationKey), ...rest }
}

/** One server-sent event that carries a whole conversation. */
export function conversationEvent(transcript: Transcript): string {
  return `event: conversation\ndata: ${JSON.stringify(transcript)}\n\n`
}

/** Keeps proxies from closing a silent stream. */
export const heartbeat = ': still here\n\n'
