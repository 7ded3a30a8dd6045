import { QueryFailedError } from 'typeorm'
import { DomainError } from '../errors.ts'
import type { Transaction } from '../transaction.ts'
import type { Candidate, RoutingInputs } from './choose-agent.ts'
import type { SkillWanted } from './skill.ts'

export interface Category {
  id: string
  name: string
  keywords: string[]
  teamId: string | null
  /** What its tickets ask of their agents. */
  skills: SkillWanted[]
}

/** All categories by name. There are dozens, not thousands. */
export async function listCategories(tx: Transaction): Promise<Category[]> {
  return tx.query('select id, name, keywords, team_id as "teamId", skills from category order by lower(name)')
}

/**
 * Adds a category, or changes the one with an id.
 * @param category `skills` left out: as they were
 * @throws DomainError category_name_taken, category_not_found
 */
export async function saveCategory(
  tx: Transaction,
  id: string | null,
  category: Omit<Category, 'id' | 'skills'> & { skills?: SkillWanted[] },
): Promise<Category> {
  const { name, keywords, teamId, skills } = category
  const values = [name, keywords, teamId, skills ? JSON.stringify(skills) : null]
  try {
    const rows = id
      ? (
          (await tx.query(
            'update category set name = $1, keywords = $2, team_id = $3, skills = coalesce($4, skills) where id = $5 returning id, skills',
            [...values, id],
          )) as [Pick<Category, 'id' | 'skills'>[], number]
        )[0]
      : ((await tx.query(
          `insert into category (name, keywords, team_id, skills) values ($1, $2, $3, coalesce($4::jsonb, '[]')) returning id, skills`,
          values,
        )) as Pick<Category, 'id' | 'skills'>[])
    const row = rows[0]
    if (!row) throw new DomainError('category_not_found', { name })
    return { ...row, name, keywords, teamId }
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

/** The members of a team as routing sees them, for a ticket of a requester. Uses ticket_load and ticket_solved. */
export async function readCandidates(tx: Transaction, teamId: string, requesterId: string): Promise<Candidate[]> {
  const rows = await tx.query(
    `select p.id, p.name, p.presence, p.capacity, p.skills, p.languages, p.working_hours as hours,
       p.away_until as "awayUntil", p.last_assigned_at as "lastAssignedAt", o.open,
       (select count(*)::int from ticket k where k.requester_id = $2 and k.assignee_id = p.id and k.solved_at is not null) as "timesHelped"
     from membership m join person p on p.id = m.person_id
     cross join lateral (
       select json_build_object('low', count(*) filter (where k.priority = 'low'), 'normal', count(*) filter (where k.priority = 'normal'),
                                'high', count(*) filter (where k.priority = 'high'), 'urgent', count(*) filter (where k.priority = 'urgent')) as open
         from ticket k where k.assignee_id = p.id and k.state in ('new', 'open', 'pending', 'on_hold')) o
     where m.team_id = $1 and p.role <> 'requester' order by p.name, p.id`,
    [teamId, requesterId],
  )
  return rows.map((row: Candidate & { awayUntil: Date | null; lastAssignedAt: Date | null }) => ({
    ...row,
    awayUntil: row.awayUntil?.toISOString() ?? null,
    lastAssignedAt: row.lastAssignedAt?.toISOString() ?? null,
  }))
}

/** What a ticket asks of its agent: the language of its conversation, the skills of its category. */
export async function readWants(tx: Transaction, number: number): Promise<RoutingInputs['ticket']> {
  const [row] = await tx.query(
    `select c.language, coalesce((select g.skills from category g where lower(g.name) = lower(k.category)), '[]') as skills
       from ticket k join conversation c on c.id = k.conversation_id where k.number = $1`,
    [number],
  )
  return row
}

/** Keeps what was decided and on what grounds; `agentId` null: the ticket waits. Never changed afterwards. */
export async function insertDecision(
  tx: Transaction,
  number: number,
  agentId: string | null,
  inputs: RoutingInputs,
): Promise<void> {
  await tx.query('insert into routing_decision (ticket_number, agent_id, inputs, decided_at) values ($1, $2, $3, $4)', [
    number,
    agentId,
    JSON.stringify(inputs),
    inputs.at,
  ])
}

/** A choice as it was made. */
export interface DecisionKept {
  /** Id of the agent, null when the ticket had to wait. */
  agent: string | null
  inputs: RoutingInputs
}

/** The latest choices made for a ticket, oldest first; at most 100. Uses routing_decision_ticket. */
export async function readDecisions(tx: Transaction, number: number): Promise<DecisionKept[]> {
  const rows = await tx.query(
    'select agent_id as agent, inputs from routing_decision where ticket_number = $1 order by id desc limit 100',
    [number],
  )
  return rows.reverse()
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

/**
 * The next ticket of a team nobody has, most urgent first; tickets being changed elsewhere are passed over.
 * Uses ticket_queue.
 * @param but numbers of tickets not to look at again
 */
export async function nextWaiting(tx: Transaction, teamId: string, but: readonly number[]): Promise<number | null> {
  const [row] = await tx.query(
    `select number from ticket where team_id = $1 and assignee_id is null and state in ('new', 'open') and number <> all($2::bigint[])
      order by case priority when 'urgent' then 0 when 'high' then 1 when 'normal' then 2 else 3 end, first_response_due, number limit 1 for update skip locked`,
    [teamId, but],
  )
  return row ? Number(row.number) : null
}
