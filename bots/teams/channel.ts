import type { FastifyInstance } from 'fastify'
import { type Channel, type ChannelHost, ChannelRefused, ChannelUnreachable } from '../../core/ports.ts'
import { readActivity } from './activity.ts'
import { type AuthorityOptions, createAuthority, NotAuthentic } from './authority.ts'
import { type Credentials, createConnector, type TeamsAddress } from './connector.ts'
import { type Hearing, hear } from './hearing.ts'
import { createIdentify } from './identity.ts'
import { channelName } from './inbound.ts'
import { renderCard, renderLine, renderMessage } from './render.ts'

export interface TeamsOptions {
  /** Null: requests are not checked and calls carry no token, between programs on one machine. */
  credentials: Credentials | null
  authority: Omit<AuthorityOptions, 'appId'>
}

/**
 * Microsoft Teams, and other clients of the Bot Framework.
 * @param http where `POST /api/messages` goes
 * @param onError told of what failed after Teams had its answer and is not tried again, such as the typing indicator
 */
export function createTeams(http: FastifyInstance, options: TeamsOptions, onError: (error: unknown) => void): Channel {
  const { credentials, authority } = options
  const connector = createConnector(credentials)
  const check = createAuthority({ ...authority, appId: credentials?.appId ?? null })
  const identify = createIdentify(connector, credentials ? authority.tenants : [], onError)
  let ourHost: ChannelHost | null = null

  const addressed = (address: unknown) => address as TeamsAddress
  return {
    name: channelName,
    async start(host) {
      ourHost = host
      const hearing: Hearing = { host, connector, identify, onError }
      http.post('/api/messages', async (request, reply) => {
        const activity = readActivity(request.body)
        if (!activity) return reply.code(400).send('')
        try {
          await check(activity, request.headers.authorization ?? '')
        } catch (error) {
          if (error instanceof NotAuthentic) return reply.code(error.status).send('')
          if (!(error instanceof ChannelUnreachable)) throw error
          // Teams sends again what was answered so, and nothing that was answered with 401.
          onError(error)
          return reply.code(503).send('')
        }
        const { status, body } = await hear(activity, hearing)
        return reply.code(status).send(body ?? '')
      })
    },
    stop: async () => {},
    async deliver(message) {
      const links = message.attachments.map(({ name, url }) => `[${name}](${url})`)
      const text = [message.text, ...links].filter(Boolean).join('\n\n')
      // A button finds its message by the text that the transcript keeps, so only messages without files have any.
      const card = renderMessage({ ...message, text }, null)
      return { externalMessageId: await connector.send(addressed(message.address), card) }
    },
    async revise({ address, externalMessageId, text, author }) {
      if (externalMessageId === null) return
      try {
        if (text === null) await connector.remove(addressed(address), externalMessageId)
        else {
          const card = renderMessage({ text, author, article: null, actions: [] }, null)
          await connector.update(addressed(address), externalMessageId, card)
        }
      } catch (error) {
        // One that somebody deleted by hand needs nothing more.
        if (!(error instanceof ChannelRefused) || !/^(404|ActivityNotFound.*)$/.test(error.code)) throw error
      }
    },
    async announce(message) {
      const address = addressed(message.address)
      if (message.kind === 'line') {
        const thread = { ...address, conversation: `${address.conversation};messageid=${message.thread}` }
        const links = message.attachments.map(({ name, url }) => `[${name}](${url})`)
        const line = renderLine({ ...message, text: [message.text, ...links].filter(Boolean).join('\n\n') })
        return { externalMessageId: await connector.send(thread, line) }
      }
      const choices = await (ourHost as ChannelHost).desk.choices(message.card.number)
      const card = renderCard(message.card, choices, message.language)
      if (message.thread === null) return { externalMessageId: await connector.send(address, card) }
      await connector.update(address, message.thread, card)
      return { externalMessageId: message.thread }
    },
  }
}
