import { useTranslation } from 'react-i18next'
import type { ArticleSummary } from '../../../api/schemas/article.ts'
import { Sign, type Tone } from '../../reading/sign.tsx'

const tones: Record<ArticleSummary['state'], Tone> = {
  draft: 'waiting',
  in_review: 'waiting',
  published: 'good',
  archived: 'quiet',
}

/** The state of an article as a small sign. */
export function ArticleState({ state }: { state: ArticleSummary['state'] }) {
  const { t } = useTranslation()
  return <Sign tone={tones[state]}>{t(`articleState.${state}`)}</Sign>
}
