import type { App, BlockAction, ButtonAction, webApi } from '@slack/bolt'
import type { ChannelHost } from '../../core/ports.ts'
import type { Identify } from './identity.ts'
import {
  actionEvent,
  channelName,
  isWritten,
  keyOf,
  messageEvent,
  type Pressed,
  type SlackMessage,
  threadOf,
} from './inbound.ts'
import { withOutcome } from './render.ts'

/** What those who listen to Slack work with. */
export interface Listening {
  host: ChannelHost
  client: webApi.WebClient
  identify: Identify
  /** Told of what failed after Slack had its answer. */
  onError(error: unknown): void
}

/**
 * Requesters: a direct message or a mention begins a conversation in its thread, and what is written there goes on with
 * it. In the thread of a ticket's card it is a note among agents. Nothing is answered before it is stored.
 */
export function listenToRequesters(app: App, { host, client, identify, onError }: Listening): void {
  const hear = async (message: SlackMessage, team: string, isAddressed: boolean) => {
    if (!isWritten(message)) return
    const address = threadOf(message)
    const desk = { channel: channelName, workspace: team, place: message.channel }
    const ticket = await host.desk.ticketAt(desk, address.thread)
    if (ticket !== null) {
      const event = messageEvent(message, team, await identify(message.user, team))
      if (event.kind !== 'message') return
      const { externalId, sender, text, attachments = [] } = event
      if (text === '' && attachments.length === 0) return
      const work = { do: 'note' as const, text, attachments }
      const outcome = await host.desk.work({ ...desk, externalId, sender, ticket, work })
      if (!outcome.done)
        client.chat
          .postEphemeral({
            channel: message.channel,
            user: message.user,
            thread_ts: address.thread,
            text: outcome.text,
          })
          .catch(onError)
      return
    }
    const place = { channel: channelName, workspace: team, conversationKey: keyOf(address) }
    const isOurs = isAddressed || (message.thread_ts !== undefined && (await host.transcript(place)) !== null)
    if (isOurs) await host.accept(messageEvent(message, team, await identify(message.user, team)))
  }

  app.event('message', async ({ event, body }) => {
    const message = event as unknown as SlackMessage
    await hear(message, body.team_id, message.channel_type === 'im')
  })
  app.event('app_mention', async ({ event, body }) => {
    await hear(event as unknown as SlackMessage, body.team_id, true)
  })

  app.action(/^say:/, async ({ ack, body, action }) => {
    const press = body as BlockAction<ButtonAction>
    const pressed = JSON.parse((action as ButtonAction).value ?? '{}') as Pressed
    const message = press.message
    const team = press.team?.id ?? press.user.team_id ?? ''
    if (!message) return
    const isNew = await host.accept(actionEvent(pressed, message.ts, team, await identify(press.user.id, team)))
    await ack()
    if (!isNew) return
    client.chat
      .update({
        channel: pressed.address.channel,
        ts: message.ts,
        text: message.text ?? '',
        blocks: withOutcome(message.blocks, (action as ButtonAction).text.text, press.user.id),
      })
      .catch(onError)
  })
}
