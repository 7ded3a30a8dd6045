import { useTranslation } from 'react-i18next'
import { useNow } from './clock.ts'
import { sayDistance, sayInstant } from './say-instant.ts'

/** How long ago something happened; in full on hover and for screen readers that ask. */
export function Ago({ at }: { at: string }) {
  const { i18n } = useTranslation()
  const now = useNow()
  const date = new Date(at)
  return (
    <time dateTime={at} title={sayInstant(date, i18n.language)}>
      {sayDistance(date, Math.max(now, date.getTime()), i18n.language)}
    </time>
  )
}

/** The time of a message: the clock today, the date before. */
export function Stamp({ at }: { at: string }) {
  const { i18n } = useTranslation()
  const now = useNow()
  const date = new Date(at)
  const isToday = date.toDateString() === new Date(now).toDateString()
  const style = isToday ? ({ timeStyle: 'short' } as const) : ({ dateStyle: 'medium', timeStyle: 'short' } as const)
  return (
    <time dateTime={at} title={sayInstant(date, i18n.language)}>
      {new Intl.DateTimeFormat(i18n.language, style).format(date)}
    </time>
  )
}
