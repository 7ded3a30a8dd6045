import { notifyChange } from '../delivery/store.ts'
import { catalogue } from '../messages/catalogue.ts'
import { getTicket, record, saveRouting } from '../tickets/store.ts'
import type { Transaction } from '../transaction.ts'
import { chooseAgent } from './choose-agent.ts'
import type { RoutingDecision } from './explain.ts'
import { agentLoads, giveIfFree, lockAssignment, nextWaiting, noteAssigned } from './store.ts'

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
  const decision = chooseAgent(ticket.team.name, await agentLoads(tx, ticket.team.id), words)
  const routing: RoutingDecision = {
    why: [beforehand, decision.why].filter(Boolean).join(' '),
    decidedAt: now.toISOString(),
    considered: decision.considered,
  }
  if (decision.agent && (await giveIfFree(tx, number, decision.agent.id, routing))) {
    await noteAssigned(tx, decision.agent.id, now)
    await record(
      tx,
      number,
      router,
      { kind: 'assigned', data: { agent: decision.agent.name, agentId: decision.agent.id, why: decision.why } },
      now,
    )
    await notifyChange(tx, { ticket: number })
    return decision.agent.name
  }
  await saveRouting(tx, number, routing)
  await record(tx, number, router, { kind: 'queued', data: { team: ticket.team.name, why: decision.why } }, now)
  return null
}

/**
 * Hands the waiting tickets of some teams to whoever has room, most urgent first: called when somebody becomes
 * available, a ticket is solved or leaves an agent.
 * @returns how many tickets found an agent
 */
export async function assignWaiting(tx: Transaction, teams: string[], now: Date): Promise<number> {
  let assigned = 0
  for (const team of [...teams].sort()) {
    await lockAssignment(tx, team)
    for (;;) {
      const number = await nextWaiting(tx, team)
      if (number === null) break
      const ticket = await getTicket(tx, number)
      const decision = chooseAgent(ticket.team.name, await agentLoads(tx, team), words)
      if (!decision.agent) break
      const routing = {
        why: `${ticket.routing.why} ${decision.why}`,
        decidedAt: now.toISOString(),
        considered: decision.considered,
      }
      if (!(await giveIfFree(tx, number, decision.agent.id, routing))) continue
      await noteAssigned(tx, decision.agent.id, now)
      await record(
        tx,
        number,
        router,
        { kind: 'assigned', data: { agent: decision.agent.name, agentId: decision.agent.id, why: decision.why } },
        now,
      )
      await notifyChange(tx, { ticket: number })
      assigned++
    }
  }
  return assigned
}
