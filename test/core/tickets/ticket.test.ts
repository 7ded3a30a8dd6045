import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isUnsolved, statesAfter, subjectOf } from '../../../core/tickets/ticket.ts'

describe('a ticket', () => {
  it('is never new again, and final once closed', () => {
    for (const state of ['new', 'open', 'pending', 'on_hold', 'solved', 'closed'] as const) {
      expect(statesAfter(state)).not.toContain('new')
      expect(statesAfter(state)).not.toContain(state)
    }
    expect(statesAfter('closed')).toEqual([])
    expect(statesAfter('solved')).toEqual(['open', 'closed'])
    expect(isUnsolved('pending')).toBe(true)
    expect(isUnsolved('solved')).toBe(false)
  })

  it('takes its subject from the question, in one line, cut at a word', () => {
    expect(subjectOf('  VPN\n drops  every hour ', 'x')).toBe('VPN drops every hour')
    expect(subjectOf(null, 'Request for help')).toBe('Request for help')
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
