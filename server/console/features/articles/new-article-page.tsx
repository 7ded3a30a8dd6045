import { Paper } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Article } from '../../../api/schemas/article.ts'
import { keys } from '../../api/queries.ts'
import { write } from '../../api/request.ts'
import { Failure } from '../../feedback/failure.tsx'
import { Page } from '../../frame/page.tsx'
import { spokenLanguage } from '../../messages/language.ts'
import { ArticleForm, type ArticleText } from './article-form.tsx'

/** Where an article begins. It is a draft until it is published. */
export function NewArticlePage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const create = useMutation({
    mutationFn: (text: ArticleText) => write<Article>('POST', 'articles', text),
    onSuccess: (article) => {
      queries.setQueryData(keys.article(article.id), article)
      void queries.invalidateQueries({ queryKey: keys.articles })
      void navigate({ to: '/articles/$id', params: { id: article.id } })
    },
  })
  return (
    <Page title={t('articles.newTitle')} text={t('articles.draftHint')}>
      <Paper withBorder p="lg" maw={860} bg="var(--firstline-surface)">
        <ArticleForm
          article={{
            title: '',
            body: '',
            phrasings: [],
            category: null,
            tags: [],
            url: null,
            language: spokenLanguage(),
          }}
          isSaving={create.isPending}
          failure={create.error && <Failure error={create.error} />}
          onSave={create.mutate}
          onCancel={() => void navigate({ to: '/articles' })}
        />
      </Paper>
    </Page>
  )
}
