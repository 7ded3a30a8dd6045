import { notifyWork } from '../delivery/store.ts'
import type { TimelineEvent, TimelineKind } from '../tickets/timeline.ts'
import type { Transaction } from '../transaction.ts'
import { insertAnnouncements } from './store.ts'

/** What desks are told in words, beside the card that always shows the present. */
const lines: Partial<Record<TimelineKind, 'present' | 'all'>> = {
  requester_message: 'present',
  requester_action: 'present',
  reply: 'present',
  note: 'present',
  message_edited: 'present',
  message_deleted: 'present',
  reaction: 'present',
  file_missing: 'present',
  rated: 'all',
  assigned: 'present',
  escalated: 'all',
  deescalated: 'all',
  moved: 'all',
  state_changed: 'all',
  leads_alerted: 'all',
}

/** Tells the desks of a ticket what happened to it, in the transaction in which it happened. @param entry id of the line of its history */
export async function announce(tx: Transaction, ticket: number, entry: string, event: TimelineEvent): Promise<void> {
  const writtenAt = event.kind === 'note' ? (event.data.desk ?? null) : null
  const announced = await insertAnnouncements(tx, ticket, entry, lines[event.kind] ?? 'none', writtenAt)
  if (announced > 0) await notifyWork(tx, 'outbox')
}
