import { QueryFailedError } from 'typeorm'
import { DomainError } from '../errors.ts'
import type { Json } from '../ports.ts'
import type { Transaction } from '../transaction.ts'
import { newSigningSecret, type SigningSecrets, type WebhookEndpoint } from './endpoint.ts'

const columns = `e.id, e.name, e.url, e.events, e.enabled, e.disabled_because as "disabledBecause", e.failing_since as "failingSince",
  e.failures, e.last_error as "lastError", e.last_success_at as "lastSuccessAt", e.paused_until as "pausedUntil",
  case when e.previous_secret_until > now() then e.previous_secret_until end as "previousSecretUntil", e.created_at as "createdAt"`

/** All endpoints by name. There are dozens, not thousands. */
export async function listEndpoints(tx: Transaction): Promise<WebhookEndpoint[]> {
  return tx.query(`select ${columns} from webhook_endpoint e order by lower(e.name)`)
}

/** @throws DomainError webhook_not_found */
export async function getEndpoint(tx: Transaction, id: string): Promise<WebhookEndpoint> {
  const [endpoint] = await tx.query(`select ${columns} from webhook_endpoint e where e.id = $1`, [id])
  if (!endpoint) throw new DomainError('webhook_not_found')
  return endpoint
}

/** The secrets that sign for an endpoint now. @throws DomainError webhook_not_found */
export async function readSecrets(tx: Transaction, id: string): Promise<SigningSecrets> {
  const [row] = await tx.query(
    `select secret, case when previous_secret_until > now() then previous_secret end as "previousSecret"
       from webhook_endpoint where id = $1`,
    [id],
  )
  if (!row) throw new DomainError('webhook_not_found')
  return row
}

export interface EndpointChange {
  name: string
  url: string
  events: string[]
  enabled: boolean
}

/** Adds an endpoint. @returns its id and the secret that signs for it @throws DomainError webhook_name_taken */
export async function insertEndpoint(tx: Transaction, change: EndpointChange): Promise<{ id: string; secret: string }> {
  const secret = newSigningSecret()
  const [row] = await refuseTaken(change.name, () =>
    tx.query(
      `insert into webhook_endpoint (name, url, events, secret, enabled, disabled_because)
       values ($1, $2, $3, $4, $5, case when $5 then null else 'by_hand' end) returning id`,
      [change.name, change.url, change.events, secret, change.enabled],
    ),
  )
  return { id: row.id, secret }
}

/** Changes an endpoint; one that is switched on begins anew. @throws DomainError webhook_not_found, webhook_name_taken */
export async function updateEndpoint(tx: Transaction, id: string, change: EndpointChange): Promise<void> {
  const [, count] = await refuseTaken(change.name, () =>
    tx.query(
      `update webhook_endpoint set name = $2, url = $3, events = $4,
         failures = case when $5 and (not enabled or url <> $3) then 0 else failures end,
         failing_since = case when $5 and (not enabled or url <> $3) then null else failing_since end,
         paused_until = case when $5 and (not enabled or url <> $3) then null else paused_until end,
         disabled_because = case when $5 then null when enabled then 'by_hand' else disabled_because end, enabled = $5
        where id = $1`,
      [id, change.name, change.url, change.events, change.enabled],
    ),
  )
  if (count === 0) throw new DomainError('webhook_not_found')
}

/**
 * Removes an endpoint and all that was to be delivered to it: deliveries first, in the order in which workers lock.
 * @throws DomainError webhook_not_found
 */
export async function deleteEndpoint(tx: Transaction, id: string): Promise<void> {
  await tx.query('delete from webhook_delivery where endpoint_id = $1', [id])
  const [, count] = (await tx.query('delete from webhook_endpoint where id = $1', [id])) as [unknown, number]
  if (count === 0) throw new DomainError('webhook_not_found')
}

/**
 * Gives an endpoint a new secret; the present one goes on signing beside it for some hours.
 * @throws DomainError webhook_not_found
 */
