import { Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useNow } from './clock.ts'
import { sayDistance, sayInstant } from './say-instant.ts'

/** Something owed by an instant: met, still to come, or overdue, said in words and not by colour alone. */
export function Due({ due, metAt }: { due: string | null; metAt: string | null }) {
  const { t, i18n } = useTranslation()
  const now = useNow()
  const say = (at: string) => sayDistance(new Date(at), now, i18n.language)
  if (metAt) return <Line at={metAt}>{t('time.met', { when: say(metAt) })}</Line>
  if (!due) return <Line>{t('time.none')}</Line>
  const isOverdue = new Date(due).getTime() < now
  return (
    <Line at={due} isOverdue={isOverdue}>
      {isOverdue
        ? t('time.overdue', { when: sayInstant(new Date(due), i18n.language) })
        : t('time.due', { when: say(due) })}
    </Line>
  )
}

function Line({ at, isOverdue = false, children }: { at?: string; isOverdue?: boolean; children: string }) {
  const { i18n } = useTranslation()
  return (
    <Text
      component="span"
      size="sm"
      fw={isOverdue ? 600 : undefined}
      c={isOverdue ? 'var(--mantine-color-error)' : undefined}
      title={at ? sayInstant(new Date(at), i18n.language) : undefined}
    >
      {children}
    </Text>
  )
}
