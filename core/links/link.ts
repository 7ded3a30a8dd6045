import { notifyChange } from '../delivery/store.ts'
import { DomainError } from '../errors.ts'
import { lockTicket, record } from '../tickets/store.ts'
import type { Ticket } from '../tickets/ticket.ts'
import { refuseSeen } from '../tickets/ticket-changed.ts'
import type { Actor, LinkKind } from '../tickets/timeline.ts'
import type { Transaction } from '../transaction.ts'
import { ancestorsOf, deleteLink, insertLink, readLinks } from './store.ts'

/** How a link reads from its other end. */
const inverse: Record<LinkKind, LinkKind> = {
  related: 'related',
  parent: 'child',
  child: 'parent',
  duplicate: 'duplicated_by',
  duplicated_by: 'duplicate',
}

/**
 * Links two tickets; both histories tell of it.
 * @param link what `other` is to `number`: its parent, its child, what it duplicates…
 * @throws DomainError ticket_not_found, ticket_changed, link_to_itself, link_exists, parent_exists, link_circle
 */
export async function linkTickets(
  tx: Transaction,
  number: number,
  actor: Actor,
  link: LinkKind,
  other: number,
  seen: number | undefined,
  now: Date,
): Promise<void> {
  if (number === other) throw new DomainError('link_to_itself', { number })
  const [ticket, linked] = await lockBoth(tx, number, other)
  await refuseSeen(tx, ticket, seen)
  const [from, to, kind] = directed(number, other, link)
  if (kind === 'child') {
    const [parent] = await ancestorsOf(tx, from)
    if (parent !== undefined && parent !== to) throw new DomainError('parent_exists', { number: from, parent })
    if ((await ancestorsOf(tx, to)).includes(from)) throw new DomainError('link_circle', { number: from, other: to })
  }
  if (!(await insertLink(tx, from, to, kind))) throw new DomainError('link_exists', { number, other })
  await record(tx, number, actor, { kind: 'linked', data: { link, number: other, subject: linked.subject } }, now)
  const back = { link: inverse[link], number, subject: ticket.subject }
  await record(tx, other, actor, { kind: 'linked', data: back }, now)
  await notifyChange(tx, { ticket: number })
  await notifyChange(tx, { ticket: other })
}

/** Takes the link between two tickets away. @throws DomainError ticket_not_found, link_not_found */
export async function unlinkTickets(
  tx: Transaction,
  number: number,
  actor: Actor,
  other: number,
  now: Date,
): Promise<void> {
  await lockBoth(tx, number, other)
  const between = (await readLinks(tx, number)).find((each) => each.number === other)
  if (!between) throw new DomainError('link_not_found', { number, other })
  const mine = await readLinks(tx, other)
  const back = mine.find((each) => each.number === number) ?? between
  await deleteLink(tx, number, other)
  const { link, subject } = between
  await record(tx, number, actor, { kind: 'unlinked', data: { link, number: other, subject } }, now)
  const data = { link: back.link, number, subject: back.subject }
  await record(tx, other, actor, { kind: 'unlinked', data }, now)
  await notifyChange(tx, { ticket: number })
  await notifyChange(tx, { ticket: other })
}

function directed(number: number, other: number, link: LinkKind): [number, number, 'related' | 'child' | 'duplicate'] {
  if (link === 'related') return [number, other, 'related']
  if (link === 'parent') return [number, other, 'child']
  if (link === 'child') return [other, number, 'child']
  return link === 'duplicate' ? [number, other, 'duplicate'] : [other, number, 'duplicate']
}

/** Always in the order of their numbers, so that two who link the same tickets never wait for each other. */
async function lockBoth(tx: Transaction, one: number, other: number): Promise<[Ticket, Ticket]> {
  const lower = await lockTicket(tx, Math.min(one, other))
  const higher = await lockTicket(tx, Math.max(one, other))
  return one < other ? [lower, higher] : [higher, lower]
}
