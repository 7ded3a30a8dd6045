import { ChannelRefused, ChannelUnreachable, type Sender } from '../../core/ports.ts'
import type { Activity } from './activity.ts'
import { tenantOf } from './authority.ts'
import type { Connector } from './connector.ts'

/** How long what Teams says of somebody is taken for true, in milliseconds. */
const keptMilliseconds = 10 * 60_000
const mostKept = 10_000

/** Says who sent an activity; a stranger by the name of the activity while Teams cannot be asked, as it may not send again. */
export type Identify = (activity: Activity) => Promise<Sender>

/**
 * Senders by the members of their conversation. The address is vouched for only by a tenant that is named as allowed,
 * for its own members and not for its guests: whoever runs another tenant writes there what addresses they like.
 * @param trusted tenants whose word on an address counts
 */
export function createIdentify(connector: Connector, trusted: string[], onError: (error: unknown) => void): Identify {
  const kept = new Map<string, { until: number; sender: Sender }>()
  return async (activity) => {
    const { from, conversation, serviceUrl, locale } = activity
    const tenant = tenantOf(activity)
    const key = JSON.stringify([tenant, from.id, conversation.id])
    const known = kept.get(key)
    if (known && known.until > Date.now()) return known.sender
    let isKnown = true
    const member = await connector.member({ serviceUrl, conversation: conversation.id }, from.id).catch((error) => {
      if (!(error instanceof ChannelRefused || error instanceof ChannelUnreachable)) throw error
      isKnown = false
      onError(error)
      return null
    })
    const email = member?.email || member?.userPrincipalName || null
    const isGuest =
      /^(guest|anonymous)$/i.test(member?.userRole ?? '') || /#EXT#/i.test(member?.userPrincipalName ?? '')
    const isOurs = tenant !== null && trusted.includes(tenant) && member?.tenantId === tenant && !isGuest
    const sender: Sender = {
      externalId: from.aadObjectId ?? member?.aadObjectId ?? from.id,
      name: member?.name || from.name || null,
      email,
      emailVerified: isOurs && email !== null,
      language: locale ? (locale.toLowerCase().startsWith('de') ? 'de' : 'en') : null,
    }
    if (kept.size >= mostKept) kept.clear()
    if (isKnown) kept.set(key, { until: Date.now() + keptMilliseconds, sender })
    return sender
  }
}
