import { Button, Center, Group, Select } from '@mantine/core'
import { IconInbox } from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { Empty } from '../../feedback/empty.tsx'
import { Failure } from '../../feedback/failure.tsx'
import { LinesLoading } from '../../feedback/lines-loading.tsx'
import { Page } from '../../frame/page.tsx'
import { SearchField } from '../../reading/search-field.tsx'
import { teamsQuery } from '../teams/team-queries.ts'
import { InboxViews } from './inbox-views.tsx'
import { isNarrowed, type TicketFilters } from './ticket-filters.ts'
import { ticketsQuery } from './ticket-queries.ts'
import classes from './ticket-row.module.css'
import { TicketRow } from './ticket-row.tsx'

/** The tickets, by filters that the address holds. */
export function TicketListPage() {
  const { t } = useTranslation()
  const filters = useSearch({ from: '/inside/tickets' })
  const tickets = useInfiniteQuery({ ...ticketsQuery(filters), placeholderData: keepPreviousData })
  const rows = tickets.data?.pages.flatMap((page) => page.items) ?? []
  return (
    <Page title={t('tickets.title')}>
      <InboxViews shown={filters.view} />
      <Filters filters={filters} />
      {tickets.isPending && <LinesLoading count={8} />}
      {tickets.isError && rows.length === 0 && <Failure error={tickets.error} onRetry={() => void tickets.refetch()} />}
      {tickets.isSuccess && rows.length === 0 && <NoTickets filters={filters} />}
      {rows.length > 0 && (
        <ul className={classes.list} aria-label={t('tickets.list')} aria-busy={tickets.isPlaceholderData}>
          {rows.map((ticket) => (
            <TicketRow key={ticket.number} ticket={ticket} search={filters.q} />
          ))}
        </ul>
      )}
      {tickets.hasNextPage && (
        <Center mt="md">
          <Button variant="default" loading={tickets.isFetchingNextPage} onClick={() => void tickets.fetchNextPage()}>
            {t('common.loadMore')}
          </Button>
        </Center>
      )}
    </Page>
  )
}

function Filters({ filters }: { filters: TicketFilters }) {
  const { t } = useTranslation()
  const navigate = useNavigate({ from: '/tickets' })
  const teams = useQuery(teamsQuery)
  const change = (changed: Partial<TicketFilters>) =>
    void navigate({ search: (before) => ({ ...before, ...changed }), replace: true })
  return (
    <Group mb="md" gap="sm">
      <Select
        aria-label={t('tickets.state')}
        w={190}
        allowDeselect={false}
        value={filters.state ?? 'unsolved'}
        onChange={(state) => change({ state: state === 'unsolved' ? undefined : (state as TicketFilters['state']) })}
        data={[
          { value: 'unsolved', label: t('tickets.unsolved') },
          ...(['new', 'open', 'pending', 'on_hold', 'solved', 'closed'] as const).map((value) => ({
            value,
            label: t(`state.${value}`),
          })),
          { value: 'any', label: t('tickets.anyState') },
        ]}
      />
      <Select
        aria-label={t('tickets.team')}
        w={170}
        allowDeselect={false}
        value={filters.team ?? ''}
        onChange={(team) => change({ team: team || undefined })}
        data={[
          { value: '', label: t('tickets.anyTeam') },
          ...(teams.data ?? []).map((team) => ({ value: team.id, label: team.name })),
        ]}
      />
      <SearchField label={t('tickets.search')} value={filters.q} onSearch={(q) => change({ q })} />
    </Group>
  )
}

function NoTickets({ filters }: { filters: TicketFilters }) {
  const { t } = useTranslation()
  if (isNarrowed(filters))
    return (
      <Empty icon={<IconInbox />} title={t('tickets.emptyTitle')} text={t('tickets.emptyFilteredText')}>
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/tickets" search={{ view: filters.view }} {...props} />}
        >
          {t('tickets.clearFilters')}
        </Button>
      </Empty>
    )
  if (filters.view === 'mine')
    return (
      <Empty icon={<IconInbox />} title={t('tickets.emptyMineTitle')} text={t('tickets.emptyMineText')}>
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/tickets" search={{ view: 'unassigned' }} {...props} />}
        >
          {t('tickets.seeUnassigned')}
        </Button>
      </Empty>
    )
  if (filters.view)
    return <Empty icon={<IconInbox />} title={t('tickets.emptyTitle')} text={t(`inbox.empty.${filters.view}`)} />
  return (
    <Empty icon={<IconInbox />} title={t('tickets.emptyTitle')} text={t('tickets.emptyText')}>
      <Button component={Link} to="/tickets/new" variant="default">
        {t('app.newTicket')}
      </Button>
    </Empty>
  )
}
