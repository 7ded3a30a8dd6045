import { ChannelRefused, ChannelUnreachable, type Json } from '../../core/ports.ts'

/** Where to write: a conversation at the service that told of it. */
export interface TeamsAddress {
  serviceUrl: string
  conversation: string
}

/** How we prove who we are to Teams. */
export interface Credentials {
  appId: string
  password: string
  /** Where tokens are got. */
  tokenUrl: string
}

/** Milliseconds that a call may take. */
const patienceMilliseconds = 5_000

/** The calls of the Bot Connector that we make. */
export interface Connector {
  /** @returns the id of the new activity, null when the service names none */
  send(address: TeamsAddress, activity: object): Promise<string | null>
  update(address: TeamsAddress, id: string, activity: object): Promise<void>
  remove(address: TeamsAddress, id: string): Promise<void>
  /** Who somebody is; null where the service does not say. */
  member(address: TeamsAddress, id: string): Promise<Member | null>
}

/** A member of a conversation. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/get-teams-context */
export interface Member {
  id: string
  name?: string
  email?: string
  userPrincipalName?: string
  aadObjectId?: string
  tenantId?: string
  userRole?: string
}

/**
 * The Bot Connector over HTTP. Every call throws ChannelRefused or ChannelUnreachable.
 * @param credentials null: calls carry no token
 */
export function createConnector(credentials: Credentials | null): Connector {
  let kept: { token: string; until: number } | null = null
  const token = async () => {
    if (credentials === null) return null
    if (kept && kept.until > Date.now()) return kept.token
    const body = new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: credentials.appId,
      client_secret: credentials.password,
      scope: 'https://api.botframework.com/.default',
    })
    const reply = await ask(credentials.tokenUrl, { method: 'POST', body })
    if (!reply.ok) throw refusal(reply, 'login')
    const said = (await reply.json()) as { access_token: string; expires_in?: number }
    kept = { token: said.access_token, until: Date.now() + Math.max(0, (said.expires_in ?? 3600) - 300) * 1_000 }
    return kept.token
  }
  const call = async (method: string, { serviceUrl, conversation }: TeamsAddress, path: string, body?: object) => {
    const bearer = await token()
    const url = `${serviceUrl.replace(/\/$/, '')}/v3/conversations/${encodeURIComponent(conversation)}/${path}`
    const reply = await ask(url, {
      method,
      headers: {
        'content-type': 'application/json',
        ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    })
    if (reply.status === 401) kept = null
    if (!reply.ok) throw refusal(reply, await codeOf(reply))
    return reply
  }
  return {
    async send(address, activity) {
      const reply = await call('POST', address, 'activities', activity)
      return ((await read(reply)) as { id?: string } | null)?.id ?? null
    },
    async update(address, id, activity) {
      await call('PUT', address, `activities/${encodeURIComponent(id)}`, { ...activity, id })
    },
    async remove(address, id) {
      await call('DELETE', address, `activities/${encodeURIComponent(id)}`)
    },
    async member(address, id) {
      try {
        const said = await read(await call('GET', address, `members/${encodeURIComponent(id)}`))
        return said as unknown as Member | null
      } catch (error) {
        // Other clients than Teams have no members, and somebody who left is none: they are answered all the same.
        if (error instanceof ChannelRefused && error.permanent) return null
        throw error
      }
    },
  }
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  try {
    // A redirect would carry the token to an address that nobody vouched for.
    return await fetch(url, { ...init, redirect: 'manual', signal: AbortSignal.timeout(patienceMilliseconds) })
  } catch (error) {
    throw new ChannelUnreachable('Teams was not reached', { cause: error })
  }
}

async function read(reply: Response): Promise<Json> {
  const raw = await reply.text()
  try {
    return raw === '' ? null : JSON.parse(raw)
  } catch (error) {
    throw new ChannelUnreachable('Teams answered something that is no JSON', { cause: error })
  }
}

async function codeOf(reply: Response): Promise<string> {
  const said = (await reply.json().catch(() => null)) as { error?: { code?: string } } | null
  return said?.error?.code ?? String(reply.status)
}

/** Statuses worth another try. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/rate-limit */
const passing = new Set([401, 408, 409, 412, 429])

function refusal(reply: Response, code: string): ChannelRefused {
  const wait = Number(reply.headers.get('retry-after') ?? Number.NaN)
  return new ChannelRefused(code, `Teams refused with ${reply.status}: ${code}`, {
    permanent: reply.status < 500 && !passing.has(reply.status) && code !== 'login',
    ...(Number.isFinite(wait) ? { retryAfterSeconds: wait } : {}),
  })
}
