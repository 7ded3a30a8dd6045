import type { Transaction } from '../transaction.ts'
import { likenessOf } from './likeness.ts'
import { readLatelySolved, record, saveReturns } from './store.ts'

/** A problem that comes back after so many days is a new one. */
const daysRemembered = 30

/** From this likeness on two requests are about the same: half of their words. */
const alike = 0.5

/**
 * Recognizes a problem of the same requester that was solved within the last 30 days, and notes it on the new ticket.
 * @param request everything the requester wrote
 */
export async function recognizeReturn(
  tx: Transaction,
  number: number,
  requesterId: string,
  request: string,
  now: Date,
): Promise<void> {
  const since = new Date(now.getTime() - daysRemembered * 86_400_000)
  const before = (await readLatelySolved(tx, requesterId, number, since)).map((ticket) => ({
    ...ticket,
    likeness: likenessOf(request, ticket.request),
  }))
  // The latest of those most alike: they come in that order, and sorting keeps it.
  const [closest] = before.sort((a, b) => b.likeness - a.likeness)
  if (!closest || closest.likeness < alike) return
  const { likeness, subject } = closest
  await saveReturns(tx, number, closest.number)
  const data = { number: closest.number, subject, likeness: Math.round(likeness * 100) / 100 }
  await record(tx, number, { kind: 'system', id: null, name: 'Firstline' }, { kind: 'returned', data }, now)
}
