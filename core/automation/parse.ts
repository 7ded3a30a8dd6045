import type { FailedMatchResult, Node } from 'ohm-js'
import { ruleGrammar } from './grammar.ts'
import {
  type Action,
  type Choices,
  type Condition,
  type Day,
  type Due,
  type Duration,
  duePhrases,
  eventPhrases,
  type Moment,
  momentPhrases,
  type Name,
  type Rule,
  type RuleEvent,
  type Schedule,
  type Trigger,
  type Words,
  words,
} from './rule.ts'

/** A text that is no rule: where it stops being one, and what could stand there. */
export class RuleTextWrong extends Error {
  /** From 1. */
  readonly line: number
  /** From 1. */
  readonly column: number
  /** What stands there, empty at the end. */
  readonly found: string
  /** What could stand there, as it would be written. */
  readonly expected: string[]
  constructor(line: number, column: number, found: string, expected: string[]) {
    super(`line ${line}, column ${column}: found “${found}”, expected ${expected.join(', ')}`)
    this.name = 'RuleTextWrong'
    this.line = line
    this.column = column
    this.found = found
    this.expected = expected
  }
}

/** Reads the text of a rule. @throws RuleTextWrong */
export function parseRule(text: string): Rule {
  refuseDeep(text)
  const match = ruleGrammar.match(text)
  if (match.failed()) throw wrong(text, match as FailedMatch)
  return semantics(match).tree() as Rule
}

/** How many brackets, or “not”s, may stand within each other: far more than anybody can read, far fewer than would need too deep a stack. */
const deepest = 50

/** @throws RuleTextWrong at the bracket or “not” that goes too deep */
function refuseDeep(text: string): void {
  let depth = 0
  let nots = 0
  for (const { 0: token, index } of text.matchAll(/"(?:\\[\s\S]|[^"\\])*"|“[^”]*”|„[^“”]*[“”]|[()]|\bnot\b|\S/g)) {
    if (token === '(') depth++
    else if (token === ')') depth--
    nots = token === 'not' ? nots + 1 : token === '(' ? nots : 0
    if (depth > deepest || nots > deepest) {
      const before = text.slice(0, index)
      const column = index - before.lastIndexOf('\n')
      throw new RuleTextWrong(before.split('\n').length, column, token, [`at most ${deepest} within each other`])
    }
  }
}

/** What the library tells of a failure and its types leave out. https://ohmjs.org/docs/api-reference#matchresult-objects */
interface FailedMatch extends FailedMatchResult {
  getRightmostFailures(): { isFluffy(): boolean; toString(): string }[]
}

function wrong(text: string, match: FailedMatch): RuleTextWrong {
  const at = match.getRightmostFailurePosition()
  const before = text.slice(0, at)
  const found = /^\s*("[^"]*"?|[\p{L}\p{N}_-]+|\S)?/u.exec(text.slice(at))?.[1] ?? ''
  const expected = match
    .getRightmostFailures()
    .filter((failure) => !failure.isFluffy())
    .map((failure) => failure.toString())
  return new RuleTextWrong(
    before.split('\n').length,
    at - before.lastIndexOf('\n'),
    found,
    [...new Set(expected)].sort(),
  )
}

/** The key whose phrase a node spells, however it is spaced. */
function keyOf<K extends string>(phrases: Record<K, string>, node: Node): K {
  const phrase = node.sourceString.trim().replace(/\s+/g, ' ')
  return Object.keys(phrases).find((key) => phrases[key as K] === phrase) as K
}

const list = (node: Node) => node.asIteration().children.map((child: Node) => child.tree())
const optional = (node: Node) => (node.children[0] as Node | undefined)?.tree() ?? null
const only = <T>(items: T[], many: (items: T[]) => T): T => (items.length === 1 ? (items[0] as T) : many(items))
const tests = <F extends keyof Choices | Name>(fact: F, is: Node) => ({ fact, ...is.tree() }) as Condition

