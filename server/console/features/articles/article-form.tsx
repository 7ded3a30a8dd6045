import { Button, Group, Select, Stack, Tabs, TagsInput, Textarea, TextInput } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Article } from '../../../api/schemas/article.ts'
import { Markdown } from '../../reading/markdown.tsx'
import { categoriesQuery } from '../categories/category-queries.ts'

/** What is written of an article. */
export type ArticleText = Pick<Article, 'title' | 'body' | 'phrasings' | 'category' | 'tags' | 'url'> & {
  language: 'en' | 'de'
}

/** The fields of an article, the text with its preview. */
export function ArticleForm({
  article,
  isSaving,
  failure,
  onSave,
  onCancel,
}: {
  article: ArticleText
  isSaving: boolean
  failure: ReactNode
  onSave: (text: ArticleText) => void
  onCancel: () => void
}) {
  const { t } = useTranslation()
  const categories = useQuery(categoriesQuery)
  const [text, setText] = useState(article)
  const [phrasings, setPhrasings] = useState(article.phrasings.join('\n'))
  const set = (changed: Partial<ArticleText>) => setText((before) => ({ ...before, ...changed }))
  const names = new Set([...(categories.data ?? []).map(({ name }) => name), ...(text.category ? [text.category] : [])])
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        const lines = phrasings.split('\n').map((line) => line.trim())
        onSave({ ...text, title: text.title.trim(), phrasings: lines.filter((line) => line !== '') })
      }}
    >
      <Stack>
        {failure}
        <TextInput
          label={t('articles.fieldTitle')}
          required
          pattern=".*\S.*"
          maxLength={300}
          dir="auto"
          value={text.title}
          onChange={(event) => set({ title: event.currentTarget.value })}
        />
        <Tabs defaultValue="write" keepMounted={false}>
          <Tabs.List aria-label={t('articles.view')}>
            <Tabs.Tab value="write">{t('articles.write')}</Tabs.Tab>
            <Tabs.Tab value="preview">{t('articles.preview')}</Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="write" pt="sm">
            <Textarea
              label={t('articles.body')}
              description={t('articles.bodyHint')}
              autosize
              minRows={12}
              maxRows={32}
              dir="auto"
              styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
              value={text.body}
              onChange={(event) => set({ body: event.currentTarget.value })}
            />
          </Tabs.Panel>
          <Tabs.Panel value="preview" pt="sm" mih={280}>
            {text.body.trim() === '' ? t('articles.nothingToPreview') : <Markdown text={text.body} kind="article" />}
          </Tabs.Panel>
        </Tabs>
        <Textarea
          label={t('articles.phrasings')}
          description={t('articles.phrasingsHint')}
          autosize
          minRows={2}
          maxRows={12}
          dir="auto"
          value={phrasings}
          onChange={(event) => setPhrasings(event.currentTarget.value)}
        />
        <Group grow preventGrowOverflow={false} align="flex-start">
          <Select
            label={t('articles.category')}
            clearable
            clearButtonProps={{ 'aria-label': t('common.clear') }}
            searchable
            miw={200}
            nothingFoundMessage={t('common.nothingFound')}
            value={text.category}
            onChange={(category) => set({ category })}
            data={[...names]}
          />
          <Select
            label={t('articles.language')}
            allowDeselect={false}
            miw={140}
            value={text.language}
            onChange={(language) => set({ language: language === 'de' ? 'de' : 'en' })}
            data={(['en', 'de'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
          />
        </Group>
        <TagsInput
          label={t('articles.tags')}
          description={t('articles.tagsHint')}
          maxTags={100}
          value={text.tags}
          onChange={(tags) => set({ tags })}
        />
        <TextInput
          label={t('articles.url')}
          type="url"
          maxLength={2_000}
          value={text.url ?? ''}
          onChange={(event) => set({ url: event.currentTarget.value || null })}
        />
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {t('common.cancel')}
          </Button>
          <Button type="submit" loading={isSaving}>
            {t('common.save')}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
