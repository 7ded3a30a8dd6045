import { isIP } from 'node:net'
import { resolve } from 'node:path'
import type { TeamsOptions } from '../bots/teams/channel.ts'
import { checkTeams } from './teams-config.ts'
import { AllowanceWrong, createAddresses } from './webhooks/addresses.ts'

/** Everything the environment decides. */
export interface Config {
  /** Connection URL of a Postgres of one's own; null: the embedded one. */
  databaseUrl: string | null
  /** Absolute path of the folder for embedded data and secrets. */
  dataFolder: string
  host: string
  port: number
  /** How browsers reach us, without a slash at the end. */
  publicUrl: string
  /** The largest file taken, in bytes. */
  attachmentLimit: number
  /** Null: Slack is off. */
  slack: { botToken: string; signingSecret: string; apiUrl: string } | null
  /** Null: Teams is off. */
  teams: TeamsOptions | null
  /** Hosts, addresses and ranges that webhooks may reach although they are not public. */
  webhookAllow: string[]
}

/** One or several settings are wrong; the message has one line each: the name, what was found, what is expected. */
export class ConfigurationWrong extends Error {
  constructor(problems: string[]) {
    super(problems.join('\n'))
    this.name = 'ConfigurationWrong'
  }
}

/**
 * Reads the configuration.
 * @throws ConfigurationWrong naming every variable that is wrong
 */
export function readConfig(environment: Record<string, string | undefined>): Config {
  const problems: string[] = []
  const text = (name: string) => {
    const value = environment[name]?.trim()
    return value === undefined || value === '' ? null : value
  }
  const databaseUrl = checkDatabaseUrl(text('DATABASE_URL'), problems)
  const host = checkHost(text('HOST') ?? '127.0.0.1', problems)
  const port = checkPort(text('PORT') ?? '3000', problems)
  const publicUrl = checkPublicUrl(text('PUBLIC_URL'), problems) ?? `http://${reachable(host)}:${port}`
  const dataFolder = resolve(text('FIRSTLINE_DATA') ?? './data')
  const attachmentLimit = checkAttachmentLimit(text('ATTACHMENT_LIMIT_MB') ?? '25', problems)
  const slack = checkSlack(text, problems)
  const teams = checkTeams(text, host, problems)
  const webhookAllow = checkWebhookAllow(text('WEBHOOK_ALLOW'), problems)
  if (problems.length > 0) throw new ConfigurationWrong(problems)
  return { databaseUrl, dataFolder, host, port, publicUrl, attachmentLimit, slack, teams, webhookAllow }
}

function checkDatabaseUrl(value: string | null, problems: string[]): string | null {
  if (value === null) return null
  const url = URL.canParse(value) ? new URL(value) : null
  if (url?.protocol === 'postgres:' || url?.protocol === 'postgresql:') return value
  // The value may hold a password, so it is not repeated.
  const found = url ? `an address that begins with ${url.protocol}` : 'something that is no address'
  problems.push(
    `DATABASE_URL: found ${found}; expected postgres://USER:PASSWORD@HOST:PORT/DATABASE, or nothing for the embedded Postgres.`,
  )
  return null
}

function checkWebhookAllow(value: string | null, problems: string[]): string[] {
  const allowed = (value ?? '')
    .split(',')
    .map((entry) => entry.trim())
    .filter(Boolean)
  try {
    createAddresses(allowed)
  } catch (error) {
    if (!(error instanceof AllowanceWrong)) throw error
    problems.push(
      `WEBHOOK_ALLOW: found “${error.message}”; expected host names, addresses or ranges such as hooks.internal, 10.0.0.7 or 10.1.0.0/16, separated by commas.`,
    )
  }
  return allowed
}

/** Slack needs both of two secrets; neither is repeated. */
function checkSlack(text: (name: string) => string | null, problems: string[]): Config['slack'] {
  const botToken = text('SLACK_BOT_TOKEN')
  const signingSecret = text('SLACK_SIGNING_SECRET')
  const apiUrl = text('SLACK_API_URL') ?? 'https://slack.com/api/'
  const before = problems.length
  if (text('SLACK_APP_TOKEN') !== null)
    problems.push(
      'SLACK_APP_TOKEN: found a value, but Socket Mode is not supported yet; expected nothing, and SLACK_SIGNING_SECRET for Slack over HTTP.',
    )
  if (botToken === null && signingSecret !== null)
    problems.push(
      'SLACK_BOT_TOKEN: found nothing beside SLACK_SIGNING_SECRET; expected the bot token, which begins with xoxb-.',
    )
  if (botToken !== null && /^xox[pa]-|^xapp-/.test(botToken))
    problems.push('SLACK_BOT_TOKEN: found another kind of value; expected the bot token, which begins with xoxb-.')
  if (botToken !== null && signingSecret === null)
    problems.push(
      'SLACK_SIGNING_SECRET: found nothing beside SLACK_BOT_TOKEN; expected the signing secret of the app’s “Basic Information”.',
    )
  if (!URL.canParse(apiUrl) || !/^https?:/.test(apiUrl))
    problems.push(`SLACK_API_URL: found “${apiUrl}”; expected an address such as https://slack.com/api/.`)
  if (problems.length > before || botToken === null || signingSecret === null) return null
  return { botToken, signingSecret, apiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/` }
}

function checkHost(value: string, problems: string[]): string {
  if (isIP(value) === 0 && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value))
    problems.push(`HOST: found “${value}”; expected an address or name to listen on, such as 127.0.0.1 or 0.0.0.0.`)
  return value
}

function checkPort(value: string, problems: string[]): number {
  const port = Number(value)
  if (!/^\d+$/.test(value) || port > 65_535)
    problems.push(`PORT: found “${value}”; expected a number from 0 to 65535 (0: any free one).`)
  return port
}

/** A file is held in memory while it is taken in, and several are at once. */
const mostMegabytes = 200

function checkAttachmentLimit(value: string, problems: string[]): number {
  const megabytes = Number(value)
  if (!/^\d+$/.test(value) || megabytes < 1 || megabytes > mostMegabytes)
    problems.push(
      `ATTACHMENT_LIMIT_MB: found “${value}”; expected a whole number of megabytes from 1 to ${mostMegabytes}.`,
    )
  return megabytes * 1_048_576
}

function checkPublicUrl(value: string | null, problems: string[]): string | null {
  if (value === null) return null
  const url = URL.canParse(value) ? new URL(value) : null
  if (
    url &&
    (url.protocol === 'http:' || url.protocol === 'https:') &&
    url.pathname === '/' &&
    !url.search &&
    !url.hash
  )
    return url.origin
  problems.push(
    `PUBLIC_URL: found “${value}”; expected http(s)://HOST[:PORT] without a path, as browsers reach Firstline.`,
  )
  return null
}

function reachable(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return isIP(host) === 6 ? `[${host}]` : host
}
