import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { ArticleSummary } from '../../../api/schemas/article.ts'
import classes from './article-state.module.css'

/** The state of an article as a small sign. */
export function ArticleState({ state }: { state: ArticleSummary['state'] }) {
  const { t } = useTranslation()
  return (
    <Badge variant="default" classNames={{ root: `${classes.sign} ${classes[state]}` }}>
      {t(`articleState.${state}`)}
    </Badge>
  )
}
