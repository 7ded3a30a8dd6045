import type { Transcript } from '../../core/ports.ts'

/** One server-sent event that carries a whole conversation. */
export function conversationEvent(transcript: Transcript): string {
  return `event: conversation\ndata: ${JSON.stringify(transcript)}\n\n`
}

/** Keeps proxies from closing a silent stream. */
export const heartbeat = ': still here\n\n'
