import { Button, Group, Text, Title } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Failure, useExplain } from '../../feedback/failure.tsx'
import { LinesLoading } from '../../feedback/lines-loading.tsx'
import { tellFailure } from '../../feedback/tell.ts'
import { Ago } from '../../reading/instant.tsx'
import { lastNotificationsQuery, useRead } from './notification-queries.ts'
import classes from './notifications.module.css'

/** The last I was told, each leading to its ticket. @param onChosen called when one is followed */
export function Notifications({ onChosen }: { onChosen: () => void }) {
  const { t } = useTranslation()
  const explain = useExplain()
  const last = useQuery(lastNotificationsQuery)
  const read = useRead()
  const markRead = (ticket: number | 'all') => read.mutate(ticket, { onError: (error) => tellFailure(explain(error)) })
  return (
    <>
      <Group justify="space-between" px="md" py="xs">
        <Title order={2} size="h3">
          {t('notifications.title')}
        </Title>
        {/* Never disabled: the focus would be lost, and with it Escape. */}
        <Button variant="subtle" size="compact-sm" onClick={() => markRead('all')}>
          {t('notifications.readAll')}
        </Button>
      </Group>
      {last.isPending && <LinesLoading count={3} />}
      {last.isError && !last.data && <Failure error={last.error} onRetry={() => void last.refetch()} />}
      {last.data?.length === 0 && (
        <Text size="sm" c="dimmed" px="md" pb="md">
          {t('notifications.empty')}
        </Text>
      )}
      <ul className={classes.list} aria-label={t('notifications.title')}>
        {last.data?.map(({ id, because, at, readAt, ticket, summary }) => (
          <li key={id}>
            <Link
              to="/tickets/$number"
              params={{ number: String(ticket.number) }}
              className={classes.told}
              data-unread={readAt === null || undefined}
              onClick={() => {
                if (readAt === null) markRead(ticket.number)
                onChosen()
              }}
            >
              <Text size="sm" fw={readAt === null ? 600 : 400} truncate>
                #{ticket.number} <bdi>{ticket.subject}</bdi>
              </Text>
              <Text size="sm" lineClamp={2} dir="auto">
                {summary}
              </Text>
              <Text size="xs" c="dimmed">
                {t(`notifications.because.${because}`)} · <Ago at={at} />
              </Text>
            </Link>
          </li>
        ))}
      </ul>
    </>
  )
}
