import { Alert, Button } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Article } from '../../../api/schemas/article.ts'
import { keys } from '../../api/queries.ts'
import { Refused, write } from '../../api/request.ts'
import { Failure } from '../../feedback/failure.tsx'
import { tellDone } from '../../feedback/tell.ts'
import { ArticleForm, type ArticleText } from './article-form.tsx'

/**
 * Changes an article as it was when editing began. If somebody else changes it meanwhile, saving is refused and what was
 * typed stays on the page.
 */
export function ArticleEditor({ article, onDone }: { article: Article; onDone: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const [seen] = useState(article)
  const save = useMutation({
    mutationFn: (text: ArticleText) =>
      write<Article>('PUT', `articles/${article.id}`, { ...text, version: seen.version }),
    onSuccess: (changed) => {
      queries.setQueryData(keys.article(article.id), changed)
      void queries.invalidateQueries({ queryKey: keys.article(article.id) })
      void queries.invalidateQueries({ queryKey: keys.articles })
      tellDone(t('common.saved'))
      onDone()
    },
  })
  const isConflict = save.error instanceof Refused && save.error.status === 409
  const failure = isConflict ? (
    <Alert role="alert" variant="outline" color="yellow" title={t('ticket.conflictTitle')}>
      {save.error?.message} {t('articles.conflict')}
      <div>
        <Button size="xs" variant="default" mt="sm" onClick={onDone}>
          {t('articles.loadAgain')}
        </Button>
      </div>
    </Alert>
  ) : (
    save.error && <Failure error={save.error} />
  )
  const { title, body, phrasings, category, tags, url, language } = seen
  return (
    <ArticleForm
      article={{ title, body, phrasings, category, tags, url, language: language === 'de' ? 'de' : 'en' }}
      isSaving={save.isPending}
      failure={failure}
      onSave={save.mutate}
      onCancel={onDone}
    />
  )
}
