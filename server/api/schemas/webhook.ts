import { Type } from 'typebox'
import { pingType, ruleType, typeOf } from '../../../core/webhooks/endpoint.ts'
import { Instant, Nullable, OneOf, Page } from './common.ts'
import { timelineKinds } from './ticket.ts'

/** What an endpoint may ask to hear of: what happens to tickets, by the kinds of their timeline, or everything. */
export const subscribable = [...timelineKinds.map(typeOf), '*'] as const

const Events = Type.Array(OneOf(subscribable), {
  minItems: 1,
  maxItems: 100,
  description: '`*` for all, internal notes included',
})

export const Webhook = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  url: Type.String(),
  events: Type.Array(Type.String()),
  enabled: Type.Boolean(),
  disabledBecause: Nullable(
    OneOf(['by_hand', 'failing', 'gone'], {
      description: '`failing`: no success for five days; `gone`: it answered 410',
    }),
  ),
  failingSince: Nullable(Instant),
  lastError: Nullable(Type.String()),
  lastSuccessAt: Nullable(Instant),
  previousSecretUntil: Nullable(Instant),
  createdAt: Instant,
})
export const WebhookPage = Page(Webhook)

export const WebhookWrite = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    url: Type.String({ minLength: 1, maxLength: 2_000, description: 'https, and a public address' }),
    events: Events,
    enabled: Type.Optional(Type.Boolean({ default: true })),
  },
  { additionalProperties: false },
)

const Secret = Type.String({ description: 'signs what is sent; shown this once' })
export const WebhookCreated = Type.Object({ ...Webhook.properties, secret: Secret })
export const WebhookRotate = Type.Object(
  {
    overlapHours: Type.Optional(
      Type.Integer({ minimum: 0, maximum: 168, default: 24, description: 'for how long the old secret signs, too' }),
    ),
  },
  { additionalProperties: false },
)
export const WebhookSecret = Type.Object({ secret: Secret, previousSecretUntil: Nullable(Instant) })

export const deliveryStates = ['waiting', 'done', 'dead'] as const
export const WebhookDelivery = Type.Object({
  id: Type.String(),
  messageId: Type.String({ description: 'the `webhook-id`, the same at every attempt' }),
  type: Type.String({ examples: [typeOf('created'), ruleType, pingType] }),
  state: OneOf(deliveryStates),
  attempts: Type.Integer(),
  lastError: Nullable(Type.String()),
  createdAt: Instant,
  finishedAt: Nullable(Instant),
  nextAttemptAt: Nullable(Instant),
  payload: Type.Unknown(),
})
export const WebhookDeliveryPage = Page(WebhookDelivery)

export const WebhookReplay = Type.Object(
  { since: Type.Optional({ ...Instant, description: 'given up on since then; all that are kept when left out' }) },
  { additionalProperties: false },
)
export const WebhookReplayed = Type.Object({ replayed: Type.Integer() })
