import { notifyChange } from '../delivery/store.ts'
import { DomainError } from '../errors.ts'
import { catalogue } from '../messages/catalogue.ts'
import { listTeams } from '../people/store.ts'
import type { Team } from '../people/team.ts'
import { assignTicket } from '../routing/assign.ts'
import { chooseTeam } from '../routing/choose-team.ts'
import { listCategories } from '../routing/store.ts'
import { addBusinessMinutes, isOpen } from '../sla/business-calendar.ts'
import { type Grades, gradedPriority } from '../tickets/priority.ts'
import { recognizeReturn } from '../tickets/returning.ts'
import { insertTicket, record } from '../tickets/store.ts'
import type { ArticleTried, FieldValues, Priority, TicketSource } from '../tickets/ticket.ts'
import type { Actor, Birth, HandoffWhy } from '../tickets/timeline.ts'
import type { Transaction } from '../transaction.ts'

export interface Handoff {
  conversationId: string
  requesterId: string
  subject: string
  /** Everything the requester wrote: what routing goes by. */
  request: string
  /** Category of the closest article, null when it has none. */
  articleCategory: string | null
  articlesTried: ArticleTried[]
  priority: Priority | Grades
  fields?: FieldValues
  source: TicketSource
  reason: HandoffWhy
  actor: Actor
  /** A team chosen by hand; routing chooses otherwise. */
  team?: Team
  /** A category chosen by hand. */
  category?: string
}

export interface HandedOff {
  number: number
  team: Team
  /** Name of the agent who has it, null when it waits in the queue. */
  agent: string | null
  /** Whether the team is within its hours. */
  isTeamThere: boolean
  /** By when the requester can expect an answer. */
  firstResponseDue: Date
}

/**
 * Makes the ticket of a conversation: category, team, due times, agent, each with its reason.
 * @throws DomainError no_team_at_level
 */
export async function handOff(tx: Transaction, handoff: Handoff, now: Date): Promise<HandedOff> {
  const words = catalogue('en')
  const teams = await listTeams(tx)
  const level = handoff.team?.level ?? 'second'
  const rules = await listCategories(tx)
  const chosen = chooseTeam(
    handoff.category ? '' : handoff.request,
    handoff.category ?? handoff.articleCategory,
    level,
    rules,
    teams,
    words,
  )
  const team = handoff.team ?? chosen?.team
  if (!team) throw new DomainError('no_team_at_level', { level })
  const why = handoff.team ? words.because.chosenTeam(handoff.team.name) : (chosen?.why ?? '')
  const firstResponseDue = addBusinessMinutes(now, team.firstResponseMinutes, team.hours)
  const resolutionDue = addBusinessMinutes(now, team.resolutionMinutes, team.hours)
  const { subject, source, articlesTried, fields = {} } = handoff
  const priority =
    typeof handoff.priority === 'string'
      ? { priority: handoff.priority, impact: null, urgency: null }
      : gradedPriority(handoff.priority)
  const category = chosen?.category ?? null
  const number = await insertTicket(tx, {
    ...{ subject, source, articlesTried, fields, category, ...priority },
    conversationId: handoff.conversationId,
    requesterId: handoff.requesterId,
    level: team.level,
    teamId: team.id,
    routing: { why, decidedAt: now.toISOString(), considered: [] },
    firstResponseDue,
    resolutionDue,
    createdAt: now,
  })
  const birth: Birth = {
    ...{ reason: handoff.reason, subject, source, articlesTried, fields, category, ...priority },
    requester: handoff.requesterId,
    conversation: handoff.conversationId,
  }
  await record(tx, number, handoff.actor, { kind: 'created', data: birth }, now)
  await record(
    tx,
    number,
    { kind: 'system', id: null, name: words.timeline.theSystem() },
    {
      kind: 'routed',
      data: {
        team: team.name,
        teamId: team.id,
        level: team.level,
        why,
        firstResponseDue: firstResponseDue.toISOString(),
        resolutionDue: resolutionDue.toISOString(),
      },
    },
    now,
  )
  const agent = await assignTicket(tx, number, why, now)
  await recognizeReturn(tx, number, handoff.requesterId, handoff.request, now)
  await notifyChange(tx, { ticket: number })
  return { number, team, agent, isTeamThere: isOpen(now, team.hours), firstResponseDue }
}
