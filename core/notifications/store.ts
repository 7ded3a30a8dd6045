import type { TicketState } from '../tickets/ticket.ts'
import type { TimelineEntry } from '../tickets/timeline.ts'
import type { Transaction } from '../transaction.ts'

/** Why somebody is told of a line of a timeline. `called`: as a lead. */
export type NotificationReason = 'watching' | 'mentioned' | 'assigned' | 'called' | 'woken'

/**
 * Tells people of a line of a timeline, once each; requesters, who have a chat of their own, and who did it themselves
 * are left out.
 * @returns ids of those told
 */
export async function insertNotifications(
  tx: Transaction,
  about: { ticket: number; entry: string; because: NotificationReason; actor: string | null; at: Date },
  people: readonly string[],
): Promise<string[]> {
  if (people.length === 0) return []
  const rows = await tx.query(
    `insert into notification (person_id, ticket_number, entry_id, because, created_at)
     select p.id, $1, $2, $3, $4 from person p where p.id = any($5::uuid[]) and p.role <> 'requester' and p.id is distinct from $6::uuid
     on conflict on constraint notification_once do nothing returning person_id as id`,
    [about.ticket, about.entry, about.because, about.at, people, about.actor],
  )
  return rows.map((row: { id: string }) => row.id)
}

/** Who watches a ticket. Uses ticket_watcher's key. */
export async function watcherIds(tx: Transaction, number: number): Promise<string[]> {
  const rows = await tx.query(
    'select person_id as id from ticket_watcher where ticket_number = $1 order by person_id',
    [number],
  )
  return rows.map((row: { id: string }) => row.id)
}

/** What somebody is told. */
export interface Notification {
  id: string
  because: NotificationReason
  at: Date
  readAt: Date | null
  ticket: { number: number; subject: string; state: TicketState }
  entry: Pick<TimelineEntry, 'kind' | 'actor' | 'data' | 'text'>
}

/** One page of what a person was told, newest first. Uses notification_person, or notification_unread. */
export async function listNotifications(
  tx: Transaction,
  personId: string,
  page: { isUnread: boolean; before?: string; limit: number },
): Promise<Notification[]> {
  return tx.query(
    `select n.id, n.because, n.created_at as at, n.read_at as "readAt",
            json_build_object('number', k.number, 'subject', k.subject, 'state', k.state) as ticket,
            json_build_object('kind', e.kind, 'actor', json_build_object('kind', e.actor_kind, 'name', e.actor_name),
                              'data', e.data, 'text', e.text) as entry
       from notification n join ticket k on k.number = n.ticket_number join timeline_entry e on e.id = n.entry_id
      where n.person_id = $1 and ($2::bigint is null or n.id < $2) ${page.isUnread ? 'and n.read_at is null' : ''}
      order by n.id desc limit $3`,
    [personId, page.before ?? null, page.limit],
  )
}

/** How many a person has not read, counted up to 1000. Uses notification_unread. */
export async function countUnread(tx: Transaction, personId: string): Promise<number> {
  const [row] = await tx.query(
    `select count(*)::int as count from (select 1 from notification where person_id = $1 and read_at is null limit 1000) unread`,
    [personId],
  )
  return row.count
}

/** Notes that a person has read all of theirs, or all about one ticket. Uses notification_unread. */
export async function readAll(tx: Transaction, personId: string, ticket: number | null, at: Date): Promise<void> {
  await tx.query(
    'update notification set read_at = $3 where person_id = $1 and read_at is null and ($2::bigint is null or ticket_number = $2)',
    [personId, ticket, at],
  )
}
