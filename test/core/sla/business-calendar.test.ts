import fc from 'fast-check'
import { DateTime } from 'luxon'
import { describe, expect, it } from 'vitest'
import { addBusinessMinutes, checkHours, type Hours, isOpen } from '../../../core/sla/business-calendar.ts'

const week: Hours = { timeZone: 'Europe/Berlin', days: [1, 2, 3, 4, 5], opens: '09:00', closes: '17:00' }
const at = (local: string, zone = 'Europe/Berlin') => DateTime.fromISO(local, { zone }).toJSDate()
const local = (instant: Date, zone = 'Europe/Berlin') =>
  DateTime.fromJSDate(instant, { zone }).toFormat("yyyy-MM-dd'T'HH:mm")

describe('business minutes', () => {
  it.each([
    ['within one day', '2026-11-24T10:00', 60, '2026-11-24T11:00'],
    ['to the very end of the day', '2026-11-24T16:00', 60, '2026-11-24T17:00'],
    ['into the next day', '2026-11-24T16:30', 60, '2026-11-25T09:30'],
    ['over the weekend', '2026-11-27T16:30', 60, '2026-11-30T09:30'],
    ['asked before opening', '2026-11-24T06:00', 30, '2026-11-24T09:30'],
    ['asked on Saturday', '2026-11-28T12:00', 30, '2026-11-30T09:30'],
    ['no minutes while closed: the next opening', '2026-11-28T12:00', 0, '2026-11-30T09:00'],
    ['a whole week', '2026-11-23T09:00', 5 * 480, '2026-11-27T17:00'],
  ])('%s', (_situation, from, minutes, expected) => {
    expect(local(addBusinessMinutes(at(from), minutes, week))).toBe(expected)
  })

  it('count the hours that there are on a day when the clocks change', () => {
    const night: Hours = { timeZone: 'Europe/Berlin', days: [7], opens: '00:00', closes: '24:00' }
    expect(local(addBusinessMinutes(at('2026-03-29T00:00'), 23 * 60, night))).toBe('2026-03-30T00:00')
    expect(local(addBusinessMinutes(at('2026-10-25T00:00'), 25 * 60, night))).toBe('2026-10-26T00:00')
    const york: Hours = { ...night, timeZone: 'America/New_York' }
    expect(local(addBusinessMinutes(at('2026-03-08T00:00', york.timeZone), 180, york), york.timeZone)).toBe(
      '2026-03-08T04:00',
    )
  })

  it('agree with counting minute by minute', () => {
    const zones = ['Europe/Berlin', 'America/New_York', 'Asia/Kolkata', 'Australia/Lord_Howe', 'UTC']
    const anyHours = fc.record({
      timeZone: fc.constantFrom(...zones),
      days: fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      hours: fc.tuple(fc.nat(23), fc.nat(23)).filter(([a, b]) => a !== b),
    })
    fc.assert(
      fc.property(
        anyHours,
        fc.integer({ min: 0, max: 20 * 1440 }),
        fc.integer({ min: 1, max: 900 }),
        ({ timeZone, days, hours }, offset, minutes) => {
          const two = (hour: number) => String(hour).padStart(2, '0')
          const open: Hours = {
            timeZone,
            days,
            opens: `${two(Math.min(...hours))}:00`,
            closes: `${two(Math.max(...hours))}:00`,
          }
          // Three weeks around a change of the clocks in the north.
          const from = new Date(Date.UTC(2026, 2, 15) + offset * 60_000)
          let instant = from.getTime()
          for (let left = minutes; left > 0; instant += 60_000) if (oracleIsOpen(new Date(instant), open)) left--
          expect(addBusinessMinutes(from, minutes, open).getTime()).toBe(instant)
        },
      ),
      { numRuns: 60 },
    )
  })

  it('know when a team is there', () => {
    expect(isOpen(at('2026-11-24T09:00'), week)).toBe(true)
    expect(isOpen(at('2026-11-24T17:00'), week)).toBe(false)
    expect(isOpen(at('2026-11-28T12:00'), week)).toBe(false)
  })

  it('refuse hours that never open', () => {
    expect(() => checkHours({ ...week, timeZone: 'Nowhere' })).toThrow('Nowhere')
    expect(() => checkHours({ ...week, closes: '08:00' })).toThrow('later than opens')
    expect(() => checkHours({ ...week, days: [] })).toThrow('at least one day')
    expect(() => checkHours(week)).not.toThrow()
  })
})

/** Independent of the code under test: the wall clock by Intl. */
function oracleIsOpen(instant: Date, hours: Hours): boolean {
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-US', {
      timeZone: hours.timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  )
  const day = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts.weekday ?? '') + 1
  const clock = `${parts.hour}:${parts.minute}`
  return hours.days.includes(day) && clock >= hours.opens && clock < hours.closes
}
