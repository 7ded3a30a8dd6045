import { App, type AuthorizeResult, LogLevel, webApi } from '@slack/bolt'
import type { FastifyInstance } from 'fastify'
import type { Channel, Json } from '../../core/ports.ts'
import { listenToAgents } from './agents.ts'
import { createIdentify } from './identity.ts'
import { channelName, type SlackAddress } from './inbound.ts'
import { createReceiver } from './receiver.ts'
import { asking } from './refusal.ts'
import { type Rendered, renderCard, renderLine, renderMessage } from './render.ts'
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
      await app.start()
      // A token that Slack refuses is told at once, but keeps nobody from web chat.
      await asking(whoWeAre).catch(onError)
    },
    async stop() {
      await app.stop()
    },
    deliver(message) {
      const { channel, thread } = message.address as unknown as SlackAddress
      return post(renderMessage(message), channel, thread)
    },
    async announce(message) {
      const { channel } = message.address as { [key: string]: Json } as { channel: string }
      if (message.kind === 'line') return post(renderLine(message), channel, message.thread)
      const card = renderCard(message.card, message.language)
      const { thread } = message
      if (thread === null) return post([card], channel, null)
      await asking(() => client.chat.update({ channel, ts: thread, ...card }))
      return { externalMessageId: thread }
    },
  }
}
