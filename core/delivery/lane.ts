import type { ConversationPlace } from '../ports.ts'

/** Names the place of a conversation in one string: its events share this lane, and those who watch it go by it. */
export function laneOf(place: ConversationPlace): string {
  return JSON.stringify([place.channel, place.workspace, place.conversationKey])
}
