import { notifyChange } from '../delivery/store.ts'
import { DomainError } from '../errors.ts'
import { catalogue } from '../messages/catalogue.ts'
import { getTeam, listTeams } from '../people/store.ts'
import type { Level, Team } from '../people/team.ts'
import { assignTicket, assignWaiting } from '../routing/assign.ts'
import { addBusinessMinutes } from '../sla/business-calendar.ts'
import type { Transaction } from '../transaction.ts'
import { moveTicket, record, teamBeforeEscalation } from './store.ts'
import type { Ticket } from './ticket.ts'
import type { Actor } from './timeline.ts'
import { lockForWork } from './work.ts'

/**
 * Moves a ticket to the third level, to the team named or that level's default one, and assigns it there. Exactly
 * one team has it at any time.
 * @throws DomainError ticket_not_found, ticket_changed, ticket_closed, already_at_level, team_not_found, team_wrong_level, no_team_at_level
 */
export async function escalate(tx: Transaction, number: number, actor: Actor, move: Move, now: Date): Promise<void> {
  await moveToLevel(tx, number, actor, 'third', move, now)
}

/**
 * Gives a ticket back to the second level: to the team named, the one that escalated it, or the default one.
 * @throws DomainError as {@link escalate}
 */
export async function deescalate(tx: Transaction, number: number, actor: Actor, move: Move, now: Date): Promise<void> {
  await moveToLevel(tx, number, actor, 'second', move, now)
}

/**
 * Gives a ticket that came to the wrong team to another one, at whichever level that works.
 * @param move `team` is the team it belongs to
 * @throws DomainError ticket_not_found, ticket_changed, ticket_closed, team_not_found, already_with_team
 */
export async function passOn(
  tx: Transaction,
  number: number,
  actor: Actor,
  move: Move & { team: string },
  now: Date,
): Promise<void> {
  const ticket = await lockOpen(tx, number, move.seen)
  const team = await getTeam(tx, move.team)
  if (team.id === ticket.team.id) throw new DomainError('already_with_team', { number, team: team.name })
  await handTo(tx, ticket, team, 'moved', actor, move, now)
}

export interface Move {
  reason: string
  /** Id of a team of the level. */
  team: string | undefined
  /** The version the agent saw. */
  seen: number | undefined
}

async function moveToLevel(
  tx: Transaction,
  number: number,
  actor: Actor,
  level: Level,
  move: Move,
  now: Date,
): Promise<void> {
  const ticket = await lockOpen(tx, number, move.seen)
  if (ticket.level === level && (!move.team || move.team === ticket.team.id))
    throw new DomainError('already_at_level', { number, level })
  const team = await targetTeam(tx, ticket, level, move.team)
  await handTo(tx, ticket, team, level === 'third' ? 'escalated' : 'deescalated', actor, move, now)
}

async function lockOpen(tx: Transaction, number: number, seen: number | undefined): Promise<Ticket> {
  const { ticket } = await lockForWork(tx, number, seen)
  if (ticket.state === 'closed') throw new DomainError('ticket_closed', { number })
  return ticket
}

/** Changes the owner of a locked ticket: its due times begin anew, and somebody of the new team gets it. */
async function handTo(
  tx: Transaction,
  ticket: Ticket,
  team: Team,
  how: 'escalated' | 'deescalated' | 'moved',
  actor: Actor,
  move: Move,
  now: Date,
): Promise<void> {
  const { number } = ticket
  const because = catalogue('en').because
  const chosen = move.team
    ? because.chosenTeam(team.name)
    : because.levelTeam(team.name, catalogue('en').level[team.level]())
  const why = `${because.moved(actor.name, move.reason)} ${chosen}`
  const firstResponseDue = addBusinessMinutes(now, team.firstResponseMinutes, team.hours)
  const resolutionDue = addBusinessMinutes(now, team.resolutionMinutes, team.hours)
  const routing = { why, decidedAt: now.toISOString(), considered: [] }
  await moveTicket(tx, number, { teamId: team.id, level: team.level, routing, firstResponseDue, resolutionDue }, now)
  await record(
    tx,
    number,
    actor,
    {
      kind: how,
      data: {
        team: team.name,
        teamId: team.id,
        level: team.level,
        fromTeam: ticket.team.name,
        fromTeamId: ticket.team.id,
        reason: move.reason,
        firstResponseDue: firstResponseDue.toISOString(),
        resolutionDue: resolutionDue.toISOString(),
      },
    },
    now,
  )
  await assignTicket(tx, number, why, now)
  if (ticket.assignee) await assignWaiting(tx, [ticket.team.id], now)
  await notifyChange(tx, { ticket: number })
}

async function targetTeam(tx: Transaction, ticket: Ticket, level: Level, wanted: string | undefined): Promise<Team> {
  const teams = await listTeams(tx)
  if (wanted) {
    const team = teams.find((candidate) => candidate.id === wanted)
    if (!team) throw new DomainError('team_not_found')
    if (team.level !== level)
      throw new DomainError('team_wrong_level', { team: team.name, level: team.level, expected: level })
    return team
  }
  const before = level === 'second' ? await teamBeforeEscalation(tx, ticket.number) : null
  const team =
    teams.find((candidate) => candidate.id === before && candidate.level === level) ??
    teams.find((candidate) => candidate.level === level && candidate.isDefault)
  if (!team) throw new DomainError('no_team_at_level', { level })
  return team
}
