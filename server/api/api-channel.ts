import { ownerOf, refuseForeign } from '../../core/attachments/taking.ts'
import { getConversation, newestAt, readTranscript } from '../../core/conversations/store.ts'
import type { InboundEvent, Transcript } from '../../core/ports.ts'
import { RequestRefused } from './problem.ts'
import type { RouteContext } from './routes/routes.ts'

/** The name of the channel that custom channels and tests share. */
export const apiChannel = 'api'

/** What an event says, without where it comes from. */
type Happening<Event = InboundEvent> = Event extends InboundEvent
  ? Omit<Event, 'channel' | 'workspace' | 'externalId' | 'conversationKey' | 'address' | 'sender' | 'at'>
  : never

/** Hands an event to the inbox and waits until it is dealt with. @throws EventNotHandled */
export async function takeIn({ helpdesk: { inbox } }: RouteContext, event: InboundEvent): Promise<void> {
  await inbox.handled((await inbox.accept(event)).id)
}

/**
 * Something happens in a conversation of a custom channel.
 * @param externalId the caller's own id of it
 * @returns the conversation at that place: a closed one is followed by a new one
 * @throws DomainError conversation_not_found, attachment_not_found
 * @throws RequestRefused other_channel
 */
export async function continueConversation(
  context: RouteContext,
  id: string,
  externalId: string,
  what: Happening,
): Promise<Transcript> {
  const { transact } = context.helpdesk
  const conversation = await transact((tx) => getConversation(tx, id))
  if (conversation.channel !== apiChannel)
    throw new RequestRefused(
      403,
      'other_channel',
      `This conversation takes place in ${conversation.channel}; only its requester can write there.`,
    )
  const place = { channel: apiChannel, workspace: conversation.workspace, conversationKey: conversation.key }
  if (what.kind === 'message') {
    const files = (what.attachments ?? []).flatMap((file) => ('stored' in file ? file.stored : []))
    await transact((tx) => refuseForeign(tx, files, ownerOf(place, '')))
  }
  const { sender } = conversation.address as { sender: string }
  await takeIn(context, {
    ...place,
    externalId: `${conversation.key}/${externalId}`,
    address: conversation.address,
    sender: { externalId: sender, name: null, email: sender, emailVerified: true, language: null },
    at: context.now().toISOString(),
    ...what,
  })
  return transact(async (tx) => readTranscript(tx, (await newestAt(tx, place)) ?? id))
}
