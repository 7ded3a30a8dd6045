import type { TicketState } from '../tickets/ticket.ts'
import type { LinkKind } from '../tickets/timeline.ts'
import type { Transaction } from '../transaction.ts'

/** Another ticket, and how it stands to this one. */
export interface TicketLink {
  link: LinkKind
  number: number
  subject: string
  state: TicketState
}

/** How other tickets stand to one, by number. Uses ticket_link's key and ticket_link_to. */
export async function readLinks(tx: Transaction, number: number): Promise<TicketLink[]> {
  return tx.query(
    `select k.number::int as number, k.subject, k.state,
            case l.kind when 'related' then 'related'
                        when 'child' then case when l.from_number = $1 then 'parent' else 'child' end
                        else case when l.from_number = $1 then 'duplicate' else 'duplicated_by' end end as link
       from ticket_link l join ticket k on k.number = case when l.from_number = $1 then l.to_number else l.from_number end
      where l.from_number = $1 or l.to_number = $1 order by k.number`,
    [number],
  )
}

/** Puts a link; `related` from the lower number. False when the two are linked already. Uses ticket_link_pair. */
export async function insertLink(
  tx: Transaction,
  from: number,
  to: number,
  kind: 'related' | 'child' | 'duplicate',
): Promise<boolean> {
  const rows = await tx.query(
    `insert into ticket_link (from_number, to_number, kind) values ($1, $2, $3)
     on conflict (least(from_number, to_number), greatest(from_number, to_number)) do nothing returning kind`,
    kind === 'related' ? [Math.min(from, to), Math.max(from, to), kind] : [from, to, kind],
  )
  return rows.length === 1
}

/** Takes the link between two tickets away. False when there is none. Uses ticket_link's key. */
export async function deleteLink(tx: Transaction, one: number, other: number): Promise<boolean> {
  const [, count] = (await tx.query(
    'delete from ticket_link where (from_number, to_number) in (($1::bigint, $2::bigint), ($2, $1))',
    [one, other],
  )) as [unknown, number]
  return count > 0
}

/** The numbers of the tickets above one: its parent, the parent of that. Uses ticket_link_parent. */
export async function ancestorsOf(tx: Transaction, number: number): Promise<number[]> {
  const rows = await tx.query(
    `with recursive above (number) as (
       select to_number from ticket_link where from_number = $1 and kind = 'child'
       union select l.to_number from above join ticket_link l on l.from_number = above.number and l.kind = 'child')
     select number::int from above`,
    [number],
  )
  return rows.map((row: { number: number }) => row.number)
}
