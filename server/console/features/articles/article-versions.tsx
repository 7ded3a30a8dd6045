import { Accordion, Button, Group, Text } from '@mantine/core'
import { useInfiniteQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { Failure } from '../../feedback/failure.tsx'
import { LinesLoading } from '../../feedback/lines-loading.tsx'
import { Stamp } from '../../reading/instant.tsx'
import { Markdown } from '../../reading/markdown.tsx'
import { versionsQuery } from './article-queries.ts'

/** What an article was, newest first. */
export function ArticleVersions({ id }: { id: string }) {
  const { t } = useTranslation()
  const versions = useInfiniteQuery(versionsQuery(id))
  if (versions.isPending) return <LinesLoading count={3} />
  if (versions.isError) return <Failure error={versions.error} onRetry={() => void versions.refetch()} />
  const items = versions.data.pages.flatMap((page) => page.items)
  if (items.length === 0) return <Text c="dimmed">{t('articles.noVersions')}</Text>
  return (
    <>
      <Accordion order={2} keepMounted={false}>
        {items.map((version) => (
          <Accordion.Item key={version.version} value={String(version.version)}>
            <Accordion.Control>
              <Group gap="xs">
                <Text fw={600}>{t('articles.version', { version: version.version })}</Text>
                <Text size="sm" c="dimmed" component="span">
                  <Stamp at={version.createdAt} /> {version.author && t('articles.by', { author: version.author })}
                </Text>
              </Group>
            </Accordion.Control>
            <Accordion.Panel>
              <Text fw={600} dir="auto" mb="xs">
                {version.title}
              </Text>
              <Markdown text={version.body} kind="article" />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
      {versions.hasNextPage && (
        <Button
          variant="default"
          mt="sm"
          loading={versions.isFetchingNextPage}
          onClick={() => void versions.fetchNextPage()}
        >
          {t('common.loadMore')}
        </Button>
      )}
    </>
  )
}
