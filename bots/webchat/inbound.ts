import type {
  ActionName,
  AttachmentOffered,
  ConversationPlace,
  InboundEvent,
  Language,
  Sender,
} from '../../core/ports.ts'
import type { Visitor } from './identity.ts'

export const channelName = 'webchat'
/** Web chat has one site, so one workspace. */
export const workspace = '-'

/** Where a visitor's present chat takes place. */
export function placeOf(visitor: Visitor): ConversationPlace {
  return { channel: channelName, workspace, conversationKey: `${visitor.account}/${visitor.thread}` }
}

/** Which of a visitor's chats a conversation key names. */
export function threadOf(conversationKey: string): string {
  return conversationKey.split('/')[1] ?? ''
}

/** A visitor as a sender: what they say of themselves is never verified. */
export function senderOf(
  visitor: Visitor,
  language: Language,
  introduced: { name?: string; email?: string } = {},
): Sender {
  return {
    externalId: visitor.account,
    name: introduced.name ?? null,
    email: introduced.email ?? null,
    emailVerified: false,
    language,
  }
}

/** The language of a browser, of those we speak. */
export function languageOf(request: { headers: { 'accept-language'?: string | undefined } }): Language {
  return /^\s*de\b/i.test(request.headers['accept-language'] ?? '') ? 'de' : 'en'
}

/** What the page can send. */
export type Sent =
  | { kind: 'message'; text: string; attachments: AttachmentOffered[] }
  | { kind: 'action'; action: ActionName; value: string | null }
  | { kind: 'edited'; message: string; text: string }
  | { kind: 'deleted'; message: string }

/** What the page sent, as an event. @param externalId the page's own id of it, unique among this visitor's */
export function eventOf(visitor: Visitor, language: Language, externalId: string, sent: Sent): InboundEvent {
  return {
    ...placeOf(visitor),
    externalId: `${visitor.account}/${externalId}`,
    address: null,
    sender: senderOf(visitor, language),
    at: new Date().toISOString(),
    ...sent,
  }
}
