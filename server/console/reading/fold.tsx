import { Button } from '@mantine/core'
import { type CSSProperties, type ReactNode, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import classes from './fold.module.css'

/**
 * Shows the beginning of something long, and the rest on demand. Reaching something inside by keyboard shows it all.
 * @param height of what is shown folded, in rem
 */
export function Fold({
  height,
  onUnfold,
  children,
}: {
  height: number
  onUnfold?: (isUnfolded: boolean) => void
  children: ReactNode
}) {
  const { t } = useTranslation()
  const id = useId()
  const [isUnfolded, setUnfolded] = useState(false)
  const set = (unfolded: boolean) => {
    setUnfolded(unfolded)
    onUnfold?.(unfolded)
  }
  return (
    <div>
      <div
        id={id}
        className={isUnfolded ? undefined : classes.folded}
        style={isUnfolded ? undefined : ({ '--fold-height': `${height}rem` } as CSSProperties)}
      >
        {children}
      </div>
      <Button
        variant="subtle"
        size="compact-sm"
        aria-expanded={isUnfolded}
        aria-controls={id}
        onClick={() => set(!isUnfolded)}
      >
        {t(isUnfolded ? 'common.showLess' : 'common.showMore')}
      </Button>
    </div>
  )
}
