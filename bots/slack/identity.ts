import type { webApi } from '@slack/bolt'
import type { Sender } from '../../core/ports.ts'

/** How long what Slack says of a user is taken for true, in milliseconds. */
const keptMilliseconds = 10 * 60_000
const mostKept = 10_000

/** Says who a user of a workspace is. @throws when Slack cannot be asked, so that the event comes again */
export type Identify = (user: string, team: string) => Promise<Sender>

/**
 * Users by `users.info`. The address is vouched for only where Slack has confirmed it and the user belongs to the very
 * workspace: guests from another company's one through a shared channel stay strangers.
 */
export function createIdentify(client: webApi.WebClient): Identify {
  const kept = new Map<string, { until: number; sender: Sender }>()
  return async (user, team) => {
    const known = kept.get(`${team}/${user}`)
    if (known && known.until > Date.now()) return known.sender
    const sender = await look(client, user, team)
    if (kept.size >= mostKept) kept.clear()
    kept.set(`${team}/${user}`, { until: Date.now() + keptMilliseconds, sender })
    return sender
  }
}

async function look(client: webApi.WebClient, id: string, team: string): Promise<Sender> {
  const stranger: Sender = { externalId: id, name: null, email: null, emailVerified: false, language: null }
  try {
    const { user } = await client.users.info({ user: id, include_locale: true })
    if (!user) return stranger
    const name = user.profile?.real_name || user.real_name || user.profile?.display_name || user.name || null
    const email = user.profile?.email ?? null
    const isOurs = user.team_id === team && !user.is_stranger && user.is_email_confirmed !== false
    const language = user.locale ? (user.locale.startsWith('de') ? 'de' : 'en') : null
    return { externalId: id, name, email, emailVerified: isOurs && email !== null, language }
  } catch (error) {
    // Slack was reached and does not say: they are answered all the same.
    if ((error as { code?: string }).code === 'slack_webapi_platform_error') return stranger
    throw error
  }
}
