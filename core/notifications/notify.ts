import { notifyChange } from '../delivery/store.ts'
import type { Actor, TimelineEvent, TimelineKind } from '../tickets/timeline.ts'
import type { Transaction } from '../transaction.ts'
import { insertNotifications, type NotificationReason, watcherIds } from './store.ts'

/** What those who watch a ticket are told of. */
const watched: ReadonlySet<TimelineKind> = new Set([
  'requester_message',
  'reply',
  'note',
  'state_changed',
  'assigned',
  'escalated',
  'deescalated',
  'moved',
  'merged_into',
  'merged_from',
  'rated',
])

/**
 * Tells people of a line of a timeline, in the transaction in which it is written: who is meant by it first, then who
 * watches. Nobody is told twice of one line, nor of what they did themselves.
 * @param entry id of the line
 */
export async function notifyPeople(
  tx: Transaction,
  ticket: number,
  entry: string,
  actor: Actor,
  event: TimelineEvent,
  at: Date,
): Promise<void> {
  const told: string[] = []
  const tell = async (because: NotificationReason, people: readonly string[]) => {
    told.push(...(await insertNotifications(tx, { ticket, entry, because, actor: actor.id, at }, people)))
  }
  await tell(...meant(event))
  if (watched.has(event.kind)) await tell('watching', await watcherIds(tx, ticket))
  for (const person of told) await notifyChange(tx, { notified: person })
}

function meant(event: TimelineEvent): [NotificationReason, string[]] {
  if (event.kind === 'note') return ['mentioned', (event.data.mentions ?? []).map(({ id }) => id)]
  if (event.kind === 'assigned') return ['assigned', [event.data.agentId]]
  if (event.kind === 'leads_alerted') return ['called', event.data.leads.map(({ id }) => id)]
  if (event.kind === 'woken') return ['woken', event.data.assignee === null ? [] : [event.data.assignee]]
  return ['watching', []]
}
