import { listPeople, listTeams } from '../people/store.ts'
import { listCategories } from '../routing/store.ts'
import type { Transaction } from '../transaction.ts'
import { listEndpoints } from '../webhooks/store.ts'
import type { Action, Condition, Rule } from './rule.ts'

type NameKind = 'team' | 'category' | 'agent' | 'webhook'

/** Everything a rule names, by kind. */
export function namesIn(rule: Rule): Named[] {
  return [...(rule.if ? namesOfCondition(rule.if) : []), ...rule.actions.flatMap(namesOfAction)]
}

interface Named {
  kind: NameKind
  name: string
}

const factKinds: Partial<Record<string, NameKind>> = { team: 'team', category: 'category', assignee: 'agent' }

function namesOfCondition(condition: Condition): Named[] {
  if ('all' in condition) return condition.all.flatMap(namesOfCondition)
  if ('any' in condition) return condition.any.flatMap(namesOfCondition)
  if ('not' in condition) return namesOfCondition(condition.not)
  if (!('fact' in condition) || !('in' in condition)) return []
  const kind = factKinds[condition.fact]
  return kind ? condition.in.flatMap((name) => (name === null ? [] : [{ kind, name }])) : []
}

function namesOfAction(action: Action): Named[] {
  if (action.do === 'webhook') return [{ kind: 'webhook', name: action.webhook }]
  if (action.do === 'category') return action.category === null ? [] : [{ kind: 'category', name: action.category }]
  if (action.do === 'agent') return [{ kind: 'agent', name: action.agent }]
  return 'team' in action && action.team !== null ? [{ kind: 'team', name: action.team }] : []
}

/** The names of a rule that nothing has (any more). */
export async function unknownNames(tx: Transaction, rule: Rule): Promise<Named[]> {
  const wanted = namesIn(rule)
  if (wanted.length === 0) return []
  const known: Record<NameKind, string[]> = {
    team: (await listTeams(tx)).map((team) => team.name),
    category: (await listCategories(tx)).map((category) => category.name),
    webhook: (await listEndpoints(tx)).map((endpoint) => endpoint.name),
    agent: [],
  }
  for (const { kind, name } of wanted)
    if (kind === 'agent')
      for (const person of await listPeople(tx, { staff: true, q: name.trim(), limit: 100 }))
        known.agent.push(person.name, ...(person.email ? [person.email] : []))
  return wanted.filter(
    ({ kind, name }) => !known[kind].some((each) => each.toLowerCase() === name.trim().toLowerCase()),
  )
}
