import { notifyChange } from '../delivery/store.ts'
import { DomainError } from '../errors.ts'
import { listPeople } from '../people/store.ts'
import { listCategories } from '../routing/store.ts'
import type { Transaction } from '../transaction.ts'
import { type Grades, gradedPriority } from './priority.ts'
import { record, saveCategory, savePriority } from './store.ts'
import type { Priority } from './ticket.ts'
import type { Actor } from './timeline.ts'
import { lockForWork } from './work.ts'

/**
 * Says how urgent a ticket is: as named, or worked out from what it does to whom. Setting what it is already changes nothing.
 * @throws DomainError ticket_not_found, ticket_changed, ticket_closed
 */
export async function setPriority(
  tx: Transaction,
  number: number,
  actor: Actor,
  wanted: Priority | Grades,
  seen: number | undefined,
  now: Date,
): Promise<void> {
  const { ticket } = await lockForWork(tx, number, seen)
  if (ticket.state === 'closed') throw new DomainError('ticket_closed', { number })
  const to = typeof wanted === 'string' ? { priority: wanted, impact: null, urgency: null } : gradedPriority(wanted)
  if (ticket.priority === to.priority && ticket.impact === to.impact && ticket.urgency === to.urgency) return
  await savePriority(tx, number, to, now)
  const { priority, ...grades } = to
  await record(
    tx,
    number,
    actor,
    { kind: 'priority_changed', data: { from: ticket.priority, to: priority, ...grades } },
    now,
  )
  await notifyChange(tx, { ticket: number })
}

/**
 * Says what a ticket is about; whose it is stays as it is. Setting what it is already changes nothing.
 * @param category name of a category, null for none
 * @throws DomainError ticket_not_found, ticket_changed, ticket_closed, category_not_found
 */
export async function setCategory(
  tx: Transaction,
  number: number,
  actor: Actor,
  category: string | null,
  seen: number | undefined,
  now: Date,
): Promise<void> {
  const { ticket } = await lockForWork(tx, number, seen)
  if (ticket.state === 'closed') throw new DomainError('ticket_closed', { number })
  const known = category === null ? null : await findCategory(tx, category)
  if (ticket.category === known) return
  await saveCategory(tx, number, known, now)
  await record(tx, number, actor, { kind: 'category_changed', data: { from: ticket.category, to: known } }, now)
  await notifyChange(tx, { ticket: number })
}

async function findCategory(tx: Transaction, name: string): Promise<string> {
  const category = (await listCategories(tx)).find((each) => each.name.toLowerCase() === name.trim().toLowerCase())
  if (!category) throw new DomainError('category_not_found', { name })
  return category.name
}

/**
 * Calls the leads of a ticket's team to it: a line of the timeline that names them, which desks show and webhooks send.
 * Where the team has no lead, all leads and admins are called.
 * @returns the timeline entry
 * @throws DomainError ticket_not_found
 */
export async function alertLeads(
  tx: Transaction,
  number: number,
  actor: Actor,
  text: string,
  now: Date,
): Promise<string> {
  const { ticket } = await lockForWork(tx, number, undefined)
  const leads = await listPeople(tx, { role: 'lead', limit: 1_000 })
  const own = leads.filter(({ teams }) => teams.includes(ticket.team.id))
  const admins = own.length > 0 ? [] : await listPeople(tx, { role: 'admin', limit: 1_000 })
  const called = (own.length > 0 ? own : [...leads, ...admins]).map(({ id, name }) => ({ id, name }))
  const entry = await record(tx, number, actor, { kind: 'leads_alerted', data: { leads: called }, text }, now)
  await notifyChange(tx, { ticket: number })
  return entry
}
