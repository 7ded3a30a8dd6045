import { businessMinutesBetween, minutesOfDay } from '../sla/business-calendar.ts'
import { domainOf, type TicketFacts } from './facts/facts.ts'
import { printCondition } from './print.ts'
import type { Action, Condition, Duration, Rule } from './rule.ts'

/** What a rule makes of a ticket. */
export interface Verdict {
  matched: boolean
  /** Each condition that was looked at, as it reads, and whether it held. */
  why: { condition: string; holds: boolean; found: string }[]
  /** What is to be done, none when it did not match. */
  actions: Action[]
}

const priorities = ['low', 'normal', 'high', 'urgent'] as const

/**
 * Decides whether a rule matches, from plain data alone: the same rule and facts always give the same verdict. Of
 * `and` and `or` only as much is looked at as decides it.
 */
export function evaluate(rule: Rule, facts: TicketFacts): Verdict {
  const why: Verdict['why'] = []
  const matched = rule.if === null || holds(rule.if, facts, why)
  return { matched, why, actions: matched ? rule.actions : [] }
}

/** What a ticket must be for a rule to match, as far as it can be said by a set of values; a fact left out may be anything. */
export type Demands = Partial<Record<'state' | 'priority' | 'level', string[]>>

/**
 * Reads off a condition what every ticket it matches has in common, so that others need not be looked at. It may
 * demand too little, never too much.
 */
export function demandsOf(condition: Condition | null): Demands {
  if (condition === null) return {}
  if ('all' in condition) return Object.assign({}, ...condition.all.map(demandsOf))
  if (!('fact' in condition) || !('in' in condition) || condition.negated) return {}
  const { fact } = condition
  return fact === 'state' || fact === 'priority' || fact === 'level' ? { [fact]: condition.in } : {}
}

function holds(condition: Condition, facts: TicketFacts, why: Verdict['why']): boolean {
  if ('all' in condition) return condition.all.every((part) => holds(part, facts, why))
  if ('any' in condition) return condition.any.some((part) => holds(part, facts, why))
  if ('not' in condition) return !holds(condition.not, facts, why)
  const { is, found } = examine(condition, facts)
  why.push({ condition: printCondition(condition), holds: is, found })
  return is
}

type Test = Exclude<Condition, { all: Condition[] } | { any: Condition[] } | { not: Condition }>

/** Whether a single test holds, and what was found. */
function examine(test: Test, facts: TicketFacts): { is: boolean; found: string } {
  if ('overdue' in test) {
    const due = facts.due[test.overdue]
    return { is: due !== null && due <= facts.now, found: instant(due) }
  }
  if ('until' in test) {
    const due = facts.due[test.until]
    return { is: due !== null && isShorter(facts.now, due, test.lessThan, facts), found: instant(due) }
  }
  if ('since' in test) {
    const moment = facts.moments[test.since]
    const found = instant(moment)
    if (moment === null) return { is: false, found }
    return 'lessThan' in test
      ? { is: isShorter(moment, facts.now, test.lessThan, facts), found }
      : { is: !isShorter(moment, facts.now, test.atLeast, facts), found }
  }
  if ('tags' in test) {
    const isThere = test.tags.some((tag) => facts.tags.some((each) => fold(each) === fold(tag)))
    return { is: isThere !== test.negated, found: facts.tags.join(', ') || 'none' }
  }
  if ('atLeast' in test) return { is: rank(facts.priority) >= rank(test.atLeast), found: facts.priority }
  if ('atMost' in test) return { is: rank(facts.priority) <= rank(test.atMost), found: facts.priority }
  if ('contains' in test) {
    const text = facts[test.fact]
    const heard = test.contains.filter((words) => includesWords(text, words))
    return { is: heard.length > 0 !== test.negated, found: heard.join(', ') }
  }
  const found = test.fact === 'requester domain' ? domainOf(facts.requester.email) : facts[test.fact]
  const isAmong = test.in.some((value) => fold(value) === fold(found))
  return { is: isAmong !== test.negated, found: found ?? 'none' }
}

const rank = (priority: (typeof priorities)[number]) => priorities.indexOf(priority)
const instant = (at: Date | null) => at?.toISOString() ?? 'none'
const fold = (text: string | null) => text?.trim().toLowerCase() ?? null

/** Whether words stand in a text as words: “log” is not in “catalogue”. Capitals do not matter. */
function includesWords(text: string, words: string): boolean {
  const wanted = words
    .trim()
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    .replace(/\s+/g, '\\s+')
  if (wanted === '') return false
  return new RegExp(`(?<![\\p{L}\\p{N}])${wanted}(?![\\p{L}\\p{N}])`, 'iu').test(text)
}

const minutesOf = { minutes: 1, hours: 60, days: 1_440 }

/** Whether less than a length of time lies between two instants; an end before the start is less than anything. */
function isShorter(from: Date, to: Date, { amount, unit, business }: Duration, { hours }: TicketFacts): boolean {
  const minutes = (to.getTime() - from.getTime()) / 60_000
  if (!business) return minutes < amount * minutesOf[unit]
  if (minutes < 0) return true
  const wanted = amount * (unit === 'days' ? minutesOfDay(hours) : minutesOf[unit])
  // Business time is never more than time: most tickets are told apart without the calendar.
  return minutes < wanted || businessMinutesBetween(from, to, hours) < wanted
}
