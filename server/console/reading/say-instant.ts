const units = [
  ['year', 365 * 86_400],
  ['month', 30 * 86_400],
  ['week', 7 * 86_400],
  ['day', 86_400],
  ['hour', 3_600],
  ['minute', 60],
] as const

/** How far an instant is from now, in the largest unit that fits: "in 3 hours", "vor 2 Tagen"; "now" below a minute. */
export function sayDistance(at: Date, now: number, language: string): string {
  const seconds = (at.getTime() - now) / 1_000
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' })
  const [unit, size] = units.find(([, length]) => Math.abs(seconds) >= length) ?? ['second', 1]
  return unit === 'second' ? format.format(0, 'second') : format.format(Math.trunc(seconds / size), unit)
}

/** An instant in full, in the reader's time zone. */
export function sayInstant(at: Date, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(at)
}
