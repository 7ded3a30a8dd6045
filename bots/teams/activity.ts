import type { Json } from '../../core/ports.ts'

/** An account as activities name it. */
export interface Account {
  id: string
  name?: string
  aadObjectId?: string
}

/** An activity of the Bot Framework; what is not named here is not looked at. */
export interface Activity {
  type: string
  name?: string
  id?: string
  channelId: string
  serviceUrl: string
  timestamp?: string
  locale?: string
  from: Account
  recipient: Account
  conversation: { id: string; conversationType?: string; isGroup?: boolean; tenantId?: string }
  text?: string
  textFormat?: string
  replyToId?: string
  value?: Json
  entities?: { type: string; text?: string; mentioned?: Account }[]
  attachments?: { contentType?: string; contentUrl?: string; name?: string }[]
  membersAdded?: Account[]
  action?: string
  channelData?: { tenant?: { id?: string }; eventType?: string }
}

/** A body as an activity; null when it lacks what every activity has. */
export function readActivity(body: unknown): Activity | null {
  const said = body as Partial<Activity> | null
  if (typeof said !== 'object' || said === null || Array.isArray(said)) return null
  const { type, channelId, serviceUrl, from, recipient, conversation } = said
  const strings = [type, channelId, serviceUrl, from?.id, conversation?.id]
  if (!strings.every((each) => typeof each === 'string' && each !== '')) return null
  return { ...(said as Activity), recipient: recipient ?? { id: '' } }
}
