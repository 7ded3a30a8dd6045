import { Skeleton, Stack, VisuallyHidden } from '@mantine/core'
import { useTranslation } from 'react-i18next'

const rows = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h']

/** Grey lines where a list or text will be. */
export function LinesLoading({ count = 6, height = 56 }: { count?: number; height?: number }) {
  const { t } = useTranslation()
  return (
    <Stack gap="xs" role="status">
      <VisuallyHidden>{t('common.loading')}</VisuallyHidden>
      {rows.slice(0, count).map((row) => (
        <Skeleton key={row} height={height} radius="md" />
      ))}
    </Stack>
  )
}
