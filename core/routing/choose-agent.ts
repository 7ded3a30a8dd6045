import type { Catalogue } from '../messages/catalogue.ts'
import type { Presence } from '../people/person.ts'
import type { Considered } from './explain.ts'

/** A member of the team as routing sees them. */
export interface AgentLoad {
  id: string
  name: string
  presence: Presence
  /** Unsolved tickets this agent has. */
  openTickets: number
  capacity: number
  /** ISO 8601; null when never given one. */
  lastAssignedAt: string | null
}

export interface AgentDecision {
  agent: AgentLoad | null
  considered: Considered[]
  why: string
}

/**
 * The agent who gets a ticket: of those available with room for one more, the one with the fewest open tickets;
 * where they tie the one who has waited longest for one, then by id so that the same input decides the same.
 * @param team name of the team, for the explanation
 * @returns `agent: null` when the ticket has to wait
 */
export function chooseAgent(team: string, agents: AgentLoad[], words: Catalogue): AgentDecision {
  const considered = agents.map((agent) => ({
    agent: agent.name,
    eligible: isEligible(agent),
    openTickets: agent.openTickets,
    reason: reasonFor(agent, words),
  }))
  const eligible = agents.filter(isEligible).sort(byLoadThenWait)
  const agent = eligible[0] ?? null
  const why = agent ? words.because.agent(agent.name, agent.openTickets, eligible.length) : words.because.nobody(team)
  return { agent, considered, why }
}

/** True for somebody who can be given one more ticket now. */
export function isEligible(agent: AgentLoad): boolean {
  return agent.presence === 'available' && agent.openTickets < agent.capacity
}

function byLoadThenWait(a: AgentLoad, b: AgentLoad): number {
  if (a.openTickets !== b.openTickets) return a.openTickets - b.openTickets
  const waited = (a.lastAssignedAt ?? '').localeCompare(b.lastAssignedAt ?? '')
  return waited !== 0 ? waited : a.id.localeCompare(b.id)
}

function reasonFor(agent: AgentLoad, words: Catalogue): string {
  if (agent.presence === 'away') return words.because.away()
  if (agent.presence === 'offline') return words.because.offline()
  return agent.openTickets < agent.capacity
    ? words.because.available(agent.openTickets, agent.capacity)
    : words.because.full(agent.openTickets, agent.capacity)
}
