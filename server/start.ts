import type { AddressInfo } from 'node:net'
import type { FastifyServerOptions } from 'fastify'
import { createSlack } from '../bots/slack/channel.ts'
import { createTeams } from '../bots/teams/channel.ts'
import { createWebChat } from '../bots/webchat/channel.ts'
import type { Channel } from '../core/ports.ts'
import { buildApp } from './api/app.ts'
import { renewSetupLink } from './auth/store.ts'
import type { Config } from './config.ts'
import { createDataSource, migrate } from './database/data-source.ts'
import { claimFolder } from './database/folder-claim.ts'
import { type OpenDatabase, openDatabase } from './database/open.ts'
import { startHelpdesk } from './helpdesk.ts'
import { startHousekeeping } from './jobs/housekeeping.ts'

/** A running Firstline. */
export interface Running {
  /** How browsers reach it. */
  url: string
  /** The one-time link that makes the first admin; null once there is one. */
  setupLink: string | null
  /** Finishes what is under way, then stops. */
  stop(): Promise<void>
}

/** Constructs everything in order, once. What fails on the way is undone. @throws what the parts throw, one clear message each */
export async function startFirstline(
  config: Config,
  options: { logger: FastifyServerOptions['logger']; say(line: string): void; onError(error: unknown): void },
): Promise<Running> {
  const undo: (() => Promise<void>)[] = []
  const stop = async () => {
    for (const step of undo.splice(0).reverse()) await step()
  }
  try {
    const opened: OpenDatabase = await openDatabase(config, options.say)
    undo.push(() => opened.close())
    const database = await createDataSource(opened.connection).initialize()
    undo.push(() => database.destroy())
    if (config.databaseUrl === null) {
      const claim = await claimFolder(opened.connection, config)
      undo.push(() => claim.release())
    }
    const migrated = await migrate(database)
    if (migrated > 0) options.say(`Database: ${migrated} migrations run`)

    let url = config.publicUrl
    const helpdesk = await startHelpdesk({
      database,
      connection: opened.connection,
      publicUrl: () => url,
      attachmentLimit: config.attachmentLimit,
      onError: options.onError,
      webhookAllow: config.webhookAllow,
    })
    undo.push(() => helpdesk.stop())
    undo.push(startHousekeeping(helpdesk.transact, options.onError))

    const app = await buildApp({ helpdesk, publicUrl: url, logger: options.logger })
    undo.push(() => app.close())
    const channels: Channel[] = [createWebChat(app, url.startsWith('https:'))]
    if (config.slack) channels.push(createSlack(app, config.slack, options.onError))
    if (config.teams) channels.push(createTeams(app, config.teams, options.onError))
    for (const channel of channels) {
      helpdesk.channels.set(channel.name, channel)
      await channel.start(helpdesk.host)
      undo.push(() => channel.stop())
    }
    helpdesk.channels.set('api', customChannel)

    await app.listen({ host: config.host, port: config.port })
    if (config.port === 0) url = url.replace(/:0$/, `:${(app.server.address() as AddressInfo).port}`)
    const secret = await helpdesk.transact(renewSetupLink)
    return { url, setupLink: secret ? `${url}/setup?token=${secret}` : null, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Custom channels read their conversations over the API, so there is nothing to push to them. */
const customChannel: Channel = {
  name: 'api',
  start: async () => {},
  stop: async () => {},
  deliver: async (message) => ({ externalMessageId: message.key }),
  revise: async () => {},
}
