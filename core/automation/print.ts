import {
  type Action,
  type Condition,
  type Duration,
  duePhrases,
  eventPhrases,
  momentPhrases,
  type Rule,
  type Schedule,
  type Trigger,
  words,
} from './rule.ts'

/** Writes a rule on one line, as one would read it aloud. Parsed again it is the same rule. */
export function printRule(rule: Rule): string {
  const condition = rule.if ? ` if ${printCondition(rule.if)}` : ''
  return `${printTrigger(rule.when)}${condition} then ${rule.actions.map(printAction).join(', ')}`
}

/** Writes when a rule runs. */
export function printTrigger(trigger: Trigger): string {
  if ('events' in trigger) return `when ${trigger.events.map((event) => eventPhrases[event]).join(' or ')}`
  const zone = trigger.timeZone === null ? '' : ` in ${quoted(trigger.timeZone)}`
  return `${printSchedule(trigger.every)}${zone}`
}

function printSchedule(schedule: Schedule): string {
  if ('cron' in schedule) return `at cron ${quoted(schedule.cron)}`
  if ('day' in schedule) return `every ${schedule.day} at ${schedule.at}`
  if (schedule.minutes === 60) return 'every hour'
  const hours = schedule.minutes / 60
  return Number.isInteger(hours) && hours > 0 ? `every ${hours} hours` : `every ${schedule.minutes} minutes`
}

/** Writes a condition. `within` says what it stands in, which decides whether it needs brackets. */
export function printCondition(condition: Condition, within: 'any' | 'all' | 'not' = 'any'): string {
  if ('any' in condition) {
    const text = condition.any.map((part) => printCondition(part, 'all')).join(' or ')
    return within === 'any' ? text : `(${text})`
  }
  if ('all' in condition) {
    const text = condition.all.map((part) => printCondition(part, 'not')).join(' and ')
    return within === 'not' ? `(${text})` : text
  }
  if ('not' in condition) return `not ${printCondition(condition.not, 'not')}`
  return printTest(condition)
}

function printTest(test: Exclude<Condition, { all: Condition[] } | { any: Condition[] } | { not: Condition }>): string {
  if ('overdue' in test) return `${duePhrases[test.overdue]} is overdue`
  if ('until' in test) return `less than ${printDuration(test.lessThan)} until ${duePhrases[test.until]}`
  if ('since' in test)
    return 'atLeast' in test
      ? `${printDuration(test.atLeast)} since ${momentPhrases[test.since]}`
      : `less than ${printDuration(test.lessThan)} since ${momentPhrases[test.since]}`
  if ('tags' in test) {
    const [first = ''] = test.tags
    if (test.negated) return `tags do not include ${quoted(first)}`
    return test.tags.length === 1
      ? `tags include ${quoted(first)}`
      : `tags include any of (${test.tags.map(quoted).join(', ')})`
  }
  if ('atLeast' in test) return `priority is at least ${test.atLeast}`
  if ('atMost' in test) return `priority is at most ${test.atMost}`
  if ('contains' in test) {
    if (test.negated) return `${test.fact} does not contain ${quoted(test.contains[0] ?? '')}`
    return test.contains.length === 1
      ? `${test.fact} contains ${quoted(test.contains[0] ?? '')}`
      : `${test.fact} contains any of (${test.contains.map(quoted).join(', ')})`
  }
  const known = words[test.fact as keyof typeof words] as Record<string, string> | undefined
  const values = test.in.map((value) => (value === null ? 'none' : (known?.[value] ?? quoted(value))))
  const not = test.negated ? ' not' : ''
  return values.length === 1
    ? `${test.fact} is${not} ${values[0]}`
    : `${test.fact} is${not} any of (${values.join(', ')})`
}

function printDuration({ amount, unit, business }: Duration): string {
  return `${amount}${business ? ' business' : ''} ${amount === 1 ? unit.slice(0, -1) : unit}`
}

/** Writes one action. */
export function printAction(action: Action): string {
  switch (action.do) {
    case 'state':
      return `set state ${words.state[action.to]}`
    case 'priority':
      return `set priority ${words.priority[action.to]}`
    case 'category':
      return `set category ${action.category === null ? 'none' : quoted(action.category)}`
    case 'team':
      return `assign team ${quoted(action.team)}`
    case 'agent':
      return `assign agent ${quoted(action.agent)}`
    case 'queue':
      return 'put back into queue'
    case 'note':
      return `note ${quoted(action.text)}`
    case 'reply':
      return `reply ${quoted(action.text)}`
    case 'escalate':
    case 'deescalate': {
      const to = action.team === null ? '' : ` to ${quoted(action.team)}`
      return `${action.do === 'escalate' ? 'escalate' : 'give back'}${to} because ${quoted(action.reason)}`
    }
    case 'alert':
      return `alert leads ${quoted(action.text)}`
    case 'webhook':
      return `call webhook ${quoted(action.webhook)}`
  }
}

function quoted(text: string): string {
  return `"${text.replace(/["\\]/g, '\\$&').replace(/\n/g, '\\n')}"`
}
