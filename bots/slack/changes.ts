import type { App } from '@slack/bolt'
import { nameToEmoji } from 'gemoji'
import type { ChannelHost, InboundEvent } from '../../core/ports.ts'
import type { Identify } from './identity.ts'
import { channelName, nameOf, readText, type SlackAddress, type SlackMessage } from './inbound.ts'

/** An edit or a deletion, as Slack tells of it: as a message about a message. */
interface MessageEvent {
  channel: string
  ts: string
  event_ts?: string
  subtype?: string
  message?: SlackMessage & { edited?: { ts?: string } }
  previous_message?: SlackMessage
  deleted_ts?: string
}

/** https://docs.slack.dev/reference/events/reaction_added */
interface ReactionEvent {
  type: string
  user: string
  reaction: string
  event_ts: string
  item: { type: string; channel?: string; ts?: string }
}

/**
 * What becomes of messages after they were written: edits, deletions, reactions. Slack tells of those in every channel
 * we are in; only what belongs to a conversation of ours is stored.
 */
export function listenToChanges(app: App, { host, identify }: { host: ChannelHost; identify: Identify }): void {
  const accept = async (
    team: string,
    user: string,
    message: string,
    channel: string,
    id: string,
    happened: { kind: 'edited'; text: string } | { kind: 'deleted' } | Pick<Reaction, 'kind' | 'emoji' | 'isAdded'>,
  ) => {
    const place = await host.placeOf({ channel: channelName, workspace: team }, message)
    // A timestamp names a message within its channel only.
    if (!place || (place.address as unknown as SlackAddress).channel !== channel) return
    await host.accept({
      channel: channelName,
      workspace: team,
      ...place,
      externalId: id,
      sender: await identify(user, team),
      at: new Date().toISOString(),
      message,
      ...happened,
    })
  }

  app.event('message', async ({ event, body }) => {
    const { subtype, channel, message, previous_message: before, ...rest } = event as unknown as MessageEvent
    if (subtype === 'message_changed' && message) {
      const user = message.user ?? before?.user
      if (!user || message.bot_id) return
      const name = nameOf(message, channel)
      // Of a message that others have answered Slack leaves a tombstone.
      if (message.subtype === 'tombstone')
        return accept(body.team_id, before?.user ?? user, name, channel, `deleted/${channel}/${message.ts}`, {
          kind: 'deleted',
        })
      // A preview of a link is a change to Slack, and none to us.
      if (message.text === before?.text) return
      const id = `edited/${channel}/${message.ts}/${message.edited?.ts ?? rest.event_ts ?? rest.ts}`
      return accept(body.team_id, user, name, channel, id, { kind: 'edited', text: readText(message.text ?? '') })
    }
    if (subtype === 'message_deleted' && before?.user && !before.bot_id)
      return accept(body.team_id, before.user, nameOf(before, channel), channel, `deleted/${channel}/${before.ts}`, {
        kind: 'deleted',
      })
  })

  const react = async (event: ReactionEvent, team: string) => {
    const { channel, ts } = event.item
    if (event.item.type !== 'message' || !channel || !ts) return
    const isAdded = event.type === 'reaction_added'
    const id = `${event.type}/${channel}/${ts}/${event.user}/${event.reaction}/${event.event_ts}`
    await accept(team, event.user, ts, channel, id, { kind: 'reaction', emoji: emojiOf(event.reaction), isAdded })
  }
  app.event('reaction_added', ({ event, body }) => react(event as ReactionEvent, body.team_id))
  app.event('reaction_removed', ({ event, body }) => react(event as ReactionEvent, body.team_id))
}

type Reaction = Extract<InboundEvent, { kind: 'reaction' }>

/** The character of a name, its skin tone left out; `:name:` for one of the workspace's own. */
export function emojiOf(name: string): string {
  const [plain = ''] = name.split('::')
  return Object.hasOwn(nameToEmoji, plain) ? (nameToEmoji[plain] ?? '') : `:${plain}:`
}
