import { randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import { notifyWork } from '../../../core/delivery/store.ts'
import { DomainError } from '../../../core/errors.ts'
import type { Transaction } from '../../../core/transaction.ts'
import { pingType, type WebhookEndpoint } from '../../../core/webhooks/endpoint.ts'
import {
  type WebhookDelivery as DomainDelivery,
  deleteEndpoint,
  getEndpoint,
  insertEndpoint,
  insertEvent,
  listDeliveries,
  listEndpoints,
  replayDeliveries,
  rotateSecret,
  updateEndpoint,
} from '../../../core/webhooks/store.ts'
import { admins } from '../../auth/caller.ts'
import { faultOfUrl } from '../../webhooks/addresses.ts'
import { pageOf, unpackCursor } from '../cursor.ts'
import { write } from '../idempotency.ts'
import { OneOf, PageQuery } from '../schemas/common.ts'
import {
  deliveryStates,
  Webhook,
  WebhookCreated,
  WebhookDeliveryPage,
  WebhookPage,
  WebhookReplay,
  WebhookReplayed,
  WebhookRotate,
  WebhookSecret,
  WebhookWrite,
} from '../schemas/webhook.ts'
import type { Api, RouteContext } from './routes.ts'

const tags = ['webhooks']
const config = { roles: admins }
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const instant = (at: Date | null) => at?.toISOString() ?? null

/** Webhooks: servers of others that are told what happens here. Signed as Standard Webhooks say. */
export function addWebhookRoutes(api: Api, { helpdesk, now }: RouteContext) {
  const { transact, webhookAddresses } = helpdesk
  const endpointNow = async (tx: Transaction, id: string) => ({ status: 200, body: show(await getEndpoint(tx, id)) })
  /** Looked up before the transaction: a name server may take its time. */
  const refuseUrl = async (url: string) => {
    const fault = await faultOfUrl(url, webhookAddresses)
    if (fault)
      throw new DomainError('webhook_url_refused', { fault, host: URL.canParse(url) ? new URL(url).host : url })
  }

  api.get(
    '/webhooks',
    { config, schema: { tags, summary: 'All webhooks', response: { 200: WebhookPage } } },
    async () => ({ items: (await transact(listEndpoints)).map(show), next: null }),
  )

  api.post(
    '/webhooks',
    { config, schema: { tags, summary: 'Add a webhook', body: WebhookWrite, response: { 201: WebhookCreated } } },
    async (request, reply) => {
      const { name, url, events, enabled = true } = request.body
      await refuseUrl(url)
      return write(transact, request, reply, async (tx) => {
        const { id, secret } = await insertEndpoint(tx, { name, url, events, enabled })
        return { status: 201, body: { ...show(await getEndpoint(tx, id)), secret } }
      })
    },
  )

  api.get(
    '/webhooks/:id',
    { config, schema: { tags, summary: 'One webhook', params: Id, response: { 200: Webhook } } },
    async (request) => show(await transact((tx) => getEndpoint(tx, request.params.id))),
  )

  api.put(
    '/webhooks/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Change a webhook, or switch it on or off',
        params: Id,
        body: WebhookWrite,
        response: { 200: Webhook },
      },
    },
    async (request, reply) => {
      const { name, url, events, enabled = true } = request.body
      await refuseUrl(url)
      return write(transact, request, reply, async (tx) => {
        await updateEndpoint(tx, request.params.id, { name, url, events, enabled })
        return endpointNow(tx, request.params.id)
      })
    },
  )

  api.delete(
    '/webhooks/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Remove a webhook and what waits for it',
        params: Id,
        response: { 204: Type.Null() },
      },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        await deleteEndpoint(tx, request.params.id)
        return { status: 204, body: null }
      }),
  )

  api.post(
    '/webhooks/:id/rotate',
    {
      config,
      schema: {
        tags,
        summary: 'Make a new secret; the old one signs beside it for a while',
        params: Id,
        body: WebhookRotate,
        response: { 200: WebhookSecret },
      },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const secret = await rotateSecret(tx, request.params.id, request.body.overlapHours ?? 24)
        const { previousSecretUntil } = await getEndpoint(tx, request.params.id)
        return { status: 200, body: { secret, previousSecretUntil: instant(previousSecretUntil) } }
      }),
  )

  api.post(
    '/webhooks/:id/test',
    {
      config,
      schema: {
        tags,
        summary: `Send \`${pingType}\`; its delivery tells how it went`,
        params: Id,
        response: { 202: Type.Object({ delivery: Type.String() }) },
      },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const about = `ping/${randomUUID()}`
        const delivery = await insertEvent(tx, request.params.id, { type: pingType, about, data: {}, at: now() })
        await notifyWork(tx, 'webhook_delivery')
        return { status: 202, body: { delivery } }
      }),
  )

  api.get(
    '/webhooks/:id/deliveries',
    {
      config,
      schema: {
        tags,
        summary: 'What was sent, is waiting, or was given up on, newest first; kept for 30 days',
        params: Id,
        querystring: Type.Object({ ...PageQuery.properties, state: Type.Optional(OneOf(deliveryStates)) }),
        response: { 200: WebhookDeliveryPage },
      },
    },
    async (request) => {
      const { cursor, limit = 25, state } = request.query
      const before = unpackCursor(cursor, ['id'])?.id
      const rows = await transact(async (tx) => {
        await getEndpoint(tx, request.params.id)
        return listDeliveries(tx, request.params.id, {
          ...(state ? { state } : {}),
          ...(before ? { before } : {}),
          limit: limit + 1,
        })
      })
      const page = pageOf(rows, limit, (last) => ({ id: last.id }))
      return { ...page, items: page.items.map(showDelivery) }
    },
  )

  api.post(
    '/webhooks/:id/deliveries/:delivery/replay',
    {
      config,
      schema: {
        tags,
        summary: 'Send one once more, with the same `webhook-id`',
        params: Type.Object({ ...Id.properties, delivery: Type.String({ pattern: '^\\d{1,18}$' }) }),
        response: { 204: Type.Null() },
      },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { id, delivery } = request.params
        await refuseOff(tx, id)
        if ((await replayDeliveries(tx, id, { id: delivery })) === 0)
          throw new DomainError('webhook_delivery_not_found')
        await notifyWork(tx, 'webhook_delivery')
        return { status: 204, body: null }
      }),
  )

  api.post(
    '/webhooks/:id/replay',
    {
      config,
      schema: {
        tags,
        summary: 'Send all that were given up on once more',
        params: Id,
        body: WebhookReplay,
        response: { 200: WebhookReplayed },
      },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        await refuseOff(tx, request.params.id)
        const deadSince = new Date(request.body.since ?? 0)
        const replayed = await replayDeliveries(tx, request.params.id, { deadSince })
        await notifyWork(tx, 'webhook_delivery')
        return { status: 200, body: { replayed } }
      }),
  )
}

async function refuseOff(tx: Transaction, id: string): Promise<void> {
  const { name, enabled } = await getEndpoint(tx, id)
  if (!enabled) throw new DomainError('webhook_off', { name })
}

function show({ pausedUntil: _paused, failures: _failures, ...endpoint }: WebhookEndpoint) {
  return {
    ...endpoint,
    failingSince: instant(endpoint.failingSince),
    lastSuccessAt: instant(endpoint.lastSuccessAt),
    previousSecretUntil: instant(endpoint.previousSecretUntil),
    createdAt: endpoint.createdAt.toISOString(),
  }
}

function showDelivery(delivery: DomainDelivery) {
  return {
    ...delivery,
    createdAt: delivery.createdAt.toISOString(),
    finishedAt: instant(delivery.finishedAt),
    nextAttemptAt: instant(delivery.nextAttemptAt),
  }
}
