import { Cron } from 'croner'
import type { Schedule } from './rule.ts'

const days = { monday: 1, tuesday: 2, wednesday: 3, thursday: 4, friday: 5, saturday: 6, sunday: 0 } as const

/** A schedule nothing can go by: not a pattern of cron, not a time zone, or never due. */
export class ScheduleImpossible extends Error {
  constructor(text: string) {
    super(text)
    this.name = 'ScheduleImpossible'
  }
}

/**
 * The next instant a schedule is due after another one. Minutes are counted from midnight UTC of 1 January 1970, so
 * that every process and every restart comes to the same.
 * @param timeZone IANA name; null: UTC
 * @throws ScheduleImpossible
 */
export function nextRun(schedule: Schedule, timeZone: string | null, after: Date): Date {
  if ('minutes' in schedule) {
    const step = schedule.minutes * 60_000
    if (step <= 0) throw new ScheduleImpossible('every 0 minutes')
    return new Date((Math.floor(after.getTime() / step) + 1) * step)
  }
  const pattern = 'cron' in schedule ? schedule.cron : patternOf(schedule)
  let next: Date | null
  try {
    next = new Cron(pattern, { timezone: timeZone ?? 'UTC', paused: true }).nextRun(after)
  } catch (error) {
    // croner says what is wrong with a pattern or time zone by plain errors of several kinds.
    throw new ScheduleImpossible(error instanceof Error ? error.message : String(error))
  }
  if (next === null) throw new ScheduleImpossible(`“${pattern}” is never due`)
  return next
}

function patternOf({ day, at }: Extract<Schedule, { day: string }>): string {
  const [hour, minute] = at.split(':').map(Number)
  if (hour === undefined || minute === undefined || hour > 23 || minute > 59)
    throw new ScheduleImpossible(`${at} is no time of day`)
  const on = day === 'day' ? '*' : day === 'weekday' ? '1-5' : days[day]
  return `${minute} ${hour} * * ${on}`
}

/** The instants a schedule is due within a span, the oldest first; of many as many as wanted, evenly spread. */
export function runsBetween(
  schedule: Schedule,
  timeZone: string | null,
  from: Date,
  until: Date,
  most: number,
): Date[] {
  const runs: Date[] = []
  const least = (until.getTime() - from.getTime()) / most
  for (let next = nextRun(schedule, timeZone, from); next < until; ) {
    runs.push(next)
    const earliest = new Date(Math.max(next.getTime(), from.getTime() + runs.length * least - 1))
    next = nextRun(schedule, timeZone, earliest)
  }
  return runs
}
