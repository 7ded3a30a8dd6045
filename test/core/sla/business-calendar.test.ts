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

  const night = { opens: '00:00', closes: '24:00' }
  it.each([
    ['open around the clock', 'UTC', night, '2026-11-22T23:00', 120, '2026-11-23T01:00'],
    ['an hour less in spring', 'Europe/Berlin', night, '2026-03-29T00:00', 23 * 60, '2026-03-30T00:00'],
    ['an hour more in autumn', 'Europe/Berlin', night, '2026-10-25T00:00', 25 * 60, '2026-10-26T00:00'],
    ['over the skipped hour', 'America/New_York', night, '2026-03-08T00:00', 180, '2026-03-08T04:00'],
    ['over the repeated hour', 'America/New_York', night, '2026-11-01T00:00', 180, '2026-11-01T02:00'],
    ['the clock time of opening after the change', 'Europe/Berlin', {}, '2026-03-28T16:30', 60, '2026-03-29T09:30'],
    [
      'opening within the skipped hour',
      'Europe/Berlin',
      { opens: '02:30' },
      '2026-03-29T00:00',
      30,
      '2026-03-29T03:30',
    ],
    [
      'closing within the skipped hour',
      'Europe/Berlin',
      { opens: '01:00', closes: '02:30' },
      '2026-03-29T01:00',
      61,
      '2026-03-30T01:01',
    ],
    ['a day after one without midnight', 'Africa/Cairo', night, '2026-04-24T01:00', 24 * 60, '2026-04-25T01:00'],
  ])('%s, in %s', (_situation, timeZone, change, from, minutes, expected) => {
    const hours: Hours = { ...week, days: [1, 2, 3, 4, 5, 6, 7], ...change, timeZone }
    expect(local(addBusinessMinutes(at(from, timeZone), minutes, hours), timeZone)).toBe(expected)
  })

  it('end with the day where the next begins at one, as the clocks skip midnight', () => {
    const friday: Hours = { ...night, timeZone: 'Africa/Cairo', days: [5] }
    const from = at('2026-04-24T01:00', friday.timeZone)
    expect(local(addBusinessMinutes(from, 23 * 60, friday), friday.timeZone)).toBe('2026-04-25T00:00')
    expect(local(addBusinessMinutes(from, 23 * 60 + 1, friday), friday.timeZone)).toBe('2026-05-01T00:01')
  })

  const everyDay: number[] = [1, 2, 3, 4, 5, 6, 7]
  /** A day on which the clocks change: in the night, at midnight, by half an hour; and one without a change. */
  const changes = [
    ['Europe/Berlin', '2026-03-29'],
    ['Europe/Berlin', '2026-10-25'],
    ['America/New_York', '2026-03-08'],
    ['America/New_York', '2026-11-01'],
    ['Africa/Cairo', '2026-04-24'],
    ['Africa/Cairo', '2026-10-30'],
    ['America/Havana', '2026-03-08'],
    ['America/Havana', '2026-11-01'],
    ['Australia/Lord_Howe', '2026-10-04'],
    ['Asia/Kolkata', '2026-07-01'],
  ] as const
  const anyMinute = fc.oneof(fc.integer({ min: 0, max: 240 }), fc.integer({ min: 0, max: 1440 }))
  const anySituation = fc
    .record({
      change: fc.constantFrom(...changes),
      days: fc.oneof(fc.constant(everyDay), fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { minLength: 1 })),
      hours: fc.tuple(anyMinute, anyMinute).filter(([a, b]) => Math.abs(a - b) >= 15),
      offset: fc.integer({ min: -2 * 1440, max: 1440 }),
    })
    .map(({ change: [timeZone, day], days, hours, offset }) => ({
      hours: { timeZone, days, opens: clockOf(Math.min(...hours)), closes: clockOf(Math.max(...hours)) },
      from: new Date(at(day, timeZone).getTime() + offset * 60_000),
    }))

  it('agree with counting minute by minute', () => {
    fc.assert(
      fc.property(anySituation, fc.integer({ min: 1, max: 900 }), ({ hours, from }, minutes) => {
        const minutesOpen = openMinutes(from, hours)
        let counted = 0
        for (const [instant, open] of minutesOpen) {
          if (open) counted++
          if (counted < minutes) continue
          expect(addBusinessMinutes(from, minutes, hours).getTime()).toBe(instant + 60_000)
          break
        }
      }),
      { numRuns: 400 },
    )
  })

  it('are those at which the team is there', () => {
    fc.assert(
      fc.property(anySituation, ({ hours, from }) => {
        const [, open] = openMinutes(from, hours).next().value
        expect(isOpen(from, hours)).toBe(open)
      }),
      { numRuns: 1_000 },
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

/**
 * Every minute from an instant on, and whether it is open, by the clock on the wall as Intl tells it: from the first
 * minute of a day that shows the opening time, or a later one where the clocks skip it, until the closing time.
 */
function* openMinutes(from: Date, hours: Hours): Generator<[instant: number, open: boolean], never> {
  let today = ''
  let hasOpened = false
  let hasClosed = false
  for (let instant = from.getTime() - 26 * 3_600_000; ; instant += 60_000) {
    const wall = wallClock(instant, hours.timeZone)
    if (wall.date !== today) {
      today = wall.date
      hasOpened = false
      hasClosed = false
    }
    hasOpened ||= wall.time >= hours.opens
    hasClosed ||= wall.time >= hours.closes
    if (instant >= from.getTime()) yield [instant, hours.days.includes(wall.weekday) && hasOpened && !hasClosed]
  }
}

interface Wall {
  date: string
  weekday: number
  time: string
}
const quarters = new Map<string, Wall>()
const formats = new Map<string, Intl.DateTimeFormat>()
const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun']

/** Clocks change on the quarter of an hour everywhere, so Intl is asked once for each and the minutes are added. */
function wallClock(instant: number, timeZone: string): Wall {
  const beyond = Math.floor(instant / 60_000) % 15
  const key = `${timeZone} ${Math.floor(instant / 900_000)}`
  let quarter = quarters.get(key)
  if (!quarter) {
    const parts = Object.fromEntries(
      formatOf(timeZone)
        .formatToParts(instant - beyond * 60_000)
        .map(({ type, value }) => [type, value]),
    )
    quarter = {
      date: `${parts.year}-${parts.month}-${parts.day}`,
      weekday: weekdays.indexOf(parts.weekday ?? '') + 1,
      time: `${parts.hour}:${parts.minute}`,
    }
    quarters.set(key, quarter)
  }
  const minute = String(Number(quarter.time.slice(3)) + beyond).padStart(2, '0')
  return { ...quarter, time: `${quarter.time.slice(0, 3)}${minute}` }
}

function formatOf(timeZone: string): Intl.DateTimeFormat {
  let format = formats.get(timeZone)
  if (!format) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      weekday: 'short',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
    formats.set(timeZone, format)
  }
  return format
}

function clockOf(minute: number): string {
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
}
