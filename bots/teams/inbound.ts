import { randomUUID } from 'node:crypto'
import type { Action, DeskWork, DeskWorkName, InboundEvent, Json, Sender } from '../../core/ports.ts'
import type { Activity } from './activity.ts'
import { tenantOf } from './authority.ts'
import type { TeamsAddress } from './connector.ts'
import type { Pressed } from './render.ts'

export const channelName = 'teams'

/** Where an activity was, for answering. Every thread of a channel has a conversation id of its own. */
export function addressOf({ serviceUrl, conversation }: Activity): TeamsAddress {
  return { serviceUrl, conversation: conversation.id }
}

/** The tenant, `-` for clients that have none. */
export function workspaceOf(activity: Activity): string {
  return tenantOf(activity) ?? '-'
}

/** The channel that a conversation belongs to, and the message that begins the thread, null outside of threads. */
export function threadOf(conversation: string): { place: string; thread: string | null } {
  const [place = '', thread = null] = conversation.split(';messageid=')
  return { place, thread }
}

/** Whether more than one person hears what is said there. */
export function isAmongOthers({ conversation }: Activity): boolean {
  return conversation.isGroup === true || ['channel', 'groupChat'].includes(conversation.conversationType ?? '')
}

/** Whether somebody speaks to us. */
export function isAddressed(activity: Activity): boolean {
  return !isAmongOthers(activity) || mentionsOf(activity).length > 0
}

function mentionsOf({ entities = [], recipient }: Activity) {
  return entities.filter(({ type, mentioned }) => type === 'mention' && mentioned?.id === recipient.id)
}

/** What was written, without our own mention; files are links to where they are kept. */
export function textOf(activity: Activity): string {
  let text = activity.text ?? ''
  for (const { text: mention } of mentionsOf(activity)) if (mention) text = text.replace(mention, ' ')
  const links = (activity.attachments ?? [])
    .filter(({ contentUrl, contentType }) => contentUrl?.startsWith('https:') && contentType !== 'text/html')
    .map(({ name, contentUrl, contentType }) => `[${name ?? contentType ?? 'file'}](${contentUrl})`)
  return [text.replaceAll(/&nbsp;|\u00a0/g, ' ').trim(), ...links].filter(Boolean).join('\n')
}

/** What we call a message that somebody wrote. */
function nameOf({ conversation }: Activity, id: string): string {
  return `message/${conversation.id}/${id}`
}

/** A message as an event. A second delivery has the same id; clients that give none cannot repeat themselves. */
export function messageEvent(activity: Activity, sender: Sender): InboundEvent {
  return {
    kind: 'message',
    text: textOf(activity),
    ...origin(activity, sender),
    externalId: nameOf(activity, activity.id ?? randomUUID()),
  }
}

/** A change of a message by its author, as an event; null when it is none. */
export function changeEvent(activity: Activity, sender: Sender): InboundEvent | null {
  const { type, id, timestamp } = activity
  if (!id) return null
  const message = nameOf(activity, id)
  const from = { ...origin(activity, sender), message }
  if (type === 'messageDelete') return { kind: 'deleted', ...from, externalId: `delete/${message}` }
  return { kind: 'edited', ...from, text: textOf(activity), externalId: `edit/${message}/${timestamp ?? randomUUID()}` }
}

/** A pressed button as an event. All presses below one message have one id, so that only the first counts. */
export function actionEvent(say: Action, activity: Activity, sender: Sender): InboundEvent {
  const message = activity.replyToId ?? activity.id ?? randomUUID()
  return {
    kind: 'action',
    action: say.action,
    value: say.value,
    ...origin(activity, sender),
    externalId: `press/${activity.conversation.id}/${message}`,
  }
}

function origin(activity: Activity, sender: Sender) {
  const { conversation, timestamp } = activity
  const at = new Date(timestamp ?? Date.now())
  return {
    channel: channelName,
    workspace: workspaceOf(activity),
    conversationKey: conversation.id,
    address: { ...addressOf(activity) } as Json,
    sender,
    at: (Number.isNaN(at.getTime()) ? new Date() : at).toISOString(),
  }
}

/** What a button carried, with what was filled in beside it; null when it is none of ours. */
export function pressedOf(activity: Activity): { pressed: Pressed; filled: Record<string, unknown> } | null {
  const value = activity.value as { action?: { data?: unknown }; firstline?: unknown } | null | undefined
  const data = (activity.type === 'invoke' ? value?.action?.data : value) as Record<string, unknown> | null | undefined
  const pressed = data?.firstline as Partial<{ say: Partial<Action>; desk: string; ticket: number }> | undefined
  if (!data || typeof pressed !== 'object' || pressed === null) return null
  const isSaid = actionNames.includes(String(pressed.say?.action)) && typeof pressed.say?.label === 'string'
  const isWork = typeof pressed.desk === 'string' && Number.isSafeInteger(pressed.ticket)
  return isSaid || isWork ? { pressed: pressed as Pressed, filled: data } : null
}

const actionNames = ['solved', 'not_helpful', 'person', 'choose', 'rate']

/** What was pressed and filled in at a desk, as work; null when it is no work or something is missing. */
export function workOf(work: DeskWorkName, filled: Record<string, unknown>): DeskWork | null {
  const said = (name: string) => (typeof filled[name] === 'string' ? (filled[name] as string).trim() : '')
  switch (work) {
    case 'take':
    case 'release':
    case 'wait':
    case 'solve':
    case 'reopen':
      return { do: work }
    case 'reply':
    case 'note':
      return said('text') ? { do: work, text: said('text') } : null
    case 'escalate':
    case 'deescalate':
      return said('reason') ? { do: work, reason: said('reason'), team: null } : null
    case 'not_ours':
      return { do: work, reason: said('reason'), team: said('team') }
    case 'assign':
      return { do: work, agent: said('agent') }
    default:
      return null
  }
}
