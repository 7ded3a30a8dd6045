import { speak } from '../conversations/speak.ts'
import { laneOf } from '../delivery/lane.ts'
import { notifyChange, notifyWork } from '../delivery/store.ts'
import { DomainError } from '../errors.ts'
import { listPeople, listTeams } from '../people/store.ts'
import { deescalate, escalate, passOn } from '../tickets/escalation.ts'
import { record, touchTicket } from '../tickets/store.ts'
import type { Actor } from '../tickets/timeline.ts'
import { alertLeads, setCategory, setPriority } from '../tickets/triage.ts'
import { assign, lockForWork, note, setState } from '../tickets/work.ts'
import type { Transaction } from '../transaction.ts'
import { ruleType } from '../webhooks/endpoint.ts'
import { insertEvent, listEndpoints } from '../webhooks/store.ts'
import type { TicketFacts } from './facts/facts.ts'
import { fillPlaceholders } from './placeholders.ts'
import type { Action } from './rule.ts'
import type { StoredRule } from './store.ts'

/** Who signs what a rule does. */
export function signatureOf(rule: Pick<StoredRule, 'name'>): Actor {
  return { kind: 'system', id: null, name: `Rule “${rule.name}”` }
}

/**
 * Does one thing a rule says to a locked ticket, by the functions agents use, so that it leaves the same lines in the
 * timeline. What is so already is left alone.
 * @throws DomainError what an agent who did it would be told, rule_name_unknown
 */
export async function applyAction(
  tx: Transaction,
  rule: StoredRule,
  action: Action,
  facts: TicketFacts,
  now: Date,
): Promise<void> {
  const { number } = facts
  const actor = signatureOf(rule)
  const fill = (text: string) => fillPlaceholders(text, facts)
  switch (action.do) {
    case 'state':
      if (facts.state !== action.to) await setState(tx, number, actor, action.to, undefined, now)
      return
    case 'priority':
      return facts.priority === action.to ? undefined : setPriority(tx, number, actor, action.to, undefined, now)
    case 'category':
      return setCategory(tx, number, actor, action.category, undefined, now)
    case 'team': {
      const team = await findTeam(tx, action.team)
      const reason = rule.name
      if (facts.team !== team.name) await passOn(tx, number, actor, { team: team.id, reason, seen: undefined }, now)
      return
    }
    case 'agent': {
      const agent = await findAgent(tx, action.agent)
      if (facts.assignee !== agent.name) await assign(tx, number, actor, agent.id, undefined, now)
      return
    }
    case 'queue':
      if (facts.assignee !== null) await assign(tx, number, actor, null, undefined, now)
      return
    case 'note':
      await note(tx, number, actor, fill(action.text), now)
      return
    case 'reply':
      return replyByRule(tx, number, actor, fill(action.text), now)
    case 'escalate':
    case 'deescalate': {
      const team = action.team === null ? null : await findTeam(tx, action.team)
      const level = action.do === 'escalate' ? 'third' : 'second'
      if (facts.level === level && (team === null || team.name === facts.team)) return
      const move = { team: team?.id, reason: fill(action.reason), seen: undefined }
      return (action.do === 'escalate' ? escalate : deescalate)(tx, number, actor, move, now)
    }
    case 'alert':
      await alertLeads(tx, number, actor, fill(action.text), now)
      return
    case 'webhook': {
      const endpoint = (await listEndpoints(tx)).find(({ name }) => isNamed(name, action.webhook))
      if (!endpoint) throw new DomainError('rule_name_unknown', { kind: 'webhook', name: action.webhook })
      const data = { rule: { id: rule.id, name: rule.name } }
      await insertEvent(tx, endpoint.id, { type: ruleType, about: String(number), ticket: number, data, at: now })
      return notifyWork(tx, 'webhook_delivery')
    }
  }
}

/** Writes to the requester in the bot's name: an answer that no person gave is no first response and opens nothing. */
async function replyByRule(tx: Transaction, number: number, actor: Actor, text: string, now: Date): Promise<void> {
  const { ticket, conversation } = await lockForWork(tx, number, undefined)
  if (ticket.state === 'closed') throw new DomainError('ticket_closed', { number })
  const messageId = await speak(
    tx,
    conversation,
    { sender: 'bot', id: null, name: null },
    { text, article: null, actions: [] },
    now,
  )
  await record(tx, number, actor, { kind: 'reply', data: {}, text, messageId }, now)
  await touchTicket(tx, number, now)
  await notifyChange(tx, { place: laneOf({ ...conversation, conversationKey: conversation.key }) })
  await notifyChange(tx, { ticket: number })
}

const isNamed = (name: string, wanted: string) => name.toLowerCase() === wanted.trim().toLowerCase()

async function findTeam(tx: Transaction, name: string) {
  const team = (await listTeams(tx)).find((each) => isNamed(each.name, name))
  if (!team) throw new DomainError('rule_name_unknown', { kind: 'team', name })
  return team
}

async function findAgent(tx: Transaction, name: string) {
  const people = await listPeople(tx, { staff: true, q: name.trim(), limit: 100 })
  const agent = people.find((each) => isNamed(each.name, name) || (each.email !== null && isNamed(each.email, name)))
  if (!agent) throw new DomainError('rule_name_unknown', { kind: 'agent', name })
  return agent
}
