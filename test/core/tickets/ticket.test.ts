import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isUnsolved, statesAfter, subjectOf } from '../../../core/tickets/ticket.ts'

describe('a ticket', () => {
  it('is never new again, and never becomes what it is', () => {
    for (const state of ['new', 'open', 'pending', 'on_hold', 'solved', 'closed'] as const) {
      expect(statesAfter(state)).not.toContain('new')
      expect(statesAfter(state)).not.toContain(state)
    }
  })

  it.each([
    ['new', ['open', 'pending', 'on_hold', 'solved', 'closed'], true],
    ['open', ['pending', 'on_hold', 'solved', 'closed'], true],
    ['pending', ['open', 'on_hold', 'solved', 'closed'], true],
    ['on_hold', ['open', 'pending', 'solved', 'closed'], true],
    ['solved', ['open', 'closed'], false],
    ['closed', [], false],
  ] as const)('that is %s may become %j', (state, possible, unsolved) => {
    expect(statesAfter(state)).toEqual(possible)
    expect(isUnsolved(state)).toBe(unsolved)
  })

  it('takes its subject from the question, in one line, cut at a word', () => {
    expect(subjectOf('  VPN\n drops  every hour ', 'x')).toBe('VPN drops every hour')
    expect(subjectOf(null, 'Request for help')).toBe('Request for help')
    expect(subjectOf(' \n ', 'Request for help')).toBe('Request for help')
    expect(subjectOf('x'.repeat(120), '')).toBe('x'.repeat(120))
    expect(subjectOf('x'.repeat(121), '')).toBe(`${'x'.repeat(119)}…`)
    expect(subjectOf('word '.repeat(60), 'x')).toMatch(/word…$/)
  })

  it('has a subject of at most 120 characters, never a broken one', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 400 }), (question) => {
        const subject = subjectOf(question, 'x')
        expect([...subject].length).toBeLessThanOrEqual(120)
        expect(subject).not.toMatch(/[\ud800-\udfff](?<![\ud800-\udbff][\udc00-\udfff])(?![\udc00-\udfff])/)
      }),
    )
  })
})
