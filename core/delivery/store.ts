import type { Json } from '../ports.ts'
import type { Transaction } from '../transaction.ts'

/** The tables worked on by leased claims; all have the columns of `QueueRow`. */
export type Queue = 'inbox' | 'outbox' | 'timer' | 'attachment_fetch' | 'webhook_delivery' | 'automation_event'

/** A row this worker holds until its lease ends. */
export interface Claimed {
  id: string
  lane: string
  attempts: number
  payload: Json
}

/** How long a claim holds, in seconds: what a worker killed hard delays its rows by. Living workers renew it. */
export const leaseSeconds = 5

/**
 * Claims rows that are due: the first waiting row of each lane, so that one lane is worked on in order and by one
 * worker. `skip locked` lets two workers claim at once without waiting for each other.
 * Uses the partial indexes QUEUE_available (what is due) and QUEUE_lane (is an earlier one waiting).
 * @param worker name of the claimer, unique among all processes
 */
export async function claim(tx: Transaction, queue: Queue, worker: string, limit: number): Promise<Claimed[]> {
  const [rows] = (await tx.query(
    `update ${queue} q
        set locked_by = $1, locked_until = now() + make_interval(secs => ${leaseSeconds}), attempts = attempts + 1
      where q.id in (
        select c.id from ${queue} c
         where c.state = 'waiting' and c.available_at <= now() and (c.locked_until is null or c.locked_until < now())
           and not exists (select 1 from ${queue} e where e.lane = c.lane and e.state = 'waiting' and e.id < c.id)
         order by c.available_at, c.id
         limit $2
         for update skip locked)
      returning q.id, q.lane, q.attempts, q.payload`,
    [worker, limit],
  )) as [Claimed[], number]
  return rows.sort((a, b) => Number(a.id) - Number(b.id))
}

/** Locks a claimed row for the transaction that does its work. False when the claim has been lost to another worker. */
export async function holds(tx: Transaction, queue: Queue, id: string, worker: string): Promise<boolean> {
  const rows = await tx.query(
    `select 1 from ${queue} where id = $1 and state = 'waiting' and locked_by = $2 for update`,
    [id, worker],
  )
  return rows.length === 1
}

/** Prolongs the claims of a worker that is still at it. */
export async function renew(tx: Transaction, queue: Queue, ids: string[], worker: string): Promise<void> {
  await tx.query(
    `update ${queue} set locked_until = now() + make_interval(secs => ${leaseSeconds})
      where id = any($1) and locked_by = $2 and state = 'waiting'`,
    [ids, worker],
  )
}

/** Marks a row done. False when the claim has been lost; the caller then has to undo what it did. */
export async function finish(tx: Transaction, queue: Queue, id: string, worker: string): Promise<boolean> {
  const [, count] = (await tx.query(
    `update ${queue} set state = 'done', finished_at = now(), locked_by = null, locked_until = null, last_error = null
      where id = $1 and locked_by = $2 and state = 'waiting'`,
    [id, worker],
  )) as [unknown, number]
  return count === 1
}

/** Puts a row back to be tried again after a pause. */
export async function retryLater(
  tx: Transaction,
  queue: Queue,
  id: string,
  worker: string,
  afterSeconds: number,
  error: string,
): Promise<void> {
  await tx.query(
    `update ${queue} set available_at = now() + make_interval(secs => $3), locked_by = null, locked_until = null, last_error = $4
      where id = $1 and locked_by = $2 and state = 'waiting'`,
    [id, worker, afterSeconds, error],
  )
}

/** Gives up on a row until an admin replays it; the rows of its lane go on. */
export async function bury(tx: Transaction, queue: Queue, id: string, worker: string, error: string): Promise<void> {
  await tx.query(
    `update ${queue} set state = 'dead', finished_at = now(), locked_by = null, locked_until = null, last_error = $3
      where id = $1 and locked_by = $2 and state = 'waiting'`,
    [id, worker, error],
  )
}

/** Gives back claims that were not begun, so that another worker need not wait for the lease. */
export async function release(tx: Transaction, queue: Queue, worker: string): Promise<void> {
  await tx.query(
    `update ${queue} set locked_by = null, locked_until = null where locked_by = $1 and state = 'waiting'`,
    [worker],
  )
}

/** Seconds until the next row of a queue is due, null when none waits. Uses QUEUE_available. */
export async function secondsUntilNext(tx: Transaction, queue: Queue): Promise<number | null> {
  const [row] = await tx.query(
    `select greatest(0, extract(epoch from min(greatest(available_at, coalesce(locked_until, available_at))) - now()))::float8 as seconds
       from (select available_at, locked_until from ${queue} where state = 'waiting' order by available_at, id limit 50) due`,
  )
  return row?.seconds ?? null
}

/** Stores an event; null when one with the same id is there already. */
export async function insertInbox(
  tx: Transaction,
  row: { lane: string; channel: string; workspace: string; externalId: string; payload: Json },
): Promise<string | null> {
  const rows = await tx.query(
    `insert into inbox (lane, channel, workspace, external_id, payload) values ($1, $2, $3, $4, $5)
     on conflict on constraint inbox_event do nothing returning id`,
    [row.lane, row.channel, row.workspace, row.externalId, JSON.stringify(row.payload)],
  )
  return rows[0]?.id ?? null
}

