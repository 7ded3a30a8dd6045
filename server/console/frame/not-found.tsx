import { Button } from '@mantine/core'
import { IconMapOff } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../feedback/empty.tsx'

/** What stands where nothing is. */
export function NotFound({ text }: { text?: string }) {
  const { t } = useTranslation()
  return (
    <Empty icon={<IconMapOff />} title={t('app.notFoundTitle')} text={text ?? t('app.notFoundText')} isPage>
      <Button component={Link} to="/tickets" variant="default">
        {t('app.toTickets')}
      </Button>
    </Empty>
  )
}
