import type { ActionName, InboundEvent, Json, RequestForm, Sender } from '../../core/ports.ts'
import { filesOf, linksOf, type SlackFile } from './files.ts'

export const channelName = 'slack'

/** What is needed to write somewhere in Slack. */
export interface SlackAddress {
  channel: string
  /** Timestamp of the message that begins the thread. */
  thread: string
}

/** A message as Slack's events carry it; what is not named here is not looked at. */
export interface SlackMessage {
  channel: string
  channel_type?: string
  user?: string
  bot_id?: string
  subtype?: string
  hidden?: boolean
  text?: string
  ts: string
  thread_ts?: string
  files?: SlackFile[]
}

/** Whether a person wrote it, now: not a bot, a workflow, nor Slack about an edit or somebody's arrival. */
export function isWritten(message: SlackMessage): message is SlackMessage & { user: string } {
  const subtypes = [undefined, 'file_share', 'thread_broadcast']
  return !!message.user && !message.bot_id && !message.hidden && subtypes.includes(message.subtype)
}

/** The thread of a message: every thread is a conversation of its own. */
export function threadOf({ channel, ts, thread_ts }: SlackMessage): SlackAddress {
  return { channel, thread: thread_ts ?? ts }
}

export function keyOf({ channel, thread }: SlackAddress): string {
  return `${channel}/${thread}`
}

/** What we call a message that somebody wrote. */
export function nameOf({ ts }: { ts: string }, channel: string): string {
  return `message/${channel}/${ts}`
}

/**
 * A message as an event. Its id is the message's own, which stays the same over Slack's retries and over the two events
 * that a mention in a channel makes.
 */
export function messageEvent(message: SlackMessage, team: string, sender: Sender): InboundEvent {
  const address = threadOf(message)
  const links = linksOf(message.files)
  return {
    kind: 'message',
    text: [readText(message.text ?? ''), links].filter(Boolean).join('\n'),
    attachments: filesOf(message.files),
    ...origin(address, team, sender),
    externalId: nameOf(message, message.channel),
    at: new Date(Number(message.ts) * 1_000).toISOString(),
  }
}

/** What a button of ours carries. */
export interface Pressed {
  action: ActionName
  value: string | null
  address: SlackAddress
}

/** A pressed button as an event. All presses below one message have one id, so that only the first counts. */
export function actionEvent(pressed: Pressed, message: string, team: string, sender: Sender): InboundEvent {
  const { action, value, address } = pressed
  return {
    kind: 'action',
    action,
    value,
    ...origin(address, team, sender),
    externalId: `press/${address.channel}/${message}`,
    at: new Date().toISOString(),
  }
}

/** A form for a person as an event. @param view Slack's id of the form, the same over its retries */
export function requestEvent(
  form: RequestForm,
  address: SlackAddress,
  view: string,
  team: string,
  sender: Sender,
): InboundEvent {
  return {
    kind: 'request',
    ...form,
    ...origin(address, team, sender),
    externalId: `form/${view}`,
    at: new Date().toISOString(),
  }
}

function origin(address: SlackAddress, team: string, sender: Sender) {
  return {
    channel: channelName,
    workspace: team,
    conversationKey: keyOf(address),
    address: { ...address } as Json,
    sender,
  }
}

/** Slack's marks as plain Markdown: links, escaped characters, and the bot's own mention at the beginning gone. */
export function readText(text: string): string {
  return text
    .replace(/^\s*<@[A-Z0-9]+(\|[^>]*)?>[\s:,]*/, '')
    .replace(/<(https?:[^|>]+|mailto:[^|>]+)\|([^>]*)>/g, '[$2]($1)')
    .replace(/<(https?:[^>]+|mailto:[^>]+)>/g, '$1')
    .replace(/<[#@!][^|>]*\|([^>]+)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&')
    .trim()
}
