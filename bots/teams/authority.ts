import { ConfigurationBotFrameworkAuthentication } from 'botbuilder'
import { ChannelUnreachable } from '../../core/ports.ts'
import type { Activity } from './activity.ts'

/** What a request is refused with before anything of it is looked at. */
export class NotAuthentic extends Error {
  /** 401: not from Teams. 403: from Teams, but not for us. */
  readonly status: 401 | 403
  constructor(status: 401 | 403, text: string) {
    super(text)
    this.name = 'NotAuthentic'
    this.status = status
  }
}

/** How requests of Teams are told from others. */
export interface AuthorityOptions {
  /** Null: requests carry no token, and only programs on this very machine are spoken with. */
  appId: string | null
  openIdMetadataUrl: string
  /** Who signs the tokens. */
  issuer: string
  /** Allowed tenants; empty: every tenant. */
  tenants: string[]
}

/**
 * Throws NotAuthentic unless an activity may be handled and its service URL be called, ChannelUnreachable when the keys
 * of tokens cannot be had, so that nobody knows.
 */
export type CheckActivity = (activity: Activity, header: string) => Promise<void>

/**
 * Checks tokens with the SDK: signature, endorsement of the key for the channel, issuer, audience and expiry. What the
 * SDK leaves open is refused here: other issuers than the channel's, whose tokens name no service URL, and other channels.
 */
export function createAuthority(options: AuthorityOptions): CheckActivity {
  const { appId, tenants, issuer } = options
  const authentication =
    appId === null
      ? null
      : // Setting any one address means that the SDK has no defaults, so all are given.
        new ConfigurationBotFrameworkAuthentication({
          MicrosoftAppId: appId,
          MicrosoftAppPassword: 'never sent from here',
          MicrosoftAppType: 'MultiTenant',
          ValidateAuthority: true,
          ToChannelFromBotLoginUrl: 'https://login.microsoftonline.com/botframework.com',
          ToChannelFromBotOAuthScope: 'https://api.botframework.com',
          ToBotFromChannelTokenIssuer: issuer,
          ToBotFromChannelOpenIdMetadataUrl: options.openIdMetadataUrl,
          ToBotFromEmulatorOpenIdMetadataUrl: options.openIdMetadataUrl,
          OAuthUrl: 'https://api.botframework.com',
          CallerId: '',
        })
  return async (activity, header) => {
    if (authentication === null) {
      if (!isLoopback(activity.serviceUrl)) throw new NotAuthentic(403, 'the service URL is not on this machine')
    } else {
      if (activity.channelId !== 'msteams') throw new NotAuthentic(401, 'the channel is not Teams')
      if (claim(header, 'iss') !== issuer) throw new NotAuthentic(401, 'the issuer is another')
      if (claim(header, 'serviceurl') !== activity.serviceUrl)
        throw new NotAuthentic(401, 'the token is for another service URL')
      try {
        await authentication.authenticateRequest(
          activity as unknown as Parameters<typeof authentication.authenticateRequest>[0],
          header,
        )
      } catch (error) {
        if (isWithoutKeys(error)) throw new ChannelUnreachable('the keys of tokens were not reached', { cause: error })
        // The SDK has an error for most and a plain one for a wrong signature; all mean that the sender is not proven.
        throw new NotAuthentic(401, `the token is not valid: ${error instanceof Error ? error.message : 'unknown'}`)
      }
    }
    const tenant = tenantOf(activity)
    const isForeign = tenant === null ? authentication !== null : !tenants.includes(tenant)
    if (tenants.length > 0 && isForeign) throw new NotAuthentic(403, 'the tenant is not allowed')
  }
}

/** Whether the SDK failed to get the keys: its own error with 500, or that of the library it fetches with. */
function isWithoutKeys(error: unknown): boolean {
  const { name, statusCode } = error as { name?: string; statusCode?: number }
  return name === 'FetchError' || statusCode === 500
}

/** The tenant an activity comes from; null for clients that have none. Two that differ are none of ours. */
export function tenantOf(activity: Activity): string | null {
  const named = [activity.channelData?.tenant?.id, activity.conversation.tenantId].filter((id) => !!id) as string[]
  if (new Set(named).size > 1) throw new NotAuthentic(403, 'two tenants are named')
  return named[0] ?? null
}

/** A claim of a bearer token, unproven; null where there is no such token or claim. */
function claim(header: string, name: string): unknown {
  const payload = /^Bearer [\w-]+\.([\w-]+)\.[\w-]+$/.exec(header)?.[1]
  if (!payload) return null
  try {
    return JSON.parse(Buffer.from(payload, 'base64url').toString())?.[name] ?? null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

function isLoopback(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { hostname, protocol } = new URL(url)
  return /^https?:$/.test(protocol) && /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(hostname)
}
