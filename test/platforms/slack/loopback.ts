import { createHmac } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { FastifyInstance } from 'fastify'

// biome-ignore lint/suspicious/noExplicitAny: Slack's payloads; each test looks at the fields it names
export type Payload = Record<string, any>

/** A message as a channel shows it. */
export interface Posted extends Payload {
  channel: string
  ts: string
  text: string
  thread_ts?: string
  blocks?: Payload[]
}

/** How a call fails: everywhere, or in one channel only. */
interface Refusal {
  status?: number
  error?: string
  /** Seconds. */
  retryAfter?: number
  channel?: string
}

/**
 * What is wrong with a form, null for nothing.
 * https://docs.slack.dev/reference/views/modal-views, https://docs.slack.dev/reference/block-kit/blocks/input-block
 */
function wrongWithView(view: Payload): string | null {
  if (view.type !== 'modal') return 'type: must be modal'
  if (!(view.title?.text?.length <= 24)) return 'title: must be at most 24 characters'
  if (!Array.isArray(view.blocks) || view.blocks.length === 0 || view.blocks.length > 100) return 'blocks: 1 to 100'
  if ((view.private_metadata ?? '').length > 3_000) return 'private_metadata: must be at most 3000 characters'
  if (view.blocks.some(({ type }: Payload) => type === 'input') && !view.submit) return 'submit: needed with inputs'
  for (const { type, label, element, block_id: id } of view.blocks) {
    if (type !== 'input') continue
    if (!label?.text || label.text.length > 2_000) return `${id}: label of 1 to 2000 characters`
    if (element.initial_value === '' || element.initial_value?.length > (element.max_length ?? 3_000))
      return `${id}: initial_value of 1 to max_length characters`
    if (element.type !== 'static_select') continue
    if (!(element.options?.length >= 1 && element.options.length <= 100)) return `${id}: 1 to 100 options`
    for (const option of element.options)
      if (!(option.text.text.length >= 1 && option.text.text.length <= 75 && option.value.length <= 150))
        return `${id}: an option of 1 to 75 characters and a value of at most 150`
  }
  return null
}

/** A Slack on a socket of its own: the Web API it needs, and signed requests to the app. */
export interface Slack {
  apiUrl: string
  signingSecret: string
  /** What channels show, in the order of writing; changed in place by `chat.update`. */
  messages: Posted[]
  /** What only one person saw. */
  ephemeral: Payload[]
  /** Forms that were opened. */
  views: Payload[]
  addUser(id: string, user: { name: string; email: string; team?: string }): void
  /** The next calls of a method fail so. */
  refuse(method: string, ...answers: Refusal[]): void
  /** Resolves with the first message that is so. */
  shown(isSo: (message: Posted) => boolean): Promise<Posted>
  /** Resolves with the first ephemeral message that is so. */
  whispered(isSo: (message: Payload) => boolean): Promise<Payload>
  /** Sends a body to the app as Slack does. @returns its answer */
  send(
    body: Payload,
    options?: { form?: boolean; secret?: string; at?: number; headers?: Record<string, string> },
  ): Promise<{ status: number; body: string }>
  /** Somebody writes. @returns the message's timestamp, and how the app answered */
  says(
    user: string,
    message: Payload & { channel: string; text: string },
    options?: { type?: string; eventId?: string },
  ): Promise<{ ts: string; status: number }>
  /** Somebody presses a button. */
  presses(user: string, message: Posted, label: string): Promise<{ status: number; body: string }>
  /** Somebody sends the form that was opened last. */
  submits(user: string, values: Record<string, Payload>): Promise<{ status: number; body: string }>
  commands(user: string, channel: string, text: string): Promise<string>
  stop(): Promise<void>
}

export const team = 'T0001'

