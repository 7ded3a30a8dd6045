import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { wakeAt, wakeTimes } from '../../../server/console/features/tickets/wake-times.ts'

describe('when a ticket wakes', () => {
  it.each([
    ['Wednesday', 'tomorrow', new Date(2026, 10, 25, 17, 30), new Date(2026, 10, 26, 9)],
    ['the last of a month', 'tomorrow', new Date(2026, 10, 30, 0, 5), new Date(2026, 11, 1, 9)],
    ['Wednesday', 'monday', new Date(2026, 10, 25, 17, 30), new Date(2026, 10, 30, 9)],
    ['Sunday', 'monday', new Date(2026, 10, 29, 8, 0), new Date(2026, 10, 30, 9)],
    ['Monday before nine', 'monday', new Date(2026, 10, 30, 8, 0), new Date(2026, 11, 7, 9)],
    ['late in the evening', 'hour', new Date(2026, 10, 25, 23, 30), new Date(2026, 10, 26, 0, 30)],
  ] as const)('from %s on: %s', (_day, time, now, expected) => {
    expect(wakeAt(time, now)).toEqual(expected)
  })

  it('is always ahead, within eight days, and a Monday where Monday was said', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date(2020, 0), max: new Date(2040, 0), noInvalidDate: true }),
        fc.constantFrom(...wakeTimes),
        (now, time) => {
          const at = wakeAt(time, now)
          expect(at.getTime()).toBeGreaterThan(now.getTime())
          expect(at.getTime() - now.getTime()).toBeLessThan(8 * 86_400_000)
          if (time === 'monday') expect(at.getDay()).toBe(1)
        },
      ),
    )
  })
})
