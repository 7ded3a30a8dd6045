import { QueryFailedError } from 'typeorm'
import { DomainError } from '../errors.ts'
import type { Transaction } from '../transaction.ts'
import type { AgentLoad } from './choose-agent.ts'

export interface Category {
  id: string
  name: string
  keywords: string[]
  teamId: string | null
}

/** All categories by name. There are dozens, not thousands. */
export async function listCategories(tx: Transaction): Promise<Category[]> {
  return tx.query('select id, name, keywords, team_id as "teamId" from category order by lower(name)')
}

/** @throws DomainError category_name_taken, category_not_found */
export async function saveCategory(
  tx: Transaction,
  id: string | null,
  category: { name: string; keywords: string[]; teamId: string | null },
): Promise<Category> {
  const values = [category.name, category.keywords, category.teamId]
  try {
    const rows = id
      ? (
          (await tx.query('update category set name = $1, keywords = $2, team_id = $3 where id = $4 returning id', [
            ...values,
            id,
          ])) as [{ id: string }[], number]
        )[0]
      : ((await tx.query(
          'insert into category (name, keywords, team_id) values ($1, $2, $3) returning id',
          values,
        )) as { id: string }[])
    const row = rows[0]
    if (!row) throw new DomainError('category_not_found', { name: category.name })
    return { id: row.id, ...category }
  } catch (error) {
    const code = error instanceof QueryFailedError ? (error.driverError as { code?: string }).code : null
    if (code === '23505') throw new DomainError('category_name_taken', { name: category.name })
    if (code === '23503') throw new DomainError('team_not_found')
    throw error
  }
}

/**
 * Lets one transaction at a time give out the tickets of a team, until it ends: with two at once both would see the
 * same agent as least loaded.
 */
export async function lockAssignment(tx: Transaction, teamId: string): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('firstline.assign'), hashtext($1))`, [teamId])
}

/** The members of a team as routing sees them. Uses ticket_load for the counts. */
export async function agentLoads(tx: Transaction, teamId: string): Promise<AgentLoad[]> {
  const rows = await tx.query(
    `select p.id, p.name, p.presence, p.capacity, p.last_assigned_at as "lastAssignedAt",
       (select count(*)::int from ticket k where k.assignee_id = p.id and k.state in ('new', 'open', 'pending', 'on_hold')) as "openTickets"
     from membership m join person p on p.id = m.person_id
     where m.team_id = $1 and p.role <> 'requester' order by p.name, p.id`,
    [teamId],
  )
  return rows.map((row: AgentLoad & { lastAssignedAt: Date | null }) => ({
    ...row,
    lastAssignedAt: row.lastAssignedAt?.toISOString() ?? null,
  }))
}

/** Notes that an agent was given a ticket. */
export async function noteAssigned(tx: Transaction, personId: string, at: Date): Promise<void> {
  await tx.query('update person set last_assigned_at = $2 where id = $1', [personId, at])
}

/** Gives a ticket to an agent if nobody has it. False: somebody was quicker. */
export async function giveIfFree(
  tx: Transaction,
  number: number,
  personId: string,
  decision: unknown,
): Promise<boolean> {
  const [, count] = (await tx.query(
    `update ticket set assignee_id = $2, routing = $3, version = version + 1, updated_at = now()
      where number = $1 and assignee_id is null`,
    [number, personId, JSON.stringify(decision)],
  )) as [unknown, number]
  return count === 1
}

/** The next ticket of a team nobody has, most urgent first; tickets being changed elsewhere are passed over. Uses ticket_queue. */
export async function nextWaiting(tx: Transaction, teamId: string): Promise<number | null> {
  const [row] = await tx.query(
    `select number from ticket where team_id = $1 and assignee_id is null and state in ('new', 'open')
      order by case priority when 'urgent' then 0 when 'high' then 1 when 'normal' then 2 else 3 end, first_response_due, number limit 1 for update skip locked`,
    [teamId],
  )
  return row ? Number(row.number) : null
}
