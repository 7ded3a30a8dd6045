import type { Catalogue } from '../messages/catalogue.ts'
import type { Level } from '../people/team.ts'
import type { Priority, TicketSource, TicketState } from '../tickets/ticket.ts'
import type { ActorKind } from '../tickets/timeline.ts'
import type { Action, Condition, Duration, Rule, Schedule, Trigger } from './rule.ts'

/**
 * A rule as one reads it aloud, in the words of a language: for people to check that it says what they mean. What is
 * parsed again is written by `print.ts`.
 */
export function sayRule(rule: Rule, words: Catalogue): string {
  const condition = rule.if === null ? null : sayCondition(rule.if, words, 'or')
  return words.rules.sentence(
    sayTrigger(rule.when, words),
    condition,
    rule.actions.map((action) => sayAction(action, words)),
  )
}

function sayTrigger(trigger: Trigger, words: Catalogue): string {
  const say = words.rules
  if ('events' in trigger) return say.when(trigger.events.map((event) => say.events[event]()))
  const when = saySchedule(trigger.every, words)
  return trigger.timeZone === null ? when : say.zone(when, trigger.timeZone)
}

function saySchedule(schedule: Schedule, { rules: say }: Catalogue): string {
  if ('cron' in schedule) return say.cron(say.quote(schedule.cron))
  if ('day' in schedule) return say.at(say.day[schedule.day](), schedule.at)
  const hours = schedule.minutes / 60
  return say.every(
    Number.isInteger(hours) ? say.length(hours, 'hours', false) : say.length(schedule.minutes, 'minutes', false),
  )
}

function sayCondition(condition: Condition, words: Catalogue, within: 'or' | 'and' | 'not'): string {
  const say = words.rules
  if ('any' in condition) {
    const text = say.or(condition.any.map((part) => sayCondition(part, words, 'and')))
    return within === 'or' ? text : say.group(text)
  }
  if ('all' in condition) {
    const text = say.and(condition.all.map((part) => sayCondition(part, words, 'not')))
    return within === 'not' ? say.group(text) : text
  }
  if ('not' in condition) return say.not(sayCondition(condition.not, words, 'not'))
  return sayTest(condition, words)
}

type Test = Exclude<Condition, { all: Condition[] } | { any: Condition[] } | { not: Condition }>

function sayTest(test: Test, words: Catalogue): string {
  const say = words.rules
  const length = ({ amount, unit, business }: Duration) => say.length(amount, unit, business)
  if ('overdue' in test) return say.overdue(say.dues[test.overdue]())
  if ('until' in test) return say.untilLess(length(test.lessThan), say.dues[test.until]())
  if ('since' in test)
    return 'atLeast' in test
      ? say.since(length(test.atLeast), say.moments[test.since]())
      : say.sinceLess(length(test.lessThan), say.moments[test.since]())
  if ('tags' in test) return (test.negated ? say.tagsWithout : say.tags)(test.tags.map(say.quote))
  if ('atLeast' in test) return say.atLeast(words.priority[test.atLeast]())
  if ('atMost' in test) return say.atMost(words.priority[test.atMost]())
  const fact = say.facts[test.fact]()
  if ('contains' in test) return (test.negated ? say.containsNot : say.contains)(fact, test.contains.map(say.quote))
  const values = test.in.map((value) => (value === null ? say.none() : sayValue(test.fact, value, words)))
  return (test.negated ? say.isNot : say.is)(fact, values)
}

function sayValue(fact: string, value: string, words: Catalogue): string {
  switch (fact) {
    case 'state':
      return words.rules.quote(words.state[value as TicketState]())
    case 'priority':
      return words.priority[value as Priority]()
    case 'level':
      return words.rules.levels[value as Level]()
    case 'source':
      return words.rules.sources[value as TicketSource]()
    case 'actor':
      return words.rules.actors[value as ActorKind]()
    default:
      return words.rules.quote(value)
  }
}

function sayAction(action: Action, words: Catalogue): string {
  const { actions: say, quote, none } = words.rules
  const named = (name: string | null) => (name === null ? null : quote(name))
  switch (action.do) {
    case 'state':
      return say.state(quote(words.state[action.to]()))
    case 'priority':
      return say.priority(words.priority[action.to]())
    case 'category':
      return say.category(named(action.category) ?? none())
    case 'team':
      return say.team(quote(action.team))
    case 'agent':
      return say.agent(quote(action.agent))
    case 'queue':
      return say.queue()
    case 'note':
    case 'reply':
    case 'alert':
      return say[action.do](quote(action.text))
    case 'escalate':
    case 'deescalate':
      return say[action.do](named(action.team), quote(action.reason))
    case 'webhook':
      return say.webhook(quote(action.webhook))
  }
}
