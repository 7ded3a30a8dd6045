import { App, type AuthorizeResult, LogLevel, webApi } from '@slack/bolt'
import type { FastifyInstance } from 'fastify'
import type { Channel, ChannelHost, Json } from '../../core/ports.ts'
import { listenToAgents } from './agents.ts'
import { listenToChanges } from './changes.ts'
import { createFilePoster, fetchFile } from './files.ts'
import { createIdentify } from './identity.ts'
import { channelName, type SlackAddress } from './inbound.ts'
import { createReceiver } from './receiver.ts'
import { asking, unlessGone } from './refusal.ts'
import { type Rendered, renderCard, renderLine, renderMessage, renderText } from './render.ts'
import { listenToRequesters } from './requesters.ts'

export interface SlackOptions {
  botToken: string
  signingSecret: string
  /** Address of the Web API. */
  apiUrl: string
}

/**
 * Slack over HTTP.
 * @param http where `POST /slack/events` goes
 * @param onError told of what failed after Slack had its answer and cannot be tried again, such as taking buttons away
 */
export function createSlack(http: FastifyInstance, options: SlackOptions, onError: (error: unknown) => void): Channel {
  const clientOptions = { slackApiUrl: options.apiUrl, logLevel: LogLevel.ERROR }
  // Whoever waits for Slack while Slack waits for us gives up in time; the outbox knows better when to try again.
  const client = new webApi.WebClient(options.botToken, {
    ...clientOptions,
    timeout: 10_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  })
  const hasty = new webApi.WebClient(options.botToken, {
    ...clientOptions,
    timeout: 2_000,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
  })
  let ourselves: Promise<AuthorizeResult> | null = null
  /** Our own account, asked for once; asked again after a failure, so that Firstline starts and recovers without Slack. */
  const whoWeAre = () => {
    ourselves ??= hasty.auth.test().then(
      ({ user_id, bot_id }) => ({
        botToken: options.botToken,
        ...(user_id ? { botUserId: user_id } : {}),
        ...(bot_id ? { botId: bot_id } : {}),
      }),
      (error) => {
        ourselves = null
        throw error
      },
    )
    return ourselves
  }
  const app = new App({
    authorize: whoWeAre,
    receiver: createReceiver(http, options.signingSecret),
    clientOptions,
    logLevel: LogLevel.ERROR,
    processBeforeResponse: true,
  })

  let ourHost: ChannelHost | null = null
  const files = createFilePoster(
    async () => client,
    () => ourHost as ChannelHost,
  )

  const post = async (messages: Rendered[], channel: string, thread: string | null) => {
    let first: string | null = null
    for (const message of messages) {
      const { ts } = await asking(() =>
        client.chat.postMessage({
          channel,
          ...message,
          ...(thread ? { thread_ts: thread } : {}),
          unfurl_links: false,
          unfurl_media: false,
        }),
      )
      first ??= ts ?? null
    }
    return { externalMessageId: first }
  }

  return {
    name: channelName,
    async start(host) {
      const identify = createIdentify(hasty)
      listenToRequesters(app, { host, client, identify, onError })
      listenToAgents(app, { host, client, identify, onError })
      listenToChanges(app, { host, identify })
      ourHost = host
      await app.start()
      // A token that Slack refuses is told at once, but keeps nobody from web chat.
      await asking(whoWeAre).catch(onError)
    },
    async stop() {
      await app.stop()
    },
    deliver(message) {
      const { channel, thread } = message.address as unknown as SlackAddress
      return files.post(message, channel, thread, (text) => post(renderMessage({ ...message, text }), channel, thread))
    },
    async revise({ workspace, address, externalMessageId: ts, ...revision }) {
      if (ts === null) return
      const { channel, thread } = address as unknown as SlackAddress
      if (revision.text === null) {
        await files.remove(workspace, { channel, thread }, ts)
        await unlessGone(() => client.chat.delete({ channel, ts }))
        return
      }
      const [first, ...rest] = renderText(revision.text, revision.author)
      await unlessGone(() => client.chat.update({ channel, ts, ...(first as Rendered) }))
      await post(rest, channel, thread)
    },
    fetchAttachment: (reference) => fetchFile(client, options.apiUrl, reference),
    async announce(message) {
      const { channel } = message.address as { [key: string]: Json } as { channel: string }
      if (message.kind === 'line')
        return files.post(message, channel, message.thread, (text) =>
          post(renderLine({ ...message, text }), channel, message.thread),
        )
      const card = renderCard(message.card, message.language)
      const { thread } = message
      if (thread === null) return post([card], channel, null)
      await asking(() => client.chat.update({ channel, ts: thread, ...card }))
      return { externalMessageId: thread }
    },
  }
}
