import type { DeskPlace, Json, Language } from '../ports.ts'
import type { Transaction } from '../transaction.ts'

/** A chat channel in which a team works on its tickets. */
export interface Desk extends DeskPlace {
  id: string
  teamId: string
  address: Json
  name: string
  language: Language
}
const columns = 'd.id, d.team_id as "teamId", d.channel, d.workspace, d.place, d.address, d.name, d.language'

/** What the outbox keeps of an announcement: the words are found when it goes out, so that a card shows the present. */
export interface Announcement {
  desk: string
  ticket: number
  /** Line of the history, null for the card. */
  entry: string | null
}

/** All desks, by team. There are dozens, not thousands. */
export async function listDesks(tx: Transaction): Promise<Desk[]> {
  return tx.query(`select ${columns} from desk d order by d.team_id, lower(d.name), d.id`)
}

/** A desk with what it calls a ticket's card; null when the desk is gone. */
export async function findDesk(
  tx: Transaction,
  id: string,
  ticket: number,
): Promise<(Desk & { thread: string | null }) | null> {
  const [desk] = await tx.query(
    `select ${columns}, t.thread from desk d left join desk_thread t on t.desk_id = d.id and t.ticket_number = $2 where d.id = $1`,
    [id, ticket],
  )
  return desk ?? null
}

/** The desk at a place, null when nobody works there. Uses desk_place. */
export async function deskAt(tx: Transaction, { channel, workspace, place }: DeskPlace): Promise<Desk | null> {
  const [desk] = await tx.query(
    `select ${columns} from desk d where d.channel = $1 and d.workspace = $2 and d.place = $3`,
    [channel, workspace, place],
  )
  return desk ?? null
}

/** Makes a place a team's desk, whoever's it was. The cards it shows stay known. Uses desk_place. */
export async function saveDesk(tx: Transaction, desk: Omit<Desk, 'id'>): Promise<void> {
  await tx.query(
    `insert into desk (team_id, channel, workspace, place, address, name, language) values ($1, $2, $3, $4, $5, $6, $7)
     on conflict on constraint desk_place do update
       set team_id = excluded.team_id, address = excluded.address, name = excluded.name, language = excluded.language`,
    [desk.teamId, desk.channel, desk.workspace, desk.place, JSON.stringify(desk.address), desk.name, desk.language],
  )
}

/** Makes a place nobody's desk; its cards change no more. False when it was none. Uses desk_place. */
export async function deleteDesk(tx: Transaction, { channel, workspace, place }: DeskPlace): Promise<boolean> {
  const [, count] = (await tx.query('delete from desk where channel = $1 and workspace = $2 and place = $3', [
    channel,
    workspace,
    place,
  ])) as [unknown, number]
  return count === 1
}

/** Notes what a desk calls the card of a ticket. */
export async function saveThread(tx: Transaction, desk: string, ticket: number, thread: string): Promise<void> {
  await tx.query(
    `insert into desk_thread (desk_id, ticket_number, thread) values ($1, $2, $3)
     on conflict (desk_id, ticket_number) do update set thread = excluded.thread`,
    [desk, ticket, thread],
  )
}

/** The ticket whose card a desk shows under a name, null when it shows none. Uses desk_place and desk_thread_name. */
export async function ticketAt(tx: Transaction, desk: DeskPlace, thread: string): Promise<number | null> {
  const [row] = await tx.query(
    `select t.ticket_number as number from desk d join desk_thread t on t.desk_id = d.id
      where d.channel = $1 and d.workspace = $2 and d.place = $3 and t.thread = $4`,
    [desk.channel, desk.workspace, desk.place, thread],
  )
  return row ? Number(row.number) : null
}

/**
 * Puts announcements of a ticket into the outbox: its card for every desk that shows it or should, once a
 * transaction, and a line of its history for the desk of the team that has it. Desks where it was before get those
 * lines that say where it went and how it ended.
 * Uses desk_team, desk_thread_ticket and outbox_key.
 * @param line whose line is announced: nobody's, the present desk's, or that of earlier ones too
 * @param writtenAt the desk where the line was written, which shows it already
 * @returns how many went into the outbox
 */
export async function insertAnnouncements(
  tx: Transaction,
  ticket: number,
  entry: string,
  line: 'none' | 'present' | 'all',
  writtenAt: string | null,
): Promise<number> {
  const rows = await tx.query(
    `with place as (
       select d.id, d.channel, d.team_id = k.team_id as is_present from ticket k join desk d on d.team_id = k.team_id where k.number = $1::bigint
       union
       select d.id, d.channel, d.team_id = k.team_id from ticket k join desk_thread t on t.ticket_number = k.number
         join desk d on d.id = t.desk_id where k.number = $1::bigint)
     insert into outbox (lane, key, payload)
     select 'desk/' || p.id || '/' || $1::bigint, what.key,
            jsonb_build_object('channel', p.channel, 'announcement',
              jsonb_build_object('desk', p.id, 'ticket', $1::bigint, 'entry', what.entry))
       from place p
       cross join lateral (values
         ('card/' || p.id || '/' || $1::bigint || '/' || txid_current(), null),
         ('line/' || p.id || '/' || $2::text, $2::text)) what (key, entry)
      where what.entry is null or (p.id::text is distinct from $4::text and ($3::text = 'all' or ($3::text = 'present' and p.is_present)))
      order by what.entry nulls first
     on conflict on constraint outbox_key do nothing returning id`,
    [ticket, entry, line, writtenAt],
  )
  return rows.length
}
