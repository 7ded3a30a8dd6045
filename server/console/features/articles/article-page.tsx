import { Anchor, Box, Group, Paper, Tabs, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Article } from '../../../api/schemas/article.ts'
import { Refused } from '../../api/request.ts'
import { Failure } from '../../feedback/failure.tsx'
import { LinesLoading } from '../../feedback/lines-loading.tsx'
import { NotFound } from '../../frame/not-found.tsx'
import { Ago } from '../../reading/instant.tsx'
import { Markdown } from '../../reading/markdown.tsx'
import classes from '../tickets/ticket-page.module.css'
import { ArticleActions } from './article-actions.tsx'
import { ArticleEditor } from './article-editor.tsx'
import { articleQuery } from './article-queries.ts'
import { ArticleState } from './article-state.tsx'
import { ArticleVersions } from './article-versions.tsx'

/** One article: read, changed, published, and what it was before. */
export function ArticlePage() {
  const { t } = useTranslation()
  const { id } = useParams({ from: '/inside/articles/$id' })
  const article = useQuery(articleQuery(id))
  useDocumentTitle(`${article.data?.title ?? t('articles.title')} · Firstline`)
  if (article.error instanceof Refused && [400, 404].includes(article.error.status))
    return <NotFound text={t('articles.gone')} />
  if (article.data) return <OneArticle key={id} article={article.data} />
  if (article.isError) return <Failure error={article.error} onRetry={() => void article.refetch()} />
  return <LinesLoading count={4} height={80} />
}

function OneArticle({ article }: { article: Article }) {
  const { t } = useTranslation()
  const [isEditing, setEditing] = useState(false)
  return (
    <Box maw={960} mx="auto">
      <Anchor size="sm" className={classes.back} renderRoot={(props) => <Link to="/articles" {...props} />}>
        <IconArrowLeft size={15} aria-hidden />
        {t('app.articles')}
      </Anchor>
      <Group justify="space-between" align="flex-start" mt={4} mb="md" gap="sm">
        <Box flex="1 1 20rem" miw={0}>
          <Title order={1} dir="auto" className={classes.subject}>
            {article.title}
          </Title>
          <Facts article={article} />
        </Box>
        {!isEditing && <ArticleActions article={article} onEdit={() => setEditing(true)} />}
      </Group>
      <Paper withBorder p="lg" bg="var(--firstline-surface)">
        {isEditing ? (
          <ArticleEditor article={article} onDone={() => setEditing(false)} />
        ) : (
          <Tabs defaultValue="read" keepMounted={false}>
            <Tabs.List mb="md" aria-label={t('articles.view')}>
              <Tabs.Tab value="read">{t('articles.read')}</Tabs.Tab>
              <Tabs.Tab value="versions">{t('articles.versions')}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="read">
              <Reading article={article} />
            </Tabs.Panel>
            <Tabs.Panel value="versions">
              <ArticleVersions id={article.id} />
            </Tabs.Panel>
          </Tabs>
        )}
      </Paper>
    </Box>
  )
}

function Facts({ article }: { article: Article }) {
  const { t } = useTranslation()
  const isLink = article.url && /^https?:\/\//i.test(article.url)
  return (
    <Group gap="xs" mt={6}>
      <ArticleState state={article.state} />
      <Text size="sm" c="dimmed">
        {t('articles.version', { version: article.version })} · <Ago at={article.updatedAt} />
        {article.category && ` · ${article.category}`}
      </Text>
      {isLink && (
        <Anchor size="sm" href={article.url ?? undefined} target="_blank" rel="noopener noreferrer">
          {t('articles.original')}
        </Anchor>
      )}
      {article.source && (
        <Text size="sm" c="dimmed" className={classes.subject}>
          {t('articles.source')} {article.source}
        </Text>
      )}
    </Group>
  )
}

function Reading({ article }: { article: Article }) {
  const { t } = useTranslation()
  return (
    <>
      {article.body.trim() === '' ? (
        <Text c="dimmed">{t('articles.emptyBody')}</Text>
      ) : (
        <Markdown text={article.body} kind="article" />
      )}
      {article.phrasings.length > 0 && (
        <Box component="section" mt="xl">
          <Title order={2} mb={4}>
            {t('articles.phrasings')}
          </Title>
          <ul>
            {article.phrasings.map((phrasing) => (
              <li key={phrasing} dir="auto" className={classes.subject}>
                {phrasing}
              </li>
            ))}
          </ul>
        </Box>
      )}
    </>
  )
}