/** Starts one. @param app the server that is to hear of events; bound later, as it needs the address first */
export async function startSlack(app: () => FastifyInstance): Promise<Slack> {
  const users = new Map<string, Payload>()
  const refusals = new Map<string, Refusal[]>()
  const messages: Posted[] = []
  const ephemeral: Payload[] = []
  const views: Payload[] = []
  const looks = new Set<() => void>()
  let clock = Math.floor(Date.now() / 1_000)
  const nextTs = () => `${++clock}.000100`
  const happened = () => {
    for (const look of [...looks]) look()
  }
  const first = <T>(list: () => T[], isSo: (each: T) => boolean) =>
    new Promise<T>((resolve) => {
      const look = () => {
        const found = list().find(isSo)
        if (!found) return
        looks.delete(look)
        resolve(found)
      }
      looks.add(look)
      look()
    })

  const methods: Record<string, (call: Payload) => Payload> = {
    'auth.test': () => ({ ok: true, team_id: team, user_id: 'UBOT', bot_id: 'BBOT', url: 'http://slack.test' }),
    'users.info': ({ user }) =>
      users.has(user) ? { ok: true, user: users.get(user) } : { ok: false, error: 'user_not_found' },
    'chat.postMessage': (call) => {
      const message = { ...call, ts: nextTs(), bot_id: 'BBOT' } as unknown as Posted
      messages.push(message)
      return { ok: true, ts: message.ts, channel: call.channel, message }
    },
    'chat.update': (call) => {
      const message = messages.find(({ ts, channel }) => ts === call.ts && channel === call.channel)
      if (!message) return { ok: false, error: 'message_not_found' }
      Object.assign(message, call)
      return { ok: true, ts: call.ts }
    },
    'chat.postEphemeral': (call) => {
      ephemeral.push(call)
      return { ok: true, message_ts: nextTs() }
    },
    'conversations.replies': (call) => {
      if (!messages.some(({ channel }) => channel === call.channel)) return { ok: false, error: 'channel_not_found' }
      const inThread = messages.filter(({ channel, thread_ts }) => channel === call.channel && thread_ts === call.ts)
      const within = inThread.filter(({ ts }) => ts >= (call.oldest ?? '0') && ts <= (call.latest ?? '9'.repeat(20)))
      return { ok: true, messages: within, has_more: false }
    },
    'views.open': (call) => {
      const wrong = wrongWithView(call.view)
      if (wrong) return { ok: false, error: 'invalid_arguments', response_metadata: { messages: [wrong] } }
      const view = { ...call.view, id: `V${views.length}` }
      views.push(view)
      return { ok: true, view }
    },
  }
  const server = createServer(async (request, response) => {
    let raw = ''
    for await (const chunk of request) raw += chunk
    const method = (request.url ?? '').replace(/^\/api\//, '')
    const call: Payload = Object.fromEntries(new URLSearchParams(raw))
    const waiting = refusals.get(method) ?? []
    const at = waiting.findIndex(({ channel }) => channel === undefined || channel === call.channel)
    const refusal = at < 0 ? undefined : waiting.splice(at, 1)[0]
    const answer = (status: number, body: Payload, headers = {}) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers })
      response.end(JSON.stringify(body))
      happened()
    }
    if (refusal)
      return answer(
        refusal.status ?? 200,
        { ok: false, error: refusal.error ?? 'internal_error' },
        refusal.retryAfter === undefined ? {} : { 'retry-after': String(refusal.retryAfter) },
      )
    for (const name of ['blocks', 'view']) if (call[name]) call[name] = JSON.parse(call[name])
    const known = methods[method]
    return answer(200, known ? known(call) : { ok: false, error: 'unknown_method' })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const signingSecret = 'a signing secret'

  const slack: Slack = {
    apiUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/`,
    signingSecret,
    messages,
    ephemeral,
    views,
    addUser(id, { name, email, team: of = team }) {
      users.set(id, {
        id,
        team_id: of,
        name,
        locale: 'en-US',
        is_email_confirmed: true,
        profile: { real_name: name, email },
      })
    },
    refuse: (method, ...answers) => void refusals.set(method, answers),
    shown: (isSo) => first(() => messages, isSo),
    whispered: (isSo) => first(() => ephemeral, isSo),
    async send(body, { form = false, secret = signingSecret, at = Math.floor(Date.now() / 1_000), headers = {} } = {}) {
      const raw = form ? new URLSearchParams(body as Record<string, string>).toString() : JSON.stringify(body)
      const signature = `v0=${createHmac('sha256', secret).update(`v0:${at}:${raw}`).digest('hex')}`
      const reply = await app().inject({
        method: 'POST',
        url: '/slack/events',
        payload: raw,
        headers: {
          'content-type': form ? 'application/x-www-form-urlencoded' : 'application/json',
          'x-slack-request-timestamp': String(at),
          'x-slack-signature': signature,
          ...headers,
        },
      })
      return { status: reply.statusCode, body: reply.body }
    },
    async says(user, message, { type = 'message', eventId } = {}) {
      const ts = message.ts ?? nextTs()
      const kind = message.channel.startsWith('D') ? 'im' : 'channel'
      const { status } = await slack.send({
        type: 'event_callback',
        team_id: team,
        api_app_id: 'A1',
        event_id: eventId ?? `Ev${ts}`,
        event: { type, user, channel_type: kind, ts, event_ts: ts, ...message },
      })
      return { ts, status }
    },
    presses(user, message, label) {
      const button = message.blocks
        ?.flatMap((block) => (block.type === 'actions' ? block.elements : []))
        .find(({ text }) => text.text === label)
      if (!button) throw new Error(`there is no button “${label}” below “${message.text}”`)
      const payload = {
        type: 'block_actions',
        team: { id: team },
        user: { id: user, team_id: team },
        channel: { id: message.channel },
        trigger_id: 'a trigger',
        message,
        container: { type: 'message', message_ts: message.ts, channel_id: message.channel },
        actions: [{ ...button, action_ts: nextTs() }],
      }
      return slack.send({ payload: JSON.stringify(payload) }, { form: true })
    },
    submits(user, values) {
      const view = views.at(-1)
      const payload = {
        type: 'view_submission',
        team: { id: team },
        user: { id: user, team_id: team },
        view: { ...view, state: { values } },
      }
      return slack.send({ payload: JSON.stringify(payload) }, { form: true })
    },
    async commands(user, channel, text) {
      const { body } = await slack.send(
        {
          command: '/firstline',
          text,
          team_id: team,
          user_id: user,
          channel_id: channel,
          channel_name: 'it-desk',
          trigger_id: 't',
        },
        { form: true },
      )
      return JSON.parse(body).text
    },
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
  return slack
}
