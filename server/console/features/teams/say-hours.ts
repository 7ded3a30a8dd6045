import { useTranslation } from 'react-i18next'

/** The days of the week, Monday is 1. */
export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const

/** The short name of a weekday. @param day Monday is 1 */
export function sayWeekday(day: number, language: string): string {
  // 1 January 2024 was a Monday.
  return new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' }).format(
    new Date(Date.UTC(2024, 0, day)),
  )
}

/** Says which days are open: neighbours as a range, "Mon–Fri, Sun". */
export function useSayDays(): (days: number[]) => string {
  const { i18n } = useTranslation()
  return (days) => {
    const runs: [number, number][] = []
    for (const day of [...new Set(days)].sort((a, b) => a - b)) {
      const last = runs.at(-1)
      if (last && last[1] === day - 1) last[1] = day
      else runs.push([day, day])
    }
    const say = (day: number) => sayWeekday(day, i18n.language)
    return runs.map(([from, to]) => (from === to ? say(from) : `${say(from)}–${say(to)}`)).join(', ')
  }
}

/** Says a number of business minutes in hours and minutes. */
export function useSayMinutes(): (minutes: number) => string {
  const { i18n } = useTranslation()
  const unit = (value: number, name: 'hour' | 'minute') =>
    new Intl.NumberFormat(i18n.language, { style: 'unit', unit: name, unitDisplay: 'short' }).format(value)
  return (minutes) => {
    const hours = Math.floor(minutes / 60)
    const rest = minutes % 60
    return [hours > 0 && unit(hours, 'hour'), (rest > 0 || hours === 0) && unit(rest, 'minute')]
      .filter(Boolean)
      .join(' ')
  }
}