/** Notes an event that is dealt with in this very transaction. False when one with the same id was before. */
export async function insertHandled(
  tx: Transaction,
  event: { channel: string; workspace: string; externalId: string },
): Promise<boolean> {
  const rows = await tx.query(
    `insert into inbox (lane, channel, workspace, external_id, payload, state, finished_at)
     values ($1 || '/' || $2 || '/' || $3, $1, $2, $3, $4, 'done', now())
     on conflict on constraint inbox_event do nothing returning id`,
    [event.channel, event.workspace, event.externalId, JSON.stringify(event)],
  )
  return rows.length === 1
}

/** The row of an event seen before. */
export async function findInbox(
  tx: Transaction,
  channel: string,
  workspace: string,
  externalId: string,
): Promise<{ id: string; state: 'waiting' | 'done' | 'dead'; lane: string } | null> {
  const rows = await tx.query(
    'select id, state, lane from inbox where channel = $1 and workspace = $2 and external_id = $3',
    [channel, workspace, externalId],
  )
  return rows[0] ?? null
}

/** The state of an inbox row, null when there is none. */
export async function inboxState(tx: Transaction, id: string): Promise<'waiting' | 'done' | 'dead' | null> {
  const rows = await tx.query('select state from inbox where id = $1', [id])
  return rows[0]?.state ?? null
}

/** Stores a message to be delivered. A second one with the same key is not stored. */
export async function insertOutbox(tx: Transaction, row: { lane: string; key: string; payload: Json }): Promise<void> {
  await tx.query(
    'insert into outbox (lane, key, payload) values ($1, $2, $3) on conflict on constraint outbox_key do nothing',
    [row.lane, row.key, JSON.stringify(row.payload)],
  )
}

/** Notes what the platform calls a delivered message, so that reactions to it find it. */
export async function noteExternalMessage(
  tx: Transaction,
  id: string,
  externalMessageId: string | null,
): Promise<void> {
  await tx.query(
    `with sent as (update outbox set external_message_id = $2 where id = $1 returning key)
     update message m set delivered_as = $2 from sent
      where m.id = case when sent.key ~ '^[0-9a-f-]{36}$' then sent.key::uuid end and sent.key <> $2`,
    [id, externalMessageId],
  )
}

/** Puts a file into the queue of those to be fetched; files are fetched beside each other. */
export async function insertFetch(tx: Transaction, attachment: string): Promise<void> {
  await tx.query('insert into attachment_fetch (lane, payload) values ($1, $2)', [
    attachment,
    JSON.stringify(attachment),
  ])
}

/** Sets a timer, or moves it when one with the same name is set. @param name unique among timers */
export async function upsertTimer(
  tx: Transaction,
  name: string,
  kind: string,
  dueAt: Date,
  payload: Json,
): Promise<void> {
  await tx.query(
    `insert into timer (lane, kind, available_at, payload) values ($1, $2, $3, $4)
     on conflict on constraint timer_name do update
       set state = 'waiting', kind = excluded.kind, available_at = excluded.available_at, payload = excluded.payload,
           attempts = 0, locked_by = null, locked_until = null, finished_at = null, last_error = null`,
    [name, kind, dueAt, JSON.stringify(payload)],
  )
}

/** Takes a timer back. Nothing happens when it is not set. */
export async function deleteTimer(tx: Transaction, name: string): Promise<void> {
  await tx.query('delete from timer where lane = $1', [name])
}

/** How many rows wait and how many are dead, for metrics and the admin. Uses QUEUE_available and QUEUE_dead. */
export async function queueDepth(tx: Transaction, queue: Queue): Promise<{ waiting: number; dead: number }> {
  const [row] = await tx.query(
    `select (select count(*)::int from ${queue} where state = 'waiting') as waiting,
            (select count(*)::int from ${queue} where state = 'dead') as dead`,
  )
  return row
}

/** One message or event that was given up on. */
export interface DeadRow {
  queue: 'inbox' | 'outbox' | 'automation_event'
  id: string
  lane: string
  attempts: number
  error: string | null
  payload: Json
  finishedAt: Date
}

/** What was given up on, newest first, at most `limit`. Uses QUEUE_dead. */
export async function listDead(tx: Transaction, limit: number): Promise<DeadRow[]> {
  return tx.query(
    `(select 'inbox' as queue, id, lane, attempts, last_error as error, payload, finished_at as "finishedAt" from inbox where state = 'dead' order by id desc limit $1)
     union all
     (select 'outbox', id, lane, attempts, last_error, payload, finished_at from outbox where state = 'dead' order by id desc limit $1)
     union all
     (select 'automation_event', id, lane, attempts, last_error, payload, finished_at from automation_event where state = 'dead' order by id desc limit $1)
     limit $1`,
    [limit],
  )
}

/** Puts a dead row back to work. False when it is not dead. */
export async function replayDead(tx: Transaction, queue: DeadRow['queue'], id: string): Promise<boolean> {
  const [, count] = (await tx.query(
    `update ${queue} set state = 'waiting', available_at = now(), attempts = 0, finished_at = null where id = $1 and state = 'dead'`,
    [id],
  )) as [unknown, number]
  return count === 1
}

/** Tells every process, once this transaction is committed, that a queue has work. */
export async function notifyWork(tx: Transaction, queue: Queue): Promise<void> {
  await tx.query(`select pg_notify('firstline_work', $1)`, [queue])
}

/**
 * What changed for those who watch, agents' consoles and open chats. `place` is the lane of a conversation; `notified`
 * the id of a person who has something to read.
 */
export type Change = { place: string } | { ticket: number } | { presence: true } | { notified: string }

/** Tells every process, once this transaction is committed, what changed. */
export async function notifyChange(tx: Transaction, change: Change): Promise<void> {
  await tx.query(`select pg_notify('firstline_change', $1)`, [JSON.stringify(change)])
}