const semantics = ruleGrammar.createSemantics().addOperation<unknown>('tree', {
  Rule: (trigger, condition, _then, actions, _end): Rule => ({
    when: trigger.tree(),
    if: optional(condition),
    actions: list(actions) as Action[],
  }),

  Trigger_events: (_when, events): Trigger => ({ events: [...new Set(list(events))] as RuleEvent[] }),
  Trigger_every: (_every, period, zone): Trigger => ({ every: period.tree(), timeZone: optional(zone) }),
  Trigger_cron: (_at, _cron, pattern, zone): Trigger => ({ every: { cron: pattern.tree() }, timeZone: optional(zone) }),
  Event: (phrase) => keyOf(eventPhrases, phrase),
  Period_day: (day, _at, clock): Schedule => ({ day: day.sourceString as Day, at: clock.sourceString }),
  Period_minutes: (amount, _unit): Schedule => ({ minutes: amount.tree() }),
  Period_hours: (amount, _unit): Schedule => ({ minutes: amount.tree() * 60 }),
  Period_hour: (_hour): Schedule => ({ minutes: 60 }),
  Zone: (_in, zone) => zone.tree(),

  If: (_if, condition) => condition.tree(),
  Any: (parts) => only(list(parts) as Condition[], (any) => ({ any })),
  All: (parts) => only(list(parts) as Condition[], (all) => ({ all })),
  Single_not: (_not, inner): Condition => ({ not: inner.tree() }),
  Single_group: (_open, inner, _close) => inner.tree(),
  Test_priorityAtLeast: (_1, _2, _3, _4, priority): Condition => ({ fact: 'priority', atLeast: priority.tree() }),
  Test_priorityAtMost: (_1, _2, _3, _4, priority): Condition => ({ fact: 'priority', atMost: priority.tree() }),
  Test_state: (_fact, is) => tests('state', is),
  Test_priority: (_fact, is) => tests('priority', is),
  Test_level: (_fact, is) => tests('level', is),
  Test_source: (_fact, is) => tests('source', is),
  Test_actor: (_fact, is) => tests('actor', is),
  Test_team: (_fact, is) => tests('team', is),
  Test_category: (_fact, is) => tests('category', is),
  Test_assignee: (_fact, is) => tests('assignee', is),
  Test_domain: (_requester, _domain, is) => tests('requester domain', is),
  Test_words: (fact, contains) => ({ fact: fact.sourceString as Words, ...contains.tree() }) as Condition,
  Test_tags: (_tags, include): Condition => include.tree() as Condition,
  Test_overdue: (due, _is, _overdue): Condition => ({ overdue: due.tree() }),
  Test_sinceLess: (_less, _than, time, _since, moment): Condition => ({ since: moment.tree(), lessThan: time.tree() }),
  Test_untilLess: (_less, _than, time, _until, due): Condition => ({ until: due.tree(), lessThan: time.tree() }),
  Test_since: (time, _since, moment): Condition => ({ since: moment.tree(), atLeast: time.tree() }),

  Is_notAnyOf: (_is, _not, _any, _of, _open, values, _close) => ({ in: list(values), negated: true }),
  Is_anyOf: (_is, _any, _of, _open, values, _close) => ({ in: list(values), negated: false }),
  Is_not: (_is, _not, value) => ({ in: [value.tree()], negated: true }),
  Is_one: (_is, value) => ({ in: [value.tree()], negated: false }),
  Contains_anyOf: (_contains, _any, _of, _open, texts, _close) => ({ contains: list(texts), negated: false }),
  Contains_one: (_contains, text) => ({ contains: [text.tree()], negated: false }),
  Contains_not: (_does, _not, _contain, text) => ({ contains: [text.tree()], negated: true }),
  Include_anyOf: (_include, _any, _of, _open, tags, _close) => ({ tags: list(tags), negated: false }),
  Include_one: (_include, tag) => ({ tags: [tag.tree()], negated: false }),
  Include_not: (_do, _not, _include, tag) => ({ tags: [tag.tree()], negated: true }),
  Name_none: (_none) => null,
  State: (value) => keyOf(words.state, value),
  Priority: (value) => keyOf(words.priority, value),
  Level: (value) => keyOf(words.level, value),
  Source: (value) => keyOf(words.source, value),
  ActorKind: (value) => keyOf(words.actor, value),
  Moment: (value): Moment => keyOf(momentPhrases, value),
  Due: (value): Due => keyOf(duePhrases, value),
  Duration_business: (amount, _business, unit): Duration => ({
    amount: amount.tree(),
    unit: unitOf(unit),
    business: true,
  }),
  Duration_plain: (amount, unit): Duration => ({ amount: amount.tree(), unit: unitOf(unit), business: false }),

  Action_state: (_set, _state, to): Action => ({ do: 'state', to: to.tree() }),
  Action_priority: (_set, _priority, to): Action => ({ do: 'priority', to: to.tree() }),
  Action_category: (_set, _category, name): Action => ({ do: 'category', category: name.tree() }),
  Action_team: (_assign, _team, team): Action => ({ do: 'team', team: team.tree() }),
  Action_agent: (_assign, _agent, agent): Action => ({ do: 'agent', agent: agent.tree() }),
  Action_queue: (_put, _back, _into, _queue): Action => ({ do: 'queue' }),
  Action_note: (_note, text): Action => ({ do: 'note', text: text.tree() }),
  Action_reply: (_reply, text): Action => ({ do: 'reply', text: text.tree() }),
  Action_escalate: (_escalate, team, _because, reason): Action => ({
    do: 'escalate',
    team: optional(team),
    reason: reason.tree(),
  }),
  Action_deescalate: (_give, _back, team, _because, reason): Action => ({
    do: 'deescalate',
    team: optional(team),
    reason: reason.tree(),
  }),
  Action_alert: (_alert, _leads, text): Action => ({ do: 'alert', text: text.tree() }),
  Action_webhook: (_call, _webhook, name): Action => ({ do: 'webhook', webhook: name.tree() }),
  ToTeam: (_to, team) => team.tree(),

  number: (digits) => Number(digits.sourceString),
  text_plain: (_open, inner, _close) => plain(inner.sourceString),
  text_curly: (_open, inner, _close) => inner.sourceString,
  text_low: (_open, inner, _close) => inner.sourceString,
})

function unitOf(unit: Node): Duration['unit'] {
  return `${unit.sourceString.replace(/s$/, '')}s` as Duration['unit']
}

/** `\n` is a new line; any other character after a backslash stands for itself. */
function plain(text: string): string {
  return text.replace(/\\([\s\S])/g, (_whole, character: string) => (character === 'n' ? '\n' : character))
}
