import { createHmac, timingSafeEqual } from 'node:crypto'

/** How long a link to a file works, in seconds: a week. */
export const linkSeconds = 7 * 86_400

/**
 * The query of a link by which a file can be had without signing in.
 * @param linkKey secret of the file
 * @param until instant at which it ends
 */
export function signLink(id: string, linkKey: string, until: Date): string {
  const seconds = Math.floor(until.getTime() / 1_000)
  return `until=${seconds}&signature=${signature(id, linkKey, seconds)}`
}

/** Whether a link was made by us, for this file, and has not ended. */
export function isLinkValid(
  id: string,
  linkKey: string,
  link: { until: number; signature: string },
  now: Date,
): boolean {
  const expected = Buffer.from(signature(id, linkKey, link.until))
  const found = Buffer.from(link.signature)
  return link.until * 1_000 > now.getTime() && expected.length === found.length && timingSafeEqual(expected, found)
}

function signature(id: string, linkKey: string, until: number): string {
  return createHmac('sha256', linkKey).update(`${id}/${until}`).digest('base64url')
}
