import { Button, Center, Stack } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { Failure } from '../feedback/failure.tsx'

/** What stands where a page broke. */
export function Crash({ error }: { error: unknown }) {
  const { t } = useTranslation()
  return (
    <Center mih="60dvh" p="md">
      <Stack>
        <Failure error={error} />
        <Button variant="default" onClick={() => location.reload()}>
          {t('failure.reload')}
        </Button>
      </Stack>
    </Center>
  )
}
