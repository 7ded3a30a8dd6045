import { DateTime } from 'luxon'

/** When a team works: the same block on each of its open days. */
export interface Hours {
  /** IANA name, for example `Europe/Berlin`. */
  timeZone: string
  /** Open days, Monday is 1 and Sunday 7; at least one. */
  days: number[]
  /** `HH:MM` in that time zone. */
  opens: string
  /** `HH:MM`, or `24:00` for the end of the day; later than `opens`. */
  closes: string
}

/** Hours that never open, or a time zone nobody knows. */
export class HoursImpossible extends Error {
  constructor(text: string) {
    super(text)
    this.name = 'HoursImpossible'
  }
}

/** Refuses hours that can never be open. @throws HoursImpossible saying what is wrong and what is expected */
export function checkHours(hours: Hours): void {
  if (!DateTime.utc().setZone(hours.timeZone).isValid)
    throw new HoursImpossible(`“${hours.timeZone}” is no time zone; expected a name such as Europe/Berlin or UTC.`)
  if (hours.days.length === 0) throw new HoursImpossible('A team has to be open on at least one day.')
  if (minuteOfDay(hours.closes) <= minuteOfDay(hours.opens))
    throw new HoursImpossible(`closes (${hours.closes}) has to be later than opens (${hours.opens}).`)
}

/** Whether a team is at work at an instant. The end of a block is outside it. */
export function isOpen(at: Date, hours: Hours): boolean {
  const block = blockOf(DateTime.fromJSDate(at, { zone: hours.timeZone }), hours)
  return block !== null && at >= block.from && at < block.to
}

/**
 * The instant that lies a number of business minutes after another.
 * @param from instant to count from; outside the hours the count begins at the next opening
 * @param minutes business minutes, ≥ 0
 * @returns an instant inside, or at the end of, an opening block
 */
export function addBusinessMinutes(from: Date, minutes: number, hours: Hours): Date {
  let left = minutes * 60_000
  let day = DateTime.fromJSDate(from, { zone: hours.timeZone }).startOf('day')
  for (;;) {
    const block = blockOf(day, hours)
    if (block) {
      const start = Math.max(block.from.getTime(), from.getTime())
      const room = block.to.getTime() - start
      if (room >= left && room > 0) return new Date(start + left)
      if (room > 0) left -= room
    }
    day = day.plus({ days: 1 })
  }
}

/**
 * Business minutes between two instants: the other way round to {@link addBusinessMinutes}.
 * @returns 0 when `to` is not after `from`
 */
export function businessMinutesBetween(from: Date, to: Date, hours: Hours): number {
  let milliseconds = 0
  let day = DateTime.fromJSDate(from, { zone: hours.timeZone }).startOf('day')
  while (day.toJSDate() < to) {
    const block = blockOf(day, hours)
    if (block)
      milliseconds += Math.max(
        0,
        Math.min(block.to.getTime(), to.getTime()) - Math.max(block.from.getTime(), from.getTime()),
      )
    day = day.plus({ days: 1 })
  }
  return milliseconds / 60_000
}

/** How many minutes an open day has: what a business day is. */
export function minutesOfDay(hours: Hours): number {
  return minuteOfDay(hours.closes) - minuteOfDay(hours.opens)
}

/** The opening block of one day, in instants; null on a closed day. Daylight saving is luxon's to know. */
function blockOf(day: DateTime, hours: Hours): { from: Date; to: Date } | null {
  if (!hours.days.includes(day.weekday)) return null
  return { from: clock(day, hours.opens), to: clock(day, hours.closes) }
}

/**
 * The first instant of a day whose clock time is the given one, or a later one where clocks skip it. luxon moves a
 * skipped time on by what is skipped (02:30 becomes 03:30), and takes a repeated one with the offset `day` has.
 */
function clock(day: DateTime, time: string): Date {
  if (time === '24:00') return clock(day.plus({ days: 1 }), '00:00')
  const minute = minuteOfDay(time)
  const set = day.set({ hour: Math.floor(minute / 60), minute: minute % 60, second: 0, millisecond: 0 })
  let first = set.getPossibleOffsets()[0] ?? set
  if (first.hour * 60 + first.minute !== minute)
    while (first.minus({ minutes: 1 }).offset === first.offset) first = first.minus({ minutes: 1 })
  return first.toJSDate()
}

function minuteOfDay(time: string): number {
  const [hour, minute] = time.split(':').map(Number)
  return (hour ?? 0) * 60 + (minute ?? 0)
}
