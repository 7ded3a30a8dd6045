import { Button, Center, Group, Select, Text } from '@mantine/core'
import { IconBook, IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { ArticleSummary } from '../../../api/schemas/article.ts'
import { Empty } from '../../feedback/empty.tsx'
import { Failure } from '../../feedback/failure.tsx'
import { LinesLoading } from '../../feedback/lines-loading.tsx'
import { Page } from '../../frame/page.tsx'
import { Ago } from '../../reading/instant.tsx'
import { SearchField } from '../../reading/search-field.tsx'
import { isLead, useMe } from '../session/session.ts'
import classes from '../tickets/ticket-row.module.css'
import { articlesQuery } from './article-queries.ts'
import { ArticleState } from './article-state.tsx'

const states = ['published', 'draft', 'in_review', 'archived'] as const

/** The articles the bot answers from, and those it will. */
export function ArticleListPage() {
  const { t } = useTranslation()
  const me = useMe()
  const filters = useSearch({ from: '/inside/articles' })
  const navigate = useNavigate({ from: '/articles' })
  const change = (changed: typeof filters) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true })
  const articles = useInfiniteQuery({ ...articlesQuery(filters), placeholderData: keepPreviousData })
  const rows = articles.data?.pages.flatMap((page) => page.items) ?? []
  const write = isLead(me) && (
    <Button component={Link} to="/articles/new" leftSection={<IconPlus size={16} aria-hidden />}>
      {t('articles.new')}
    </Button>
  )
  return (
    <Page title={t('articles.title')} text={t('articles.text')} actions={write}>
      <Group mb="md" gap="sm">
        <Select
          aria-label={t('articles.state')}
          w={170}
          allowDeselect={false}
          value={filters.state ?? ''}
          onChange={(state) => change({ state: state || undefined })}
          data={[
            { value: '', label: t('articles.anyState') },
            ...states.map((value) => ({ value, label: t(`articleState.${value}`) })),
          ]}
        />
        <SearchField label={t('articles.search')} value={filters.q} onSearch={(q) => change({ q })} />
      </Group>
      {articles.isPending && <LinesLoading count={8} />}
      {articles.isError && rows.length === 0 && (
        <Failure error={articles.error} onRetry={() => void articles.refetch()} />
      )}
      {articles.isSuccess && rows.length === 0 && (
        <Empty
          icon={<IconBook />}
          title={t('articles.emptyTitle')}
          text={t(filters.state || filters.q ? 'articles.emptyFilteredText' : 'articles.emptyText')}
        >
          {write}
        </Empty>
      )}
      {rows.length > 0 && (
        <ul className={classes.list} aria-label={t('articles.list')} aria-busy={articles.isPlaceholderData}>
          {rows.map((article) => (
            <Row key={article.id} article={article} />
          ))}
        </ul>
      )}
      {articles.hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={articles.isFetchingNextPage} onClick={() => void articles.fetchNextPage()}>
            {t('common.loadMore')}
          </Button>
        </Center>
      )}
    </Page>
  )
}

function Row({ article }: { article: ArticleSummary }) {
  const { t } = useTranslation()
  const facts = [article.category, t(`language.${article.language === 'de' ? 'de' : 'en'}`)].filter(Boolean).join(' · ')
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <Link to="/articles/$id" params={{ id: article.id }} className={classes.link}>
          <Text component="span" fw={600} dir="auto" lineClamp={1} className={classes.subject}>
            {article.title}
          </Text>
        </Link>
        <Text size="sm" c="dimmed" lineClamp={1}>
          {facts}
        </Text>
      </div>
      <ArticleState state={article.state} />
      <div className={classes.where}>
        <Text size="sm" lineClamp={1}>
          {t('articles.version', { version: article.version })}
        </Text>
      </div>
      <div className={classes.who}>
        <Text size="sm" c="dimmed" component="div">
          <Ago at={article.updatedAt} />
        </Text>
      </div>
    </li>
  )
}
