import { randomBytes } from 'node:crypto'

/** Somebody else's server that is told what happens here. */
export interface WebhookEndpoint {
  id: string
  name: string
  url: string
  /** Types of events it is told of; `*` for all. */
  events: string[]
  enabled: boolean
  /** Why it is off: an admin said so, it failed for too long, it said that it is gone. Null while it is on. */
  disabledBecause: 'by_hand' | 'failing' | 'gone' | null
  /** Since when no delivery has succeeded; null when the last one did. */
  failingSince: Date | null
  /** Failures in a row. */
  failures: number
  /** What went wrong last. */
  lastError: string | null
  lastSuccessAt: Date | null
  /** Until when nothing is sent to it, since it has just failed. */
  pausedUntil: Date | null
  /** Until when the secret before this one still signs, too; null when there is none. */
  previousSecretUntil: Date | null
  createdAt: Date
}

/** The secrets that sign for an endpoint: the present one, and the one before while both hold. */
export interface SigningSecrets {
  secret: string
  previousSecret: string | null
}

/** The event that only an admin sends, to see whether an endpoint hears us. */
export const pingType = 'webhook.ping'

/** The event a rule sends that calls a webhook by name. */
export const ruleType = 'rule.called'

/** The type of the event that tells of a line of a timeline. */
export function typeOf(kind: string): string {
  return `ticket.${kind}`
}

/**
 * A new signing secret: `whsec_` and 32 random bytes in base64, as Standard Webhooks want it (24 to 64 bytes).
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function newSigningSecret(): string {
  return `whsec_${randomBytes(32).toString('base64')}`
}
