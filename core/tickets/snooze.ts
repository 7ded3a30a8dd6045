import { notifyChange } from '../delivery/store.ts'
import { cancelTimer, setTimer } from '../delivery/timers.ts'
import { DomainError } from '../errors.ts'
import type { Transaction } from '../transaction.ts'
import { lockTicket, record, saveSnooze } from './store.ts'
import { isUnsolved, type Ticket } from './ticket.ts'
import type { Actor } from './timeline.ts'
import { wakingTimer } from './waking.ts'
import { lockForWork } from './work.ts'

/**
 * Puts a ticket to sleep until an instant; it wakes then, or when the requester writes.
 * @throws DomainError ticket_not_found, ticket_changed, ticket_not_unsolved, snooze_past
 */
export async function snooze(
  tx: Transaction,
  number: number,
  actor: Actor,
  sleep: { until: Date; reason: string | null },
  seen: number | undefined,
  now: Date,
): Promise<void> {
  const { ticket } = await lockForWork(tx, number, seen)
  if (!isUnsolved(ticket.state)) throw new DomainError('ticket_not_unsolved', { number })
  if (sleep.until <= now) throw new DomainError('snooze_past', { until: sleep.until.toISOString() })
  await saveSnooze(tx, number, sleep.until, now)
  const data = { until: sleep.until.toISOString(), reason: sleep.reason }
  await record(tx, number, actor, { kind: 'snoozed', data }, now)
  await setTimer(tx, { name: wakingTimer(number), kind: 'wake_ticket', dueAt: sleep.until, payload: number })
  await notifyChange(tx, { ticket: number })
}

/** Wakes a sleeping ticket before its time; one that is awake stays as it is. @throws DomainError ticket_not_found, ticket_changed */
export async function wake(
  tx: Transaction,
  number: number,
  actor: Actor,
  seen: number | undefined,
  now: Date,
): Promise<void> {
  const { ticket } = await lockForWork(tx, number, seen)
  await wakeLocked(tx, ticket, actor, 'agent', now)
}

/** Wakes a ticket whose time has come: what its timer does. */
export async function wakeByTimer(tx: Transaction, number: number, now: Date): Promise<void> {
  const ticket = await lockTicket(tx, number)
  await wakeLocked(tx, ticket, { kind: 'system', id: null, name: 'Firstline' }, 'time', now)
}

/** Wakes a locked ticket if it sleeps. */
export async function wakeLocked(
  tx: Transaction,
  ticket: Ticket,
  actor: Actor,
  because: 'time' | 'requester' | 'agent',
  now: Date,
): Promise<void> {
  if (ticket.snoozedUntil === null) return
  const { number } = ticket
  await saveSnooze(tx, number, null, now)
  await cancelTimer(tx, wakingTimer(number))
  const data = { because, assignee: ticket.assignee?.id ?? null }
  await record(tx, number, actor, { kind: 'woken', data }, now)
  await notifyChange(tx, { ticket: number })
}
