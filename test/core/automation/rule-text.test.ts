import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRule, RuleTextWrong } from '../../../core/automation/parse.ts'
import { printRule } from '../../../core/automation/print.ts'
import {
  type Action,
  type Condition,
  duePhrases,
  eventPhrases,
  momentPhrases,
  type Rule,
  words,
} from '../../../core/automation/rule.ts'

const keys = <K extends string>(of: Record<K, unknown>) => fc.constantFrom(...(Object.keys(of) as K[]))
const text = fc.oneof(fc.string(), fc.constantFrom('IT "Support"', 'a\\b', 'two\nlines', 'Büro', '“quoted”', '"', ''))
const duration = fc.record({
  amount: fc.nat({ max: 1_000 }),
  unit: fc.constantFrom('minutes' as const, 'hours' as const, 'days' as const),
  business: fc.boolean(),
})
const some = <T>(value: fc.Arbitrary<T>) => fc.array(value, { minLength: 1, maxLength: 3 })
const test_: fc.Arbitrary<Condition> = fc.oneof(
  ...(Object.keys(words) as (keyof typeof words)[]).map((fact) =>
    fc.record({
      fact: fc.constant(fact),
      in: some(keys(words[fact] as Record<string, string>)),
      negated: fc.boolean(),
    }),
  ),
  fc.record({
    fact: fc.constantFrom('team', 'category', 'assignee', 'requester domain'),
    in: some(fc.option(text)),
    negated: fc.boolean(),
  }),
  fc.record({ fact: fc.constantFrom('subject', 'text'), contains: some(text), negated: fc.constant(false) }),
  fc.record({
    fact: fc.constantFrom('subject', 'text'),
    contains: fc.tuple(text),
    negated: fc.constant(true),
  }),
  fc.record({ tags: some(text), negated: fc.constant(false) }),
  fc.record({ tags: fc.tuple(text), negated: fc.constant(true) }),
  fc.record({ fact: fc.constant('priority'), atLeast: keys(words.priority) }),
  fc.record({ fact: fc.constant('priority'), atMost: keys(words.priority) }),
  fc.record({ since: keys(momentPhrases), atLeast: duration }),
  fc.record({ since: keys(momentPhrases), lessThan: duration }),
  fc.record({ until: keys(duePhrases), lessThan: duration }),
  fc.record({ overdue: keys(duePhrases) }),
) as fc.Arbitrary<Condition>
/** Conditions as they are parsed: `all` in `all` only in brackets, and never of one part. */
const condition = fc.letrec<{ any: Condition }>((tie) => ({
  any: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    test_,
    fc.array(tie('any'), { minLength: 2, maxLength: 3 }).map((any) => ({ any })),
    fc.array(tie('any'), { minLength: 2, maxLength: 3 }).map((all) => ({ all })),
    tie('any').map((not) => ({ not })),
  ),
})).any
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ do: fc.constant('state' as const), to: keys(words.state) }),
  fc.record({ do: fc.constant('priority' as const), to: keys(words.priority) }),
  fc.record({ do: fc.constant('category' as const), category: fc.option(text) }),
  fc.record({ do: fc.constant('alert' as const), text }),
  fc.record({ do: fc.constant('team' as const), team: text }),
  fc.record({ do: fc.constant('agent' as const), agent: text }),
  fc.record({ do: fc.constant('queue' as const) }),
  fc.record({ do: fc.constantFrom('note' as const, 'reply' as const), text }),
  fc.record({ do: fc.constantFrom('escalate' as const, 'deescalate' as const), team: fc.option(text), reason: text }),
  fc.record({ do: fc.constant('webhook' as const), webhook: text }),
)
const trigger = fc.oneof(
  fc.record({ events: fc.uniqueArray(keys(eventPhrases), { minLength: 1, maxLength: 3 }) }),
  fc.record({
    every: fc.oneof(
      fc.record({ minutes: fc.integer({ min: 1, max: 10_000 }) }),
      fc.record({
        day: fc.constantFrom('day' as const, 'weekday' as const, 'monday' as const, 'sunday' as const),
        at: fc.constantFrom('09:00', '00:00', '23:59'),
      }),
      fc.record({ cron: fc.constantFrom('0 9 * * 1-5', '*/5 * * * *') }),
    ),
    timeZone: fc.option(fc.constantFrom('Europe/Berlin', 'UTC')),
  }),
)
const rule: fc.Arbitrary<Rule> = fc.record({ when: trigger, if: fc.option(condition), actions: some(action) })