export async function rotateSecret(tx: Transaction, id: string, overlapHours: number): Promise<string> {
  const secret = newSigningSecret()
  const [, count] = (await tx.query(
    `update webhook_endpoint set previous_secret = secret, previous_secret_until = now() + make_interval(hours => $3), secret = $2 where id = $1`,
    [id, secret, overlapHours],
  )) as [unknown, number]
  if (count === 0) throw new DomainError('webhook_not_found')
  return secret
}

/** A delivery has succeeded: what went wrong before is forgotten. */
export async function noteSuccess(tx: Transaction, id: string, at: Date): Promise<void> {
  await tx.query(
    `update webhook_endpoint set last_success_at = $2, failures = 0, failing_since = null, paused_until = null, last_error = null where id = $1`,
    [id, at],
  )
}

/**
 * A delivery has failed. Those that fail while the endpoint rests already were on their way before: together they count
 * as one failure.
 * @returns how often in a row, since when, and whether this one counted; null when the endpoint is off
 */
export async function noteFailure(
  tx: Transaction,
  id: string,
  error: string,
  at: Date,
): Promise<{ failures: number; failingSince: Date; counted: boolean } | null> {
  const [rows] = (await tx.query(
    `with before as (
       select id, coalesce(paused_until <= $3, true) as counted from webhook_endpoint where id = $1 and enabled for update)
     update webhook_endpoint e set failures = failures + before.counted::int, failing_since = coalesce(failing_since, $3), last_error = $2
       from before where e.id = before.id returning e.failures, e.failing_since as "failingSince", before.counted`,
    [id, error, at],
  )) as [{ failures: number; failingSince: Date; counted: boolean }[], number]
  return rows[0] ?? null
}

/** Sends nothing to an endpoint for a while. */
export async function pauseEndpoint(tx: Transaction, id: string, until: Date): Promise<void> {
  await tx.query('update webhook_endpoint set paused_until = $2 where id = $1', [id, until])
}

/** Switches an endpoint off. False when it is off already. */
export async function switchOff(tx: Transaction, id: string, because: 'failing' | 'gone'): Promise<boolean> {
  const [, count] = (await tx.query(
    'update webhook_endpoint set enabled = false, disabled_because = $2 where id = $1 and enabled',
    [id, because],
  )) as [unknown, number]
  return count === 1
}

async function refuseTaken<T>(name: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '23505')
      throw new DomainError('webhook_name_taken', { name })
    throw error
  }
}

const newMessage = `'msg_' || replace(gen_random_uuid()::text, '-', '')`

/**
 * Puts an event of a ticket into the queue of every endpoint that wants to hear of it, with the ticket as it is at
 * this point of the transaction. Of one ticket an endpoint is told in order.
 * @param entry the line of the timeline, as it is shown
 * @returns how many were queued
 */
export async function insertTicketEvent(
  tx: Transaction,
  event: { type: string; ticket: number; entry: Json; at: Date },
): Promise<number> {
  const rows = await tx.query(
    `insert into webhook_delivery (lane, endpoint_id, message_id, type, payload)
     select e.id || '/' || k.number, e.id, ${newMessage}, $1, jsonb_build_object('type', $1::text, 'timestamp', $4::text, 'data', jsonb_build_object(
              'ticket', ${ticketJson}, 'entry', $3::jsonb))
       from webhook_endpoint e cross join ticket k ${ticketJoins}
      where e.enabled and ($1 = any(e.events) or '*' = any(e.events)) and k.number = $2
      returning id`,
    [event.type, event.ticket, JSON.stringify(event.entry), event.at.toISOString()],
  )
  return rows.length
}

const ticketJoins =
  'join person r on r.id = k.requester_id join team t on t.id = k.team_id left join person a on a.id = k.assignee_id'

/** The ticket in an event; `k` ticket, `r` requester, `t` team, `a` assignee. */
const ticketJson = `jsonb_build_object('number', k.number, 'subject', k.subject, 'state', k.state, 'level', k.level, 'priority', k.priority,
  'category', k.category, 'tags', to_jsonb(k.tags), 'fields', k.fields, 'source', k.source, 'team', jsonb_build_object('id', t.id, 'name', t.name),
  'assignee', case when a.id is not null then jsonb_build_object('id', a.id, 'name', a.name) end,
  'requester', jsonb_build_object('id', r.id, 'name', r.name, 'email', coalesce(r.email, r.claimed_email)))`

