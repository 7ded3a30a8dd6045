import type { TeamsOptions } from '../bots/teams/channel.ts'

const metadata = 'https://login.botframework.com/v1/.well-known/openidconfiguration'

/**
 * Reads the `TEAMS_*` variables. No secret is repeated.
 * @param problems gets one line for each that is wrong
 * @returns null when Teams is off, or when something is wrong
 */
export function checkTeams(
  text: (name: string) => string | null,
  host: string,
  problems: string[],
): TeamsOptions | null {
  const before = problems.length
  const appId = text('TEAMS_APP_ID')
  const password = text('TEAMS_APP_PASSWORD')
  const tenants = (text('TEAMS_TENANT_ID') ?? '').split(',').flatMap((each) => each.trim() || [])
  const type = text('TEAMS_APP_TYPE') ?? (tenants.length > 0 ? 'SingleTenant' : 'MultiTenant')
  const unauthenticated = text('TEAMS_UNAUTHENTICATED')
  const openIdMetadataUrl = text('TEAMS_OPENID_METADATA_URL') ?? metadata
  const loginUrl = text('TEAMS_LOGIN_URL') ?? 'https://login.microsoftonline.com'
  const isOpen = unauthenticated === 'true'

  if (unauthenticated !== null && !['true', 'false'].includes(unauthenticated))
    problems.push(`TEAMS_UNAUTHENTICATED: found “${unauthenticated}”; expected true, false or nothing.`)
  if (isOpen && !/^(localhost|127\.\d+\.\d+\.\d+|::1)$/.test(host))
    problems.push(
      `TEAMS_UNAUTHENTICATED: found true beside HOST=${host}; expected HOST to be a loopback address such as 127.0.0.1, as anybody could write otherwise.`,
    )
  if (appId === null && password !== null)
    problems.push('TEAMS_APP_ID: found nothing beside TEAMS_APP_PASSWORD; expected the application id of the bot.')
  if (appId !== null && password === null && !isOpen)
    problems.push('TEAMS_APP_PASSWORD: found nothing beside TEAMS_APP_ID; expected a client secret of the application.')
  if (appId === null && !isOpen && (tenants.length > 0 || text('TEAMS_APP_TYPE') !== null) && password === null)
    problems.push('TEAMS_APP_ID: found nothing beside other TEAMS_ settings; expected the application id of the bot.')
  if (!['SingleTenant', 'MultiTenant'].includes(type))
    problems.push(`TEAMS_APP_TYPE: found “${type}”; expected SingleTenant or MultiTenant.`)
  if (type === 'SingleTenant' && tenants.length !== 1 && !isOpen && appId !== null)
    problems.push(
      `TEAMS_TENANT_ID: found ${tenants.length} tenants for SingleTenant; expected one, or TEAMS_APP_TYPE=MultiTenant.`,
    )
  for (const [name, url] of [
    ['TEAMS_OPENID_METADATA_URL', openIdMetadataUrl],
    ['TEAMS_LOGIN_URL', loginUrl],
  ] as const)
    if (!URL.canParse(url) || !/^https?:/.test(url))
      problems.push(`${name}: found “${url}”; expected an address that begins with https://.`)
  if (problems.length > before) return null

  const authority = { openIdMetadataUrl, issuer: issuerOf(openIdMetadataUrl), tenants }
  if (isOpen) return { credentials: null, authority }
  if (appId === null || password === null) return null
  const tenant = type === 'SingleTenant' ? (tenants[0] as string) : 'botframework.com'
  return { credentials: { appId, password, tokenUrl: tokenUrlOf(loginUrl, tenant) }, authority }
}

/** Who signs tokens: of the clouds only that for the government of the US has its own. */
function issuerOf(openIdMetadataUrl: string): string {
  const isUs = new URL(openIdMetadataUrl).hostname.endsWith('.azure.us')
  return isUs ? 'https://api.botframework.us' : 'https://api.botframework.com'
}

/** The token endpoint below a login: of a host alone, of a tenant at it, or as it is. */
function tokenUrlOf(loginUrl: string, tenant: string): string {
  const base = loginUrl.replace(/\/+$/, '')
  if (base.endsWith('/token')) return base
  return new URL(base).pathname === '/' ? `${base}/${tenant}/oauth2/v2.0/token` : `${base}/oauth2/v2.0/token`
}
