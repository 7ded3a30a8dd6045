import { Button, Group, Text } from '@mantine/core'
import { IconCategory, IconPlus } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Category } from '../../../api/schemas/people.ts'
import { Empty } from '../../feedback/empty.tsx'
import { Failure } from '../../feedback/failure.tsx'
import { LinesLoading } from '../../feedback/lines-loading.tsx'
import { Page } from '../../frame/page.tsx'
import { Sign } from '../../reading/sign.tsx'
import { isLead, useMe } from '../session/session.ts'
import { teamsQuery } from '../teams/team-queries.ts'
import classes from './categories-page.module.css'
import { CategoryDialog } from './category-dialog.tsx'
import { categoriesQuery } from './category-queries.ts'

/** The categories, their words and the teams they lead to. */
export function CategoriesPage() {
  const { t } = useTranslation()
  const me = useMe()
  const categories = useQuery(categoriesQuery)
  const teams = useQuery(teamsQuery)
  const [edited, setEdited] = useState<Category | 'new' | null>(null)
  const teamOf = (category: Category) => teams.data?.find((team) => team.id === category.team)?.name
  const add = isLead(me) && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
      {t('categories.new')}
    </Button>
  )
  return (
    <Page
      title={t('categories.title')}
      text={isLead(me) ? t('categories.text') : `${t('categories.text')} ${t('categories.leadOnly')}`}
      actions={add}
    >
      {categories.isPending && <LinesLoading count={4} />}
      {categories.isError && !categories.data && (
        <Failure error={categories.error} onRetry={() => void categories.refetch()} />
      )}
      {categories.data?.length === 0 && (
        <Empty icon={<IconCategory />} title={t('categories.emptyTitle')} text={t('categories.emptyText')}>
          {add}
        </Empty>
      )}
      {categories.data && categories.data.length > 0 && (
        <ul className={classes.list}>
          {categories.data.map((category) => (
            <li key={category.id} className={classes.row}>
              <div className={classes.what}>
                <Group gap="xs">
                  <Text fw={600} dir="auto">
                    {category.name}
                  </Text>
                  <Text size="sm" c="dimmed">
                    → {teamOf(category) ?? t('categories.noTeam')}
                  </Text>
                </Group>
                <Group gap={6} mt={4}>
                  {category.keywords.length === 0 && (
                    <Text size="sm" c="dimmed">
                      {t('categories.noKeywords')}
                    </Text>
                  )}
                  {category.keywords.map((keyword) => (
                    <Sign key={keyword} tone="quiet">
                      {keyword}
                    </Sign>
                  ))}
                </Group>
              </div>
              {isLead(me) && (
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => setEdited(category)}
                  aria-label={t('categories.edit', { name: category.name })}
                >
                  {t('common.edit')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {edited && <CategoryDialog category={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Page>
  )
}