/**
 * Puts one event into the queue of one endpoint, whatever types it wants to hear of.
 * @param event `ticket`: its number, when it is about one; the ticket as it is now is added to the data then
 * @returns the id of the delivery
 * @throws DomainError webhook_not_found, webhook_off
 */
export async function insertEvent(
  tx: Transaction,
  endpointId: string,
  event: { type: string; about: string; ticket?: number; data: { [name: string]: Json }; at: Date },
): Promise<string> {
  const endpoint = await getEndpoint(tx, endpointId)
  if (!endpoint.enabled) throw new DomainError('webhook_off', { name: endpoint.name })
  const [row] = await tx.query(
    `insert into webhook_delivery (lane, endpoint_id, message_id, type, payload)
     select $1, $2, ${newMessage}, $3, jsonb_build_object('type', $3::text, 'timestamp', $4::text, 'data', $5::jsonb ||
              coalesce((select jsonb_build_object('ticket', ${ticketJson}) from ticket k ${ticketJoins} where k.number = $6), '{}'))
     returning id`,
    [
      `${endpointId}/${event.about}`,
      endpointId,
      event.type,
      event.at.toISOString(),
      JSON.stringify(event.data),
      event.ticket ?? null,
    ],
  )
  return row.id
}

/** One message to an endpoint, and what became of it. */
export interface WebhookDelivery {
  id: string
  /** The `webhook-id` header: the same at every attempt. */
  messageId: string
  type: string
  state: 'waiting' | 'done' | 'dead'
  attempts: number
  lastError: string | null
  createdAt: Date
  finishedAt: Date | null
  /** When it is tried next, null once it is not. */
  nextAttemptAt: Date | null
  payload: Json
}

/** One page of an endpoint's deliveries, newest first. Uses webhook_delivery_endpoint. */
export async function listDeliveries(
  tx: Transaction,
  endpointId: string,
  filter: { state?: WebhookDelivery['state']; before?: string; limit: number },
): Promise<WebhookDelivery[]> {
  return tx.query(
    `select id, message_id as "messageId", type, state, attempts, last_error as "lastError", created_at as "createdAt",
            finished_at as "finishedAt", case when state = 'waiting' then available_at end as "nextAttemptAt", payload
       from webhook_delivery
      where endpoint_id = $1 and ($2::text is null or state = $2) and ($3::bigint is null or id < $3) order by id desc limit $4`,
    [endpointId, filter.state ?? null, filter.before ?? null, filter.limit],
  )
}

/** Which endpoint a claimed message goes to, and as what; null when it was removed meanwhile. */
export async function readMessage(
  tx: Transaction,
  id: string,
): Promise<{ endpointId: string; messageId: string } | null> {
  const [row] = await tx.query(
    'select endpoint_id as "endpointId", message_id as "messageId" from webhook_delivery where id = $1',
    [id],
  )
  return row ?? null
}

/** Puts a claimed message back for some seconds without counting the attempt: its endpoint rests, or has enough to do. */
export async function postpone(tx: Transaction, id: string, worker: string, seconds: number): Promise<void> {
  await tx.query(
    `update webhook_delivery set available_at = now() + make_interval(secs => $3), attempts = attempts - 1, locked_by = null, locked_until = null
      where id = $1 and locked_by = $2 and state = 'waiting'`,
    [id, worker, seconds],
  )
}

/**
 * Sends messages once more: one whatever became of it, or all that were given up on since an instant. They keep their
 * `webhook-id`, so that a receiver knows those it has had. Uses webhook_delivery_endpoint.
 * @returns how many
 */
export async function replayDeliveries(
  tx: Transaction,
  endpointId: string,
  which: { id: string } | { deadSince: Date },
): Promise<number> {
  const [, count] = (await tx.query(
    `update webhook_delivery set state = 'waiting', available_at = now(), attempts = 0, finished_at = null
      where endpoint_id = $1 and ${'id' in which ? `id = $2 and state <> 'waiting'` : `state = 'dead' and finished_at >= $2`}`,
    [endpointId, 'id' in which ? which.id : which.deadSince],
  )) as [unknown, number]
  return count
}
