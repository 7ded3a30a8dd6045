import { createSign, generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'
import type { TeamsOptions } from '../../../bots/teams/channel.ts'

// biome-ignore lint/suspicious/noExplicitAny: activities and cards; each test looks at the fields it names
export type Payload = Record<string, any>

/** An activity as a conversation shows it. */
export interface Posted extends Payload {
  id: string
  conversation: string
}

export const tenant = 'tenant-1'
const appId = 'app-1'

/** A Teams on a socket of its own: login, keys, the Bot Connector, and activities with signed tokens. */
export interface Teams {
  url: string
  options: TeamsOptions
  /** What conversations show, in the order of writing; changed in place. */
  messages: Posted[]
  /** Every call that was made, as `METHOD /path`. */
  calls: string[]
  addMember(id: string, member: Payload): void
  /** The next calls whose `METHOD /path` contains some text fail so. */
  refuse(call: string, status: number, headers?: Record<string, string>): void
  shown(isSo: (message: Posted) => boolean): Promise<Posted>
  token(claims?: Payload, options?: { key?: 'ours' | 'stranger' | 'unendorsed'; kid?: string }): string
  send(activity: Payload, authorization?: string | null): Promise<{ status: number; body: string }>
  /** Somebody writes. */
  says(user: string, text: string, activity?: Payload): Promise<{ status: number; body: string }>
  /** Somebody presses a button of a card. */
  presses(user: string, message: Posted, label: string, filled?: Payload): Promise<{ status: number; body: string }>
  stop(): Promise<void>
}

/** Every button of a message, those within forms too. */
export function buttonsOf(message: Posted): Payload[] {
  const found: Payload[] = []
  const look = (part: unknown): void => {
    if (Array.isArray(part)) for (const each of part) look(each)
    else if (typeof part === 'object' && part !== null) {
      const here = part as Payload
      if (String(here.type).startsWith('Action.')) found.push(here)
      for (const [name, each] of Object.entries(here)) if (name !== 'fallback') look(each)
    }
  }
  look(message.attachments)
  return found
}

/** Starts one. @param app the server that is to hear of activities; bound later, as it needs the address first */
export async function startTeams(app: () => FastifyInstance): Promise<Teams> {
  const pairs = {
    ours: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    unendorsed: generateKeyPairSync('rsa', { modulusLength: 2048 }),
    stranger: generateKeyPairSync('rsa', { modulusLength: 2048 }),
  }
  const members = new Map<string, Payload>()
  const messages: Posted[] = []
  const calls: string[] = []
  const refusals: { call: string; status: number; headers: Record<string, string> }[] = []
  const looks = new Set<() => void>()
  let count = 0

  const server = createServer(async (request, response) => {
    let raw = ''
    for await (const chunk of request) raw += chunk
    const path = decodeURIComponent(request.url ?? '')
    const call = `${request.method} ${path}`
    calls.push(call)
    const answer = (status: number, body: unknown, headers = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(JSON.stringify(body))
      for (const look of [...looks]) look()
    }
    const at = refusals.findIndex((refusal) => call.includes(refusal.call))
    const refusal = at < 0 ? undefined : refusals.splice(at, 1)[0]
    if (refusal) return answer(refusal.status, { error: { code: `Refused${refusal.status}` } }, refusal.headers)
    if (path === '/keys')
      return answer(200, {
        keys: [
          { ...pairs.ours.publicKey.export({ format: 'jwk' }), kid: 'ours', endorsements: ['msteams'] },
          { ...pairs.unendorsed.publicKey.export({ format: 'jwk' }), kid: 'unendorsed', endorsements: ['webchat'] },
        ],
      })
    if (path === '/openid')
      return answer(200, {
        issuer: 'https://api.botframework.com',
        jwks_uri: `${url}/keys`,
        id_token_signing_alg_values_supported: ['RS256'],
      })
    if (path.endsWith('/token')) return answer(200, { access_token: 'a bot token', expires_in: 3600 })
    if (request.headers.authorization !== 'Bearer a bot token') return answer(401, { error: { code: 'Unauthorized' } })
    const [, , , conversation = '', kind = '', id = ''] = path.split('/')
    if (kind === 'members') return members.has(id) ? answer(200, members.get(id)) : answer(404, {})
    const body = JSON.parse(raw || 'null')
    if (request.method === 'POST') {
      const posted = { ...body, id: String(++count), conversation } as Posted
      messages.push(posted)
      return answer(201, { id: posted.id })
    }
    const shown = messages.find((message) => message.id === id)
    if (!shown) return answer(404, { error: { code: 'ActivityNotFoundInConversation' } })
    if (request.method === 'PUT') Object.assign(shown, body)
    else messages.splice(messages.indexOf(shown), 1)
    return answer(200, { id })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const teams: Teams = {
    url,
    options: {
      credentials: { appId, password: 'a secret', tokenUrl: `${url}/login/oauth2/v2.0/token` },
      authority: { openIdMetadataUrl: `${url}/openid`, issuer: 'https://api.botframework.com', tenants: [tenant] },
    },
    messages,
    calls,
    addMember: (id, member) => void members.set(id, { id, tenantId: tenant, userRole: 'user', ...member }),
    refuse: (call, status, headers = {}) => void refusals.push({ call, status, headers }),
    shown: (isSo) =>
      new Promise((resolve) => {
        const look = () => {
          const found = messages.find(isSo)
          if (!found) return
          looks.delete(look)
          resolve(found)
        }
        looks.add(look)
        look()
      }),
    token(claims = {}, { key = 'ours', kid = key } = {}) {
      const now = Math.floor(Date.now() / 1_000)
      const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')
      const payload = {
        iss: 'https://api.botframework.com',
        aud: appId,
        serviceurl: url,
        nbf: now - 60,
        exp: now + 3_600,
        ...claims,
      }
      const signed = `${encode({ alg: 'RS256', typ: 'JWT', kid })}.${encode(payload)}`
      return `Bearer ${signed}.${createSign('RSA-SHA256').update(signed).sign(pairs[key].privateKey, 'base64url')}`
    },
    async send(activity, authorization = teams.token()) {
      const { statusCode, body } = await app().inject({
        method: 'POST',
        url: '/api/messages',
        payload: activity,
        headers: authorization === null ? {} : { authorization },
      })
      return { status: statusCode, body }
    },
    says: (user, text, activity = {}) => teams.send({ ...activityOf(user, url, ++count), text, ...activity }),
    presses(user, message, label, filled = {}) {
      const button = buttonsOf(message).find(({ title }) => title === label)
      if (!button) throw new Error(`there is no button “${label}”`)
      return teams.send({
        ...activityOf(user, url, ++count),
        type: 'invoke',
        name: 'adaptiveCard/action',
        replyToId: message.id,
        conversation: { id: message.conversation, tenantId: tenant },
        value: { action: { type: 'Action.Execute', verb: button.verb, data: { ...button.data, ...filled } } },
      })
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return teams
}

/** A message in somebody's own chat with the bot. */
export function activityOf(user: string, serviceUrl: string, id: number): Payload {
  return {
    type: 'message',
    id: `in-${id}`,
    timestamp: new Date().toISOString(),
    channelId: 'msteams',
    serviceUrl,
    locale: 'en-US',
    from: { id: user, name: user, aadObjectId: `aad-${user}` },
    recipient: { id: 'bot' },
    conversation: { id: `chat-${user}`, conversationType: 'personal', tenantId: tenant },
    channelData: { tenant: { id: tenant } },
  }
}
