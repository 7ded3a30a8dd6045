import type { Action, Condition, Rule, RuleEvent } from './rule.ts'

/** How long a chain of rules may be, each at work because of the one before. */
export const longestChain = 5

/** How often a rule may run for one ticket within an hour. */
export const runsAnHour = 10

/** Why a rule that matches does not run. */
export type Stop = 'own_effect' | 'chain' | 'too_often'

/**
 * Whether a rule may run: not by its own effects, not at the end of a long chain, not over and over.
 * @param chain ids of the rules whose effects led here
 * @param runs how often it has run for this ticket within the last hour
 * @returns null when it may
 */
export function stopOf(rule: string, chain: readonly string[], runs: number): Stop | null {
  if (chain.includes(rule)) return 'own_effect'
  if (chain.length >= longestChain) return 'chain'
  return runs >= runsAnHour ? 'too_often' : null
}

export interface NamedRule {
  id: string
  name: string
  rule: Rule
}

/** Two rules of which each sets the other one going and takes back what the other one did. */
export interface Conflict {
  rules: [NamedRule, NamedRule]
  /** What they both set. */
  field: string
}

/** Finds the rules that undo what a rule does, and set it going again. */
export function conflictsOf(rule: NamedRule, others: readonly NamedRule[]): Conflict[] {
  const found: Conflict[] = []
  for (const other of others) {
    if (other.id === rule.id) continue
    const field = undoneBy(rule.rule, other.rule)
    if (field !== null && undoneBy(other.rule, rule.rule) !== null) found.push({ rules: [rule, other], field })
  }
  return found
}

interface Effect {
  field: 'state' | 'priority' | 'category' | 'team' | 'assignee' | 'level'
  value: string | null
  emits: RuleEvent[]
}

function effectOf(action: Action): Effect | null {
  switch (action.do) {
    case 'state':
      return { field: 'state', value: action.to, emits: ['state_changed'] }
    case 'priority':
      return { field: 'priority', value: action.to, emits: ['priority_changed'] }
    case 'category':
      return { field: 'category', value: action.category?.toLowerCase() ?? null, emits: ['category_changed'] }
    case 'team':
      return { field: 'team', value: action.team.toLowerCase(), emits: ['moved', 'assigned', 'queued'] }
    case 'agent':
      return { field: 'assignee', value: action.agent.toLowerCase(), emits: ['assigned'] }
    case 'queue':
      return { field: 'assignee', value: null, emits: ['queued'] }
    case 'escalate':
      return { field: 'level', value: 'third', emits: ['escalated', 'assigned', 'queued'] }
    case 'deescalate':
      return { field: 'level', value: 'second', emits: ['deescalated', 'assigned', 'queued'] }
    case 'note':
    case 'reply':
    case 'alert':
    case 'webhook':
      return null
  }
}

/** The field that `second` sets to something else after `first` has set it and so made `second` run; null without one. */
function undoneBy(first: Rule, second: Rule): string | null {
  for (const effect of effects(first))
    for (const answer of effects(second))
      if (effect.field === answer.field && effect.value !== answer.value && setsGoing(effect, second))
        return effect.field
  return null
}

const effects = (rule: Rule) => rule.actions.map(effectOf).filter((effect) => effect !== null)

function setsGoing(effect: Effect, rule: Rule): boolean {
  const { when } = rule
  const isHeard = 'every' in when || when.events.some((event) => effect.emits.includes(event))
  return isHeard && !(rule.if !== null && isExcluded(rule.if, effect))
}

/** Whether a condition cannot hold once an effect has happened. Where it cannot be told, it is taken to be possible. */
function isExcluded(condition: Condition, effect: Effect): boolean {
  if ('all' in condition) return condition.all.some((part) => isExcluded(part, effect))
  if ('any' in condition) return condition.any.every((part) => isExcluded(part, effect))
  if (!('fact' in condition) || !('in' in condition) || condition.fact !== effect.field) return false
  const isAmong = condition.in.some((value) => (value?.toLowerCase() ?? null) === effect.value)
  return isAmong === condition.negated
}
