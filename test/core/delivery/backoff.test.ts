import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attemptsAllowed, backoffSeconds } from '../../../core/delivery/backoff.ts'

describe('the pause after a failed attempt', () => {
  it('doubles from a second to an hour', () => {
    expect([1, 2, 3, 4, 20].map((attempt) => backoffSeconds(attempt, 0, null))).toEqual([1, 2, 4, 8, 3_600])
  })

  it('is never shorter than the platform asks, nor more than a quarter longer than planned', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(10_000),
        (attempt, chance, asked) => {
          const pause = backoffSeconds(attempt, chance, asked)
          expect(pause).toBeGreaterThanOrEqual(asked)
          const planned = backoffSeconds(attempt, 0, null)
          expect(pause).toBeGreaterThanOrEqual(planned)
          expect(pause).toBeLessThanOrEqual(Math.max(asked, planned * 1.25))
        },
      ),
    )
  })

  it('never gets shorter from one attempt to the next, nor longer than an hour', () => {
    for (let attempt = 1; attempt < 100; attempt++) {
      const next = backoffSeconds(attempt + 1, 0, null)
      expect(next).toBeGreaterThanOrEqual(backoffSeconds(attempt, 0, null))
      expect(next).toBeLessThanOrEqual(3_600)
    }
  })

  it('adds up to most of a day before a message is given up on', () => {
    let hours = 0
    for (let attempt = 1; attempt < attemptsAllowed; attempt++) hours += backoffSeconds(attempt, 0, null) / 3_600
    expect(hours).toBeGreaterThan(12)
  })
})
