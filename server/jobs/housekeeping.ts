import { Cron } from 'croner'
import { deleteUnsent } from '../../core/attachments/store.ts'
import type { Transact, Transaction } from '../../core/transaction.ts'
import { forgetOldKeys } from '../api/idempotency.ts'

/** How long finished rows of inbox and outbox are kept: longer than any platform repeats an event. */
const keepDays = 30

/** How long a file is kept that was uploaded and not sent. */
const keepUnsentHours = 24

/**
 * Clears away what is finished and old, once an hour. Any number of processes may try; one of them does it.
 * @returns the way to stop
 */
export function startHousekeeping(transact: Transact, onError: (error: unknown) => void): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  const job = new Cron('17 * * * *', { protect: true, unref: true }, () => {
    running = transact(clearAway).catch(onError)
    return running
  })
  return async () => {
    job.stop()
    await running
  }
}

/** Deletes finished rows past their time, unless another process is at it. */
export async function clearAway(tx: Transaction): Promise<void> {
  const [{ mine }] = await tx.query(`select pg_try_advisory_xact_lock(hashtext('firstline.housekeeping')) as mine`)
  if (!mine) return
  await forgetOldKeys(tx)
  await deleteUnsent(tx, keepUnsentHours)
  for (const queue of ['inbox', 'outbox', 'timer', 'automation_event', 'attachment_fetch'])
    await tx.query(`delete from ${queue} where state = 'done' and finished_at < now() - make_interval(days => $1)`, [
      keepDays,
    ])
  await tx.query(
    `delete from webhook_delivery where state <> 'waiting' and finished_at < now() - make_interval(days => $1)`,
    [keepDays],
  )
}
