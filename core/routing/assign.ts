import { notifyChange } from '../delivery/store.ts'
import { catalogue } from '../messages/catalogue.ts'
import { getTicket, record, saveRouting } from '../tickets/store.ts'
import type { Ticket } from '../tickets/ticket.ts'
import type { Transaction } from '../transaction.ts'
import { type AgentDecision, chooseAgent, isFree, type RoutingInputs } from './choose-agent.ts'
import type { RoutingDecision } from './explain.ts'
import {
  giveIfFree,
  insertDecision,
  lockAssignment,
  nextWaiting,
  noteAssigned,
  readCandidates,
  readWants,
} from './store.ts'

/** What routing itself signs in the timeline. */
const router = { kind: 'system', id: null, name: 'Firstline' } as const

/** Explanations are stored in one language, the one the console falls back to. */
const words = catalogue('en')

/**
 * Gives a ticket nobody has to an agent of its team, or leaves it in the queue; either way the reason is stored.
 * @param beforehand what was decided already (category, team), for the explanation
 * @returns the agent's name, null when the ticket waits
 */
export async function assignTicket(
  tx: Transaction,
  number: number,
  beforehand: string,
  now: Date,
): Promise<string | null> {
  const ticket = await getTicket(tx, number)
  await lockAssignment(tx, ticket.team.id)
  const choice = await choose(tx, ticket, now)
  const given = await give(tx, ticket, beforehand, choice, now)
  if (given) return given
  const { why, considered, inputs } = choice
  await insertDecision(tx, number, null, inputs)
  await saveRouting(tx, number, { why: sentences(beforehand, why), decidedAt: now.toISOString(), considered })
  await record(tx, number, router, { kind: 'queued', data: { team: ticket.team.name, why } }, now)
  return null
}

/**
 * Hands the waiting tickets of some teams to whoever has room, most urgent first: called when somebody becomes
 * available, a ticket is solved or leaves an agent. A ticket that nobody there may take holds up none behind it.
 * @returns how many tickets found an agent
 */
export async function assignWaiting(tx: Transaction, teams: string[], now: Date): Promise<number> {
  let assigned = 0
  for (const team of [...teams].sort()) {
    await lockAssignment(tx, team)
    const passedOver: number[] = []
    for (;;) {
      const number = await nextWaiting(tx, team, passedOver)
      if (number === null) break
      const ticket = await getTicket(tx, number)
      const choice = await choose(tx, ticket, now)
      if (!choice.inputs.candidates.some((each) => isFree(each, choice.inputs.at))) break
      if (await give(tx, ticket, ticket.routing.why, choice, now)) assigned++
      else passedOver.push(number)
    }
  }
  return assigned
}

type Choice = AgentDecision & { inputs: RoutingInputs }

async function choose(tx: Transaction, ticket: Ticket, now: Date): Promise<Choice> {
  const inputs = {
    team: ticket.team.name,
    at: now.toISOString(),
    ticket: await readWants(tx, ticket.number),
    candidates: await readCandidates(tx, ticket.team.id, ticket.requester.id),
  }
  return { ...chooseAgent(inputs, words), inputs }
}

/** @returns the agent's name; null when there is none, or somebody else gave the ticket away meanwhile */
async function give(
  tx: Transaction,
  ticket: Ticket,
  beforehand: string,
  { agent, why, considered, inputs }: Choice,
  now: Date,
): Promise<string | null> {
  const { number } = ticket
  const routing: RoutingDecision = { why: sentences(beforehand, why), decidedAt: inputs.at, considered }
  if (!agent || !(await giveIfFree(tx, number, agent.id, routing))) return null
  await noteAssigned(tx, agent.id, now)
  await insertDecision(tx, number, agent.id, inputs)
  await record(tx, number, router, { kind: 'assigned', data: { agent: agent.name, agentId: agent.id, why } }, now)
  await notifyChange(tx, { ticket: number })
  return agent.name
}

function sentences(...said: string[]): string {
  return said.filter(Boolean).join(' ')
}
