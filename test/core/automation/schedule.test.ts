import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nextRun, runsBetween, ScheduleImpossible } from '../../../core/automation/schedule.ts'

const at = (iso: string) => new Date(iso)

describe('a schedule', () => {
  it.each([
    ['every two hours, counted from midnight', { minutes: 120 }, null, '2026-03-04T12:10:00Z', '2026-03-04T14:00:00Z'],
    ['at the instant itself means the next one', { minutes: 60 }, null, '2026-03-04T12:00:00Z', '2026-03-04T13:00:00Z'],
    [
      'a day at a time, UTC',
      { day: 'day' as const, at: '09:00' },
      null,
      '2026-03-04T12:00:00Z',
      '2026-03-05T09:00:00Z',
    ],
    [
      'a weekday on a Friday',
      { day: 'weekday' as const, at: '09:00' },
      null,
      '2026-03-06T12:00:00Z',
      '2026-03-09T09:00:00Z',
    ],
    ['a Sunday', { day: 'sunday' as const, at: '00:30' }, null, '2026-03-04T12:00:00Z', '2026-03-08T00:30:00Z'],
    [
      'across the change to summer time',
      { day: 'day' as const, at: '09:00' },
      'Europe/Berlin',
      '2026-03-28T12:00:00Z',
      '2026-03-29T07:00:00Z',
    ],
    ['a pattern of cron', { cron: '*/5 * * * *' }, null, '2026-03-04T12:01:00Z', '2026-03-04T12:05:00Z'],
  ])('%s', (_what, schedule, zone, after, next) => expect(nextRun(schedule, zone, at(after))).toEqual(at(next)))

  it.each([
    [{ cron: 'nonsense' }, null],
    [{ cron: '0 0 30 2 *' }, null],
    [{ minutes: 0 }, null],
    [{ day: 'day' as const, at: '25:00' }, null],
    [{ day: 'day' as const, at: '09:00' }, 'Mars/Olympus'],
  ])('that nothing can go by is refused: %j %s', (schedule, zone) =>
    expect(() => nextRun(schedule, zone, at('2026-03-04T12:00:00Z'))).toThrow(ScheduleImpossible),
  )

  it('is always due later than asked, and never passes over a run', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.date({ min: at('2020-01-01'), max: at('2030-01-01'), noInvalidDate: true }),
        (minutes, after) => {
          const next = nextRun({ minutes }, null, after)
          expect(next.getTime()).toBeGreaterThan(after.getTime())
          expect(next.getTime() - after.getTime()).toBeLessThanOrEqual(minutes * 60_000)
        },
      ),
    )
  })

  it('over a month has every run, or so many as wanted, evenly spread', () => {
    const [from, until] = [at('2026-03-01T00:00:00Z'), at('2026-03-31T00:00:00Z')]
    expect(runsBetween({ minutes: 120 }, null, from, until, 720)).toHaveLength(359)
    const thinned = runsBetween({ minutes: 1 }, null, from, until, 720)
    expect(thinned.length).toBeGreaterThan(700)
    expect(thinned.length).toBeLessThanOrEqual(721)
    expect(new Set(thinned.map(String)).size).toBe(thinned.length)
  })
})
