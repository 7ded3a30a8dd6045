import { Button, Group, Select, Stack, TagsInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Category } from '../../../api/schemas/people.ts'
import { keys } from '../../api/queries.ts'
import { write } from '../../api/request.ts'
import { Dialog } from '../../feedback/dialog.tsx'
import { Failure } from '../../feedback/failure.tsx'
import { tellDone } from '../../feedback/tell.ts'
import { NameInput } from '../../fields/name-input.tsx'
import { teamsQuery } from '../teams/team-queries.ts'

/** A category: its name, the words that reveal it, the team that takes it. */
export function CategoryDialog({ category, onClose }: { category: Category | null; onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const teams = useQuery(teamsQuery)
  const [form, setForm] = useState({
    name: category?.name ?? '',
    keywords: category?.keywords ?? [],
    team: category?.team ?? null,
  })
  const set = (changed: Partial<typeof form>) => setForm((before) => ({ ...before, ...changed }))
  const save = useMutation({
    mutationFn: () => {
      const body = { ...form, name: form.name.trim() }
      return category
        ? write<Category>('PUT', `categories/${category.id}`, body)
        : write<Category>('POST', 'categories', body)
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.categories })
      tellDone(t('common.saved'))
      onClose()
    },
  })
  return (
    <Dialog onClose={onClose} title={category ? t('categories.edit', { name: category.name }) : t('categories.new')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          save.mutate()
        }}
      >
        <Stack>
          {save.error && <Failure error={save.error} />}
          <NameInput label={t('categories.name')} value={form.name} onChange={(name) => set({ name })} />
          <TagsInput
            label={t('categories.keywords')}
            description={t('categories.keywordsHint')}
            maxTags={500}
            maxLength={100}
            acceptValueOnBlur
            value={form.keywords}
            onChange={(keywords) => set({ keywords })}
          />
          <Select
            label={t('categories.team')}
            placeholder={t('categories.noTeam')}
            clearable
            clearButtonProps={{ 'aria-label': t('common.clear') }}
            value={form.team}
            onChange={(team) => set({ team })}
            data={(teams.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
