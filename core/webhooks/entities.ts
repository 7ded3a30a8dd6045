import { EntitySchema } from 'typeorm'
import { type QueueRow, queueColumns } from '../delivery/entities.ts'

const instant = (name: string) => ({ name, type: 'timestamptz', nullable: true }) as const
const now = (name: string) => ({ name, type: 'timestamptz', default: () => 'now()' }) as const

export interface WebhookEndpointRow {
  id: string
  name: string
  url: string
  events: string[]
  secret: string
  previousSecret: string | null
  previousSecretUntil: Date | null
  enabled: boolean
  disabledBecause: 'by_hand' | 'failing' | 'gone' | null
  failingSince: Date | null
  failures: number
  pausedUntil: Date | null
  lastError: string | null
  lastSuccessAt: Date | null
  createdAt: Date
}
export const WebhookEndpointEntity = new EntitySchema<WebhookEndpointRow>({
  name: 'webhook_endpoint',
  columns: {
    id: { type: 'uuid', primary: true, generated: 'uuid' },
    name: { type: 'text' },
    url: { type: 'text' },
    events: { type: 'text', array: true },
    secret: { type: 'text' },
    previousSecret: { name: 'previous_secret', type: 'text', nullable: true },
    previousSecretUntil: instant('previous_secret_until'),
    enabled: { type: 'boolean', default: true },
    disabledBecause: { name: 'disabled_because', type: 'text', nullable: true },
    failingSince: instant('failing_since'),
    failures: { type: 'integer', default: 0 },
    pausedUntil: instant('paused_until'),
    lastError: { name: 'last_error', type: 'text', nullable: true },
    lastSuccessAt: instant('last_success_at'),
    createdAt: now('created_at'),
  },
})

export interface WebhookDeliveryRow extends QueueRow {
  endpointId: string
  messageId: string
  type: string
}
export const WebhookDeliveryEntity = new EntitySchema<WebhookDeliveryRow>({
  name: 'webhook_delivery',
  columns: {
    ...queueColumns,
    endpointId: { name: 'endpoint_id', type: 'uuid' },
    messageId: { name: 'message_id', type: 'text' },
    type: { type: 'text' },
  },
})
