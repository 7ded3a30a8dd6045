import { Button, Group, Paper, SimpleGrid, Text, Title, Tooltip } from '@mantine/core'
import { IconPlus, IconUsersGroup } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Team } from '../../../api/schemas/people.ts'
import { Empty } from '../../feedback/empty.tsx'
import { Failure } from '../../feedback/failure.tsx'
import { LinesLoading } from '../../feedback/lines-loading.tsx'
import { Page } from '../../frame/page.tsx'
import { Sign } from '../../reading/sign.tsx'
import { isLead, useMe } from '../session/session.ts'
import { useSayDays, useSayMinutes } from './say-hours.ts'
import { TeamDialog } from './team-dialog.tsx'
import { teamsQuery } from './team-queries.ts'
import classes from './teams-page.module.css'

/** The teams: who takes what, when they work, how fast they answer. */
export function TeamsPage() {
  const { t } = useTranslation()
  const me = useMe()
  const teams = useQuery(teamsQuery)
  const [edited, setEdited] = useState<Team | 'new' | null>(null)
  const add = isLead(me) && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setEdited('new')}>
      {t('teams.new')}
    </Button>
  )
  return (
    <Page
      title={t('teams.title')}
      text={isLead(me) ? t('teams.text') : `${t('teams.text')} ${t('teams.leadOnly')}`}
      actions={add}
    >
      {teams.isPending && <LinesLoading count={3} height={150} />}
      {teams.isError && !teams.data && <Failure error={teams.error} onRetry={() => void teams.refetch()} />}
      {teams.data?.length === 0 && (
        <Empty icon={<IconUsersGroup />} title={t('teams.emptyTitle')} text={t('teams.emptyText')}>
          {add}
        </Empty>
      )}
      <SimpleGrid cols={{ base: 1, md: 2 }}>
        {teams.data?.map((team) => (
          <TeamCard key={team.id} team={team} onEdit={isLead(me) ? () => setEdited(team) : null} />
        ))}
      </SimpleGrid>
      {edited && <TeamDialog team={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
    </Page>
  )
}

function TeamCard({ team, onEdit }: { team: Team; onEdit: (() => void) | null }) {
  const { t } = useTranslation()
  const sayDays = useSayDays()
  const sayMinutes = useSayMinutes()
  const { hours } = team
  return (
    <Paper withBorder p="md" bg="var(--firstline-surface)" component="section" aria-label={team.name}>
      <Group justify="space-between" align="flex-start" wrap="nowrap" mb="xs">
        <div className={classes.long}>
          <Title order={2} dir="auto">
            {team.name}
          </Title>
          <Group gap={6}>
            <Text size="sm" c="dimmed">
              {t(`level.${team.level}`)}
            </Text>
            {team.isDefault && (
              <Tooltip label={t('teams.defaultHint')}>
                <span>
                  <Sign tone="active">{t('teams.default')}</Sign>
                </span>
              </Tooltip>
            )}
          </Group>
        </div>
        {onEdit && (
          <Button size="xs" variant="default" onClick={onEdit} aria-label={t('teams.edit', { name: team.name })}>
            {t('common.edit')}
          </Button>
        )}
      </Group>
      <Text size="sm" fw={600}>
        {t('teams.members', { count: team.members })} · {t('teams.available', { count: team.available })} ·{' '}
        {t('teams.waiting', { count: team.waiting })}
      </Text>
      <dl className={classes.facts}>
        <dt>{t('teams.hours')}</dt>
        <dd>
          {sayDays(hours.days)}, {hours.opens}–{hours.closes} ({hours.timeZone})
        </dd>
        <dt>{t('ticket.firstResponse')}</dt>
        <dd>{sayMinutes(team.firstResponseMinutes)}</dd>
        <dt>{t('ticket.resolution')}</dt>
        <dd>{sayMinutes(team.resolutionMinutes)}</dd>
      </dl>
    </Paper>
  )
}
