import { createHash } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Transact, Transaction } from '../../core/transaction.ts'
import { callerOf } from '../auth/caller.ts'
import { auditWrite } from './audit.ts'
import { RequestRefused } from './problem.ts'

/** What a write answers. */
export interface Written<T> {
  status: number
  body: T
}

/**
 * Runs a write in one transaction. With an `Idempotency-Key` the answer is stored in that same transaction, so a
 * repeated request gets the first answer again, even when the first one never reached the caller. Two at once: the
 * second waits for the first. Kept for a day. What an administrative route does leaves its line in the audit log, in
 * that same transaction.
 * @throws RequestRefused idempotency_key_reused when the key came with another request before
 */
export async function write<T>(
  transact: Transact,
  request: FastifyRequest,
  reply: FastifyReply,
  work: (tx: Transaction) => Promise<Written<T>>,
): Promise<T> {
  const key = keyOf(request)
  const run = async (tx: Transaction) => {
    const done = await work(tx)
    await auditWrite(tx, request, done.body)
    return done
  }
  const written = await transact(async (tx) => {
    if (key === null) return run(tx)
    const caller = callerOf(request).key
    const asked = digestOf(request)
    const before = await claimKey(tx, caller, key, asked)
    if (before) {
      reply.header('idempotency-replayed', 'true')
      request.audited = true
      return before as Written<T>
    }
    const done = await run(tx)
    await tx.query('update idempotency_key set status = $3, response = $4 where caller = $1 and key = $2', [
      caller,
      key,
      done.status,
      JSON.stringify(done.body ?? null),
    ])
    return done
  })
  reply.code(written.status)
  return written.body
}

/** The key of a request, null without one. @throws RequestRefused invalid_idempotency_key */
export function keyOf(request: FastifyRequest): string | null {
  const key = request.headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key === 'string' && key.length > 0 && key.length <= 200) return key
  throw new RequestRefused(
    400,
    'invalid_idempotency_key',
    'Idempotency-Key: expected one header of 1 to 200 characters.',
  )
}

async function claimKey(tx: Transaction, caller: string, key: string, asked: string): Promise<Written<unknown> | null> {
  const inserted = await tx.query(
    'insert into idempotency_key (caller, key, request_hash) values ($1, $2, $3) on conflict do nothing returning key',
    [caller, key, asked],
  )
  if (inserted.length > 0) return null
  const [row] = await tx.query(
    'select request_hash as asked, status, response as body from idempotency_key where caller = $1 and key = $2',
    [caller, key],
  )
  if (row.asked !== asked)
    throw new RequestRefused(
      422,
      'idempotency_key_reused',
      'This Idempotency-Key came with a different request before. Use a new key for a new request.',
    )
  return { status: row.status, body: row.body }
}

function digestOf(request: FastifyRequest): string {
  return createHash('sha256')
    .update(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
    .digest('hex')
}

/** Forgets keys older than a day. */
export async function forgetOldKeys(tx: Transaction): Promise<void> {
  await tx.query(`delete from idempotency_key where created_at < now() - interval '1 day'`)
}
