import type { App, BlockAction, ButtonAction, types, webApi } from '@slack/bolt'
import type { ChannelHost, Sender } from '../../core/ports.ts'
import type { Identify } from './identity.ts'
import {
  actionEvent,
  channelName,
  isWritten,
  keyOf,
  messageEvent,
  type Pressed,
  requestEvent,
  type SlackMessage,
  threadOf,
} from './inbound.ts'
import { type PersonFormOrigin, personForm, readPersonForm } from './person-form.ts'
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
    const button = action as ButtonAction
    const pressed = JSON.parse(button.value ?? '{}') as Pressed
    const message = press.message
    const team = press.team?.id ?? press.user.team_id ?? ''
    if (!message) return
    const sender = await identify(press.user.id, team)
    const opened =
      pressed.action === 'person' &&
      (await openPersonForm(
        { address: pressed.address, message: message.ts, label: button.text.text },
        press.trigger_id,
        team,
        sender.language,
      ))
    if (opened) return ack()
    const isNew = await host.accept(actionEvent(pressed, message.ts, team, sender))
    await ack()
    if (isNew)
      showOutcome(message as ShownMessage, pressed.address.channel, button.text.text, press.user.id).catch(onError)
  })

  /** Whether Slack opened it. Where it did not, as after 3 seconds, whoever asks for a person gets one without it. */
  const openPersonForm = async (
    opener: PersonFormOrigin,
    trigger: string,
    team: string,
    language: Sender['language'],
  ): Promise<boolean> => {
    const place = { channel: channelName, workspace: team, conversationKey: keyOf(opener.address) }
    const [draft, categories] = await Promise.all([host.draft(place), host.categories()])
    return client.views.open({ trigger_id: trigger, view: personForm(opener, draft, categories, language) }).then(
      () => true,
      (error) => {
        onError(error)
        return false
      },
    )
  }

  app.view('person', async ({ ack, body, view }) => {
    const { address, message, label } = JSON.parse(view.private_metadata) as PersonFormOrigin
    const team = body.team?.id ?? body.user.team_id ?? ''
    const sender = await identify(body.user.id, team)
    const filled = readPersonForm(view.state.values, await host.categories(), sender.language)
    if ('errors' in filled) return ack({ response_action: 'errors', errors: filled.errors })
    const isNew = await host.accept(requestEvent(filled.form, address, view.id, team, sender))
    await ack()
    if (!isNew) return
    // The form has no room for the blocks of the message it was opened from. The beginning of a thread always comes too.
    client.conversations
      .replies({ channel: address.channel, ts: address.thread, oldest: message, latest: message, inclusive: true })
      .then(async ({ messages = [] }) => {
        const shown = messages.find(({ ts }) => ts === message) as ShownMessage | undefined
        if (shown) await showOutcome(shown, address.channel, label, body.user.id)
      })
      .catch(onError)
  })

  /** A pressed button gives way to its outcome, so that nothing is pressed twice. */
  const showOutcome = async (message: ShownMessage, channel: string, label: string, user: string) => {
    await client.chat.update({
      channel,
      ts: message.ts,
      text: message.text ?? '',
      blocks: withOutcome(message.blocks ?? [], label, user),
    })
  }
}

/** A message of ours as Slack shows it. */
interface ShownMessage {
  ts: string
  text?: string
  blocks?: types.KnownBlock[]
}
