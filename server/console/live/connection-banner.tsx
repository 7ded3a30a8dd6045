import { IconPlugConnectedX } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import classes from './connection-banner.module.css'
import { useLiveUpdates } from './live-updates.ts'

/** Holds the live connection, and says so while it is lost. */
export function ConnectionBanner() {
  const { t } = useTranslation()
  const isLost = useLiveUpdates()
  return (
    <div role="status" className={classes.place}>
      {isLost && (
        <div className={classes.banner}>
          <IconPlugConnectedX size={18} aria-hidden />
          {t('live.lost')}
        </div>
      )}
    </div>
  )
}
