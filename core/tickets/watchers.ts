import { notifyChange } from '../delivery/store.ts'
import { getPerson } from '../people/store.ts'
import type { Transaction } from '../transaction.ts'
import { deleteWatcher, insertWatcher, lockTicket, record } from './store.ts'
import type { Actor } from './timeline.ts'

/** Lets somebody hear of what happens to a ticket; who does already changes nothing. @throws DomainError ticket_not_found, person_not_found */
export async function addWatcher(
  tx: Transaction,
  number: number,
  actor: Actor,
  personId: string,
  now: Date,
): Promise<void> {
  await lockTicket(tx, number)
  const { id, name } = await getPerson(tx, personId)
  if (!(await insertWatcher(tx, number, id, now))) return
  await record(tx, number, actor, { kind: 'watcher_added', data: { person: { id, name } } }, now)
  await notifyChange(tx, { ticket: number })
}

/** Lets somebody hear no more of a ticket. @throws DomainError ticket_not_found, person_not_found */
export async function removeWatcher(
  tx: Transaction,
  number: number,
  actor: Actor,
  personId: string,
  now: Date,
): Promise<void> {
  await lockTicket(tx, number)
  const { id, name } = await getPerson(tx, personId)
  if (!(await deleteWatcher(tx, number, id))) return
  await record(tx, number, actor, { kind: 'watcher_removed', data: { person: { id, name } } }, now)
  await notifyChange(tx, { ticket: number })
}
