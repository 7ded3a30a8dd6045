import { createHmac } from 'node:crypto'
import type { SigningSecrets } from './endpoint.ts'

/**
 * The headers that sign a message, after Standard Webhooks: HMAC-SHA256 over `id.timestamp.body` with the bytes of
 * the secret. While two secrets hold, both sign, so that the receiver may change over when it suits.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 * @param at instant of this attempt, not of the event: receivers refuse what is older than minutes
 */
export function signedHeaders(id: string, at: Date, body: string, secrets: SigningSecrets): Record<string, string> {
  const seconds = Math.floor(at.getTime() / 1_000)
  const keys = [secrets.secret, secrets.previousSecret].filter((secret) => secret !== null)
  const signatures = keys.map((secret) => {
    const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
    return `v1,${createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')}`
  })
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': signatures.join(' '),
  }
}