describe('the text of a rule', () => {
  it.each([
    'when ticket created if category is "VPN" and priority is urgent then assign team "Network", call webhook "ITSM"',
    'when requester writes or note written then set state open',
    'every 2 hours if state is pending and 5 business days since last state change then reply "Still there?"',
    'every weekday at 09:00 in "Europe/Berlin" if resolution is overdue and not (team is "A" or team is "B") then escalate because "It is late."',
    'at cron "*/5 * * * *" if less than 2 hours until first response then escalate to "Experts" because "Nearly late."',
    'when agent replies if subject contains any of ("vpn", "wifi") and requester domain is not "example.org" then give back because "x"',
    'when state changes if state is any of (on hold, pending) and source is not walk-in then put back into queue, note "Back."',
  ])('is read and written again as it was: %s', (line) => expect(printRule(parseRule(line))).toBe(line))

  it('is read however it is spaced and quoted', () => {
    const neat = 'when ticket created if state is on hold then note "Hello"'
    expect(printRule(parseRule('when  ticket\n created\nif state is on\thold\n  then note “Hello”.'))).toBe(neat)
    expect(printRule(parseRule('when ticket created if state is on hold then note „Hello“'))).toBe(neat)
    expect(printRule(parseRule('every 1 hour then note "x"'))).toBe('every hour then note "x"')
  })

  it.each([
    ['when ticket created then', 1, 25, '', '"assign"'],
    ['when ticket opened then note "x"', 1, 13, 'opened', '"created"'],
    ['when ticket created\nif priority is hgih then note "x"', 2, 16, 'hgih', '"high"'],
    ['when ticket created if team is Network then note "x"', 1, 32, 'Network', 'a text in quotes'],
    ['every day at 9 then note "x"', 1, 14, '9', 'a time such as 09:00'],
    ['when ticket created then note "x" and note "y"', 1, 35, 'and', '","'],
    ['when ticket created then note "never closed', 1, 31, '"never closed', 'a text in quotes'],
    ['', 1, 1, '', '"when"'],
  ])('that is wrong is refused with the place and what could stand there: %s', (line, row, column, found, expected) => {
    try {
      parseRule(line)
      expect.unreachable()
    } catch (error) {
      expect(error).toBeInstanceOf(RuleTextWrong)
      const fault = error as RuleTextWrong
      expect([fault.line, fault.column, fault.found]).toEqual([row, column, found])
      expect(fault.expected).toContain(expected)
    }
  })

  it.each([
    ['(', ')'],
    ['not ', ''],
    ['not (', ')'],
  ])('that goes too deep is refused, whatever it is made of: %s', (open, close) => {
    const nested = (times: number) =>
      `when note written if ${open.repeat(times)}state is open${close.repeat(times)} then note "((("`
    expect(() => parseRule(nested(25))).not.toThrow()
    expect(() => parseRule(nested(51))).toThrow('at most 50 within each other')
    expect(() => parseRule(nested(2_000))).toThrow(RuleTextWrong)
  })

  it('says all that the rule says: written and read again, any rule is the same', () => {
    fc.assert(
      fc.property(rule, (any) => {
        const line = printRule(any)
        expect(parseRule(line)).toEqual(any)
        expect(line).not.toContain('\n')
      }),
      { numRuns: 2_000 },
    )
  })
})
