import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { demandsOf, evaluate } from '../../../core/automation/evaluate.ts'
import { parseRule } from '../../../core/automation/parse.ts'
import { factsLike } from './ordinary-ticket.ts'

const matches = (condition: string, facts = factsLike()) =>
  evaluate(parseRule(`when ticket created if ${condition} then note "x"`), facts).matched

describe('a condition', () => {
  it.each([
    ['state is pending', true],
    ['state is not pending', false],
    ['state is any of (open, pending)', true],
    ['state is not any of (open, pending)', false],
    ['priority is at least high', true],
    ['priority is at least urgent', false],
    ['priority is at most normal', false],
    ['level is second and source is slack', true],
    ['actor is requester', true],
    ['team is "it support"', true],
    ['category is none', false],
    ['category is not none', true],
    ['assignee is any of ("Bea", "Alex Brandt")', true],
    ['assignee is none', false],
    ['tags include "VPN"', true],
    ['tags include any of ("x", "laptop")', true],
    ['tags include "lap"', false],
    ['tags do not include "vpn"', false],
    ['requester domain is "example.org"', true],
    ['requester domain is "example.com"', false],
    ['subject contains "vpn"', true],
    ['subject contains "vp"', false],
    ['subject contains "drops every"', true],
    ['text contains any of ("wifi", "lose my work")', true],
    ['text does not contain "monday"', false],
    ['7 days since creation', true],
    ['8 days since creation', false],
    ['5 business days since last state change', true],
    ['6 business days since last state change', false],
    ['40 business hours since last state change', true],
    ['41 business hours since last state change', false],
    ['30 minutes since last requester message', true],
    ['less than 31 minutes since last requester message', true],
    ['1 minute since last reply', false],
    ['less than 1 minute since last reply', false],
    ['first response is overdue', true],
    ['resolution is overdue', false],
    ['less than 2 hours until resolution', false],
    ['less than 3 business hours until resolution', true],
    ['less than 5 minutes until first response', true],
    ['state is open or priority is high and level is second', true],
    ['(state is open or priority is high) and level is third', false],
    ['not (state is open or level is third)', true],
    ['not not state is pending', true],
  ])('%s: %s', (condition, holds) => expect(matches(condition)).toBe(holds))

  it('about what is owed does not hold when nothing is', () => {
    const facts = factsLike({ due: { firstResponse: null, resolution: null } })
    expect(matches('first response is overdue', facts)).toBe(false)
    expect(matches('less than 9 hours until resolution', facts)).toBe(false)
  })

  it('about the requester’s company goes by no address that nobody vouches for', () => {
    expect(matches('requester domain is none', factsLike({ requester: { name: 'X', email: null } }))).toBe(true)
  })
})

describe('what a condition demands', () => {
  it.each([
    ['state is pending and team is "X"', { state: ['pending'] }],
    [
      'priority is any of (high, urgent) and (level is third and state is open)',
      { priority: ['high', 'urgent'], level: ['third'], state: ['open'] },
    ],
    ['state is pending or level is third', {}],
    ['state is not pending and not level is third', {}],
  ])('%s', (text, demands) => {
    expect(demandsOf(parseRule(`when ticket created if ${text} then note "x"`).if)).toEqual(demands)
  })

  it('is met by every ticket it matches', () => {
    const tests = [
      'state is pending',
      'state is not open',
      'priority is any of (high, low)',
      'level is second',
      'not level is third',
    ]
    const one = fc.constantFrom(...tests)
    const facts = fc.record({
      state: fc.constantFrom('open' as const, 'pending' as const),
      priority: fc.constantFrom('low' as const, 'high' as const, 'urgent' as const),
      level: fc.constantFrom('second' as const, 'third' as const),
    })
    fc.assert(
      fc.property(
        one,
        one,
        one,
        fc.constantFrom('and', 'or'),
        fc.constantFrom('and', 'or'),
        facts,
        (a, b, c, x, y, some) => {
          const rule = parseRule(`when ticket created if ${a} ${x} (${b} ${y} ${c}) then note "x"`)
          if (!evaluate(rule, factsLike(some)).matched) return
          for (const [fact, values] of Object.entries(demandsOf(rule.if)))
            expect(values).toContain(some[fact as 'state'])
        },
      ),
    )
  })
})

describe('a verdict', () => {
  it('says what was looked at, what was found, and no more than decided it', () => {
    const rule = parseRule(
      'when ticket created if state is open or team is "IT Support" or level is third then note "x"',
    )
    expect(evaluate(rule, factsLike())).toEqual({
      matched: true,
      why: [
        { condition: 'state is open', holds: false, found: 'pending' },
        { condition: 'team is "IT Support"', holds: true, found: 'IT Support' },
      ],
      actions: rule.actions,
    })
  })

  it('without a condition is always yes', () => {
    expect(evaluate(parseRule('when ticket created then put back into queue'), factsLike())).toMatchObject({
      matched: true,
      actions: [{ do: 'queue' }],
    })
  })

  it('is the same for the same rule and facts, and “not” turns it round', () => {
    const part = fc.constantFrom(
      'state is pending',
      'priority is at least urgent',
      '3 business days since last state change',
      'text contains "vpn"',
      'assignee is none',
    )
    fc.assert(
      fc.property(part, part, part, fc.constantFrom('and', 'or'), fc.constantFrom('and', 'or'), (a, b, c, x, y) => {
        const condition = `${a} ${x} (${b} ${y} ${c})`
        const is = (text: string) => matches(text)
        expect(is(condition)).toBe(is(condition))
        expect(is(`not (${condition})`)).toBe(!is(condition))
        const both = (left: boolean, how: string, right: boolean) => (how === 'and' ? left && right : left || right)
        expect(is(condition)).toBe(both(is(a), x, both(is(b), y, is(c))))
      }),
    )
  })
})
