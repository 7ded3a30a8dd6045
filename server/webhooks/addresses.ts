import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'

/**
 * Which addresses webhooks may reach: public ones, and what the administrator of the machine allows. Private, loopback,
 * link-local and other special addresses are refused, so that nobody who may add a webhook can reach into the network.
 */
export interface Addresses {
  /** Whether plain http may be used with a host: only where it is allowed by name or address. */
  isAllowed(host: string): boolean
  /** The addresses of a host, all of them permitted. @throws AddressRefused */
  resolve(host: string): Promise<{ address: string; family: 4 | 6 }[]>
}

/** An address that webhooks may not reach, or a name nobody knows. */
export class AddressRefused extends Error {
  readonly fault: 'private' | 'unknown'
  constructor(host: string, fault: 'private' | 'unknown') {
    super(
      fault === 'unknown'
        ? `the name ${host} is not known`
        : `${host} leads to an address that is not public and not allowed by WEBHOOK_ALLOW`,
    )
    this.name = 'AddressRefused'
    this.fault = fault
  }
}

/**
 * Public by its range and yet the platform's own: Azure's metadata and DNS,
 * https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16
 */
const platformOwned = ['168.63.129.16']

/** What is allowed is not as expected; the message says what is. */
export class AllowanceWrong extends Error {}

/**
 * Makes the rule.
 * @param allowed host names, addresses or CIDR ranges that may be reached although they are not public
 * @throws AllowanceWrong
 */
export function createAddresses(
  allowed: readonly string[],
  resolveName: (host: string) => Promise<{ address: string; family: number }[]> = (host) =>
    lookup(host, { all: true, verbatim: true }),
): Addresses {
  const names = new Set<string>()
  const ranges: [ipaddr.IPv4 | ipaddr.IPv6, number][] = []
  for (const entry of allowed.map((each) => each.trim().toLowerCase()).filter(Boolean))
    if (ipaddr.isValidCIDR(entry)) ranges.push(ipaddr.parseCIDR(entry))
    else if (isIP(entry)) ranges.push(ipaddr.parseCIDR(`${entry}/${isIP(entry) === 6 ? 128 : 32}`))
    else if (/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/.test(entry)) names.add(entry)
    else throw new AllowanceWrong(entry)

  const isInRange = (address: string) => {
    const parsed = ipaddr.process(address)
    return ranges.some(([range, bits]) => range.kind() === parsed.kind() && parsed.match(range, bits))
  }
  const isPermitted = (address: string) =>
    isInRange(address) || (ipaddr.process(address).range() === 'unicast' && !platformOwned.includes(address))

  return {
    isAllowed: (host) => names.has(host.toLowerCase()) || (isIP(bare(host)) !== 0 && isInRange(bare(host))),
    async resolve(host) {
      const family = isIP(bare(host))
      const found = family ? [{ address: bare(host), family }] : await resolveOrRefuse(host, resolveName)
      if (!names.has(host.toLowerCase()) && !found.every(({ address }) => isPermitted(address)))
        throw new AddressRefused(host, 'private')
      return found.map(({ address, family: of }) => ({ address, family: of === 6 ? 6 : 4 }))
    },
  }
}

async function resolveOrRefuse(
  host: string,
  resolveName: (host: string) => Promise<{ address: string; family: number }[]>,
): Promise<{ address: string; family: number }[]> {
  try {
    const found = await resolveName(host)
    if (found.length > 0) return found
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    // Not now and not at all: the rest (no such resolver, out of memory) is not the host's fault.
    if (code !== 'ENOTFOUND' && code !== 'EAI_AGAIN' && code !== 'ENODATA') throw error
  }
  throw new AddressRefused(host, 'unknown')
}

/** An IPv6 address without the brackets it has in a URL. */
function bare(host: string): string {
  return host.replace(/^\[(.*)\]$/, '$1')
}

/** Why an address cannot be one of a webhook, null when it can. Looks the host up. */
export async function faultOfUrl(
  url: string,
  addresses: Addresses,
): Promise<'not_a_url' | 'scheme' | 'credentials' | 'private' | 'unknown' | null> {
  if (!URL.canParse(url)) return 'not_a_url'
  const { protocol, hostname, username, password } = new URL(url)
  if (protocol !== 'https:' && !(protocol === 'http:' && addresses.isAllowed(hostname))) return 'scheme'
  if (username || password) return 'credentials'
  try {
    await addresses.resolve(hostname)
    return null
  } catch (error) {
    if (error instanceof AddressRefused) return error.fault
    throw error
  }
}
