import { Button, Center, Group, SegmentedControl, Table, Text } from '@mantine/core'
import { IconPlus, IconUsers } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../api/schemas/people.ts'
import { Empty } from '../../feedback/empty.tsx'
import { Failure } from '../../feedback/failure.tsx'
import { LinesLoading } from '../../feedback/lines-loading.tsx'
import { Page } from '../../frame/page.tsx'
import { SearchField } from '../../reading/search-field.tsx'
import { useMe } from '../session/session.ts'
import { teamsQuery } from '../teams/team-queries.ts'
import classes from './people-page.module.css'
import { peopleQuery } from './people-queries.ts'
import { PersonDialog } from './person-dialog.tsx'
import { PresenceDot } from './presence-dot.tsx'

/** Who works here, and who has written. */
export function PeoplePage() {
  const { t } = useTranslation()
  const me = useMe()
  const { show, q } = useSearch({ from: '/inside/people' })
  const navigate = useNavigate({ from: '/people' })
  const change = (changed: { show?: 'requester'; q?: string }) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true })
  const people = useInfiniteQuery({ ...peopleQuery(show ?? 'staff', q), placeholderData: keepPreviousData })
  const rows = people.data?.pages.flatMap((page) => page.items) ?? []
  const [edited, setEdited] = useState<Person | 'new' | null>(null)
  const isAdmin = me.role === 'admin'
  const add = isAdmin && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
      {t('people.new')}
    </Button>
  )
  return (
    <Page
      title={t('people.title')}
      text={isAdmin ? t('people.text') : `${t('people.text')} ${t('people.adminOnly')}`}
      actions={add}
    >
      <Group mb="md">
        <SegmentedControl
          role="radiogroup"
          aria-label={t('people.show')}
          value={show ?? 'staff'}
          onChange={(value) => change({ show: value === 'requester' ? value : undefined })}
          data={[
            { value: 'staff', label: t('people.staff') },
            { value: 'requester', label: t('people.requesters') },
          ]}
        />
        <SearchField label={t('people.search')} value={q} onSearch={(next) => change({ q: next })} />
      </Group>
      {people.isPending && <LinesLoading count={5} />}
      {people.isError && rows.length === 0 && <Failure error={people.error} onRetry={() => void people.refetch()} />}
      {people.isSuccess && rows.length === 0 && (
        <Empty
          icon={<IconUsers />}
          title={t('people.emptyTitle')}
          text={t(q || show ? 'people.emptyFilteredText' : 'people.emptyText')}
        >
          {add}
        </Empty>
      )}
      {rows.length > 0 && <PeopleTable people={rows} me={me} onEdit={isAdmin ? setEdited : null} />}
      {people.hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={people.isFetchingNextPage} onClick={() => void people.fetchNextPage()}>
            {t('common.loadMore')}
          </Button>
        </Center>
      )}
      {edited && <PersonDialog person={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Page>
  )
}

function PeopleTable({
  people,
  me,
  onEdit,
}: {
  people: Person[]
  me: Person
  onEdit: ((person: Person) => void) | null
}) {
  const { t } = useTranslation()
  const teams = useQuery(teamsQuery)
  const nameOf = (id: string) => teams.data?.find((team) => team.id === id)?.name
  return (
    <Table className={classes.people} aria-label={t('people.list')} verticalSpacing="sm">
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('people.name')}</Table.Th>
          <Table.Th>{t('people.role')}</Table.Th>
          <Table.Th>{t('people.teams')}</Table.Th>
          <Table.Th>{t('people.presence')}</Table.Th>
          <Table.Th>{t('people.capacity')}</Table.Th>
          {onEdit && <Table.Td />}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {people.map((person) => (
          <Table.Tr key={person.id}>
            <Table.Td>
              <Text fw={600} size="sm" component="div">
                <bdi>{person.name}</bdi>
                {person.id === me.id && (
                  <Text span c="dimmed" size="sm">
                    {' '}
                    ({t('people.yourself')})
                  </Text>
                )}
              </Text>
              <Text size="sm" c="dimmed">
                {person.email}
              </Text>
            </Table.Td>
            <Table.Td data-label={t('people.role')}>{t(`role.${person.role}`)}</Table.Td>
            <Table.Td data-label={t('people.teams')}>
              {person.teams.map(nameOf).filter(Boolean).join(', ') || (
                <Text span size="sm" c="dimmed">
                  {t('people.noTeam')}
                </Text>
              )}
            </Table.Td>
            <Table.Td data-label={t('people.presence')}>
              {person.role !== 'requester' && (
                <Group gap={6} wrap="nowrap">
                  <PresenceDot presence={person.presence} />
                  {t(`presence.${person.presence}`)}
                </Group>
              )}
            </Table.Td>
            <Table.Td data-label={t('people.capacity')}>{person.role !== 'requester' && person.capacity}</Table.Td>
            {onEdit && (
              <Table.Td className={classes.edit}>
                <Button
                  size="xs"
                  variant="default"
                  onClick={() => onEdit(person)}
                  aria-label={t('people.edit', { name: person.name })}
                >
                  {t('common.edit')}
                </Button>
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  )
}
