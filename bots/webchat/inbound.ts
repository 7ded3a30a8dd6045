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

/** What the page sent, as an event. @param externalId the page's own id of it, unique among this visitor's */
export function eventOf(
  visitor: Visitor,
  language: Language,
  externalId: string,
  sent: { text: string; attachments: AttachmentOffered[] } | { action: ActionName; value: string | null },
): InboundEvent {
  return {
    ...placeOf(visitor),
    externalId: `${visitor.account}/${externalId}`,
    address: null,
    sender: senderOf(visitor, language),
    at: new Date().toISOString(),
    ...('text' in sent
      ? { kind: 'message', text: sent.text, attachments: sent.attachments }
      : { kind: 'action', action: sent.action, value: sent.value }),
  }
}
