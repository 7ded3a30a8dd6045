import { Alert, Button, Group } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { Refused, Unreachable } from '../api/request.ts'

/** What went wrong in words for the person at the screen: the server's own where it gave some. */
export function useExplain(): (error: unknown) => string {
  const { t } = useTranslation()
  return (error) => {
    if (error instanceof Refused) return error.message
    if (error instanceof Unreachable) return t('failure.unreachable')
    return t('failure.unexpected')
  }
}

/** A failure where its result would have been, with a way to try again. */
export function Failure({ error, onRetry }: { error: unknown; onRetry?: () => void }) {
  const { t } = useTranslation()
  const explain = useExplain()
  return (
    <Alert color="red" variant="outline" icon={<IconAlertTriangle />} title={t('failure.title')} role="alert" maw={640}>
      {explain(error)}
      {onRetry && (
        <Group mt="sm">
          <Button size="xs" variant="default" onClick={onRetry}>
            {t('common.retry')}
          </Button>
        </Group>
      )}
    </Alert>
  )
}
