import { randomUUID } from 'node:crypto'
import type { ChannelHost, Sender } from '../../core/ports.ts'
import type { Activity } from './activity.ts'
import type { Connector } from './connector.ts'
import type { Identify } from './identity.ts'
import {
  actionEvent,
  addressOf,
  changeEvent,
  channelName,
  isAddressed,
  isAmongOthers,
  messageEvent,
  pressedOf,
  textOf,
  threadOf,
  workOf,
  workspaceOf,
} from './inbound.ts'
import { cardOf, digestOf, type Pressed, renderMessage, renderText } from './render.ts'
import { wordsOf } from './words.ts'

/** What those who hear Teams work with. */
export interface Hearing {
  host: ChannelHost
  connector: Connector
  identify: Identify
  /** Told of what failed after Teams had its answer. */
  onError(error: unknown): void
}

/** What Teams is answered: a status, and a body for an invoke. */
export interface Reply {
  status: number
  body?: unknown
}

/** Handles an activity that was checked. Nothing is answered before it is stored. */
export async function hear(activity: Activity, hearing: Hearing): Promise<Reply> {
  const { host, identify } = hearing
  switch (activity.type) {
    case 'message':
      if (pressedOf(activity)) await press(activity, hearing)
      else await hearMessage(activity, hearing)
      return { status: 200 }
    case 'invoke':
      if (activity.name === 'adaptiveCard/action' && pressedOf(activity))
        return { status: 200, body: await press(activity, hearing) }
      return { status: 501 }
    case 'messageUpdate':
    case 'messageDelete': {
      const isChange = ['editMessage', 'softDeleteMessage', undefined].includes(activity.channelData?.eventType)
      const event = isChange ? changeEvent(activity, await identify(activity)) : null
      if (event && (await host.transcript(event))) await host.accept(event)
      return { status: 200 }
    }
    case 'conversationUpdate':
      if (activity.membersAdded?.some(({ id }) => id === activity.recipient.id)) welcome(activity, hearing)
      return { status: 200 }
    default:
      return { status: 200 }
  }
}

/** Says something that needs no second try. */
function say(activity: Activity, text: string, { connector, onError }: Hearing): void {
  connector.send(addressOf(activity), renderText(text)).catch(onError)
}

function welcome(activity: Activity, hearing: Hearing): void {
  say(activity, wordsOf(activity.locale?.startsWith('de') ? 'de' : 'en').welcome, hearing)
}

async function hearMessage(activity: Activity, hearing: Hearing): Promise<void> {
  const { host, connector, identify, onError } = hearing
  const text = textOf(activity)
  if (text === '') return
  const workspace = workspaceOf(activity)
  const { place, thread } = threadOf(activity.conversation.id)
  const ticket = thread === null ? null : await host.desk.ticketAt({ channel: channelName, workspace, place }, thread)
  const conversation = { channel: channelName, workspace, conversationKey: activity.conversation.id }
  if (ticket === null && !isAddressed(activity) && !(await host.transcript(conversation))) return
  const sender = await identify(activity)
  const event = messageEvent(activity, sender)
  if (ticket !== null) {
    const { externalId } = event
    const work = { do: 'note' as const, text }
    const outcome = await host.desk.work({ channel: channelName, workspace, place, externalId, sender, ticket, work })
    if (!outcome.done) say(activity, outcome.text, hearing)
    return
  }
  const said = await command(text, activity, sender, hearing)
  if (said !== null) return say(activity, said, hearing)
  if (await host.accept(event)) connector.send(addressOf(activity), { type: 'typing' }).catch(onError)
}

/** Does what a command asks for. @returns what to say, null when the text is none */
async function command(text: string, activity: Activity, sender: Sender, { host }: Hearing): Promise<string | null> {
  const channel = { channel: channelName, workspace: workspaceOf(activity) }
  const words = wordsOf(sender.language)
  if (/^(my|meine) tickets$/i.test(text)) {
    const tickets = await host.ticketsOf(channel, sender.externalId)
    if (tickets.length === 0) return words.noTickets
    return tickets.map(({ number, subject, state }) => `- **#${number}** ${subject} (${state})`).join('\n')
  }
  const desk = isAmongOthers(activity) ? /^desk:\s*(.*)$/i.exec(text) : null
  if (desk) {
    const { place } = threadOf(activity.conversation.id)
    const address = { serviceUrl: activity.serviceUrl, conversation: place }
    const binding = { ...channel, place, address, name: place, language: sender.language ?? ('en' as const) }
    return (await host.desk.bind({ ...binding, team: desk[1] || null }, sender)).text
  }
  const presence = /^(available|away)$/.exec(text)?.[1] as 'available' | 'away' | undefined
  const isDesk = presence && (await host.desk.isDesk({ ...channel, place: threadOf(activity.conversation.id).place }))
  return presence && isDesk ? (await host.desk.setPresence(channel, sender, presence)).text : null
}

/** A pressed button. @returns the body that answers an `adaptiveCard/action` */
async function press(activity: Activity, hearing: Hearing): Promise<unknown> {
  const found = pressedOf(activity)
  if (!found) return null
  const sender = await hearing.identify(activity)
  const { pressed, filled } = found
  if ('desk' in pressed) {
    const { place } = threadOf(activity.conversation.id)
    const work = workOf(pressed.desk, filled)
    if (!work) return spoken(wordsOf(sender.language).reason)
    const outcome = await hearing.host.desk.work({
      channel: channelName,
      workspace: workspaceOf(activity),
      place,
      externalId: `desk/${activity.conversation.id}/${activity.id ?? randomUUID()}`,
      sender,
      ticket: pressed.ticket,
      work,
    })
    if (activity.type === 'message') say(activity, outcome.text, hearing)
    return spoken(outcome.text)
  }
  return pressSaid(pressed, activity, sender, hearing)
}

async function pressSaid(
  { say: action, digest }: Extract<Pressed, { say: unknown }>,
  activity: Activity,
  sender: Sender,
  { host, connector, onError }: Hearing,
): Promise<unknown> {
  const event = actionEvent(action, activity, sender)
  const transcript = await host.transcript(event)
  // Without a conversation there is nothing the button could be about.
  if (!transcript) return spoken(wordsOf(sender.language).received)
  const isNew = await host.accept(event)
  const message = transcript.messages.findLast(({ from, text }) => from !== 'requester' && digestOf(text) === digest)
  if (!message || !isNew) return spoken(wordsOf(sender.language).received)
  const name = activity.from.name ? `${action.label} (${activity.from.name})` : action.label
  const card = renderMessage(message, name)
  if (activity.replyToId) connector.update(addressOf(activity), activity.replyToId, card).catch(onError)
  return { statusCode: 200, type: 'application/vnd.microsoft.card.adaptive', value: cardOf(card) }
}

const spoken = (value: string) => ({ statusCode: 200, type: 'application/vnd.microsoft.activity.message', value })
