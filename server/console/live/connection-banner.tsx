import { useNetwork } from '@mantine/hooks'
import { IconCloudOff } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './connection-banner.module.css'
import { useConnectionLost } from './event-stream.ts'

/** A thin strip while nothing new can arrive. */
export function ConnectionBanner() {
  const { t } = useTranslation()
  const isLost = useConnectionLost()
  const { online } = useNetwork()
  return (
    <div role="status" aria-live="polite">
      {(isLost || !online) && (
        <p className={classes.banner}>
          <IconCloudOff size={18} aria-hidden />
          {t(online ? 'failure.lost' : 'failure.offline')}
        </p>
      )}
    </div>
  )
}
