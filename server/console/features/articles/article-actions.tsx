import { Button, Group, Text } from '@mantine/core'
import { IconArchive, IconPencil, IconWorldUpload } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Article } from '../../../api/schemas/article.ts'
import { keys } from '../../api/queries.ts'
import { write } from '../../api/request.ts'
import { Dialog } from '../../feedback/dialog.tsx'
import { useExplain } from '../../feedback/failure.tsx'
import { tellDone, tellFailure } from '../../feedback/tell.ts'
import { isLead, useMe } from '../session/session.ts'

/** Editing, publishing and archiving, for those who may. */
export function ArticleActions({ article, onEdit }: { article: Article; onEdit: () => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const explain = useExplain()
  const queries = useQueryClient()
  const [isAsking, setAsking] = useState(false)
  const move = useMutation({
    mutationFn: (step: 'publish' | 'archive') => write<Article>('POST', `articles/${article.id}/${step}`),
    onSuccess: (changed, step) => {
      queries.setQueryData(keys.article(article.id), changed)
      void queries.invalidateQueries({ queryKey: keys.articles })
      setAsking(false)
      tellDone(t(step === 'publish' ? 'articles.published' : 'articles.archived'))
    },
    onError: (error) => tellFailure(explain(error)),
  })
  if (!isLead(me)) return null
  return (
    <Group gap="xs">
      <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={onEdit}>
        {t('common.edit')}
      </Button>
      {article.state !== 'archived' && (
        <Button variant="default" leftSection={<IconArchive size={16} aria-hidden />} onClick={() => setAsking(true)}>
          {t('articles.archive')}
        </Button>
      )}
      {article.state !== 'published' && (
        <Button
          leftSection={<IconWorldUpload size={16} aria-hidden />}
          loading={move.isPending}
          onClick={() => move.mutate('publish')}
        >
          {t('articles.publish')}
        </Button>
      )}
      {isAsking && (
        <Dialog onClose={() => setAsking(false)} title={t('articles.archiveTitle')}>
          <Text>{t('articles.archiveText')}</Text>
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={() => setAsking(false)}>
              {t('common.cancel')}
            </Button>
            <Button loading={move.isPending} onClick={() => move.mutate('archive')} data-autofocus>
              {t('articles.archive')}
            </Button>
          </Group>
        </Dialog>
      )}
    </Group>
  )
}
