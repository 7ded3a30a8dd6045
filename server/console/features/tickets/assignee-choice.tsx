import { Button, Group, Select } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../api/schemas/people.ts'
import type { Ticket } from '../../../api/schemas/ticket.ts'
import { staffQuery } from '../people/people-queries.ts'
import { PresenceDot } from '../people/presence-dot.tsx'
import type { useTicketStep } from './ticket-queries.ts'

const queue = 'queue'

/** Who has the ticket: a colleague, the queue, or whom routing would choose. The ticket's team comes first. */
export function AssigneeChoice({ ticket, step }: { ticket: Ticket; step: ReturnType<typeof useTicketStep> }) {
  const { t } = useTranslation()
  const staff = useQuery(staffQuery)
  const people = new Map((staff.data ?? []).map((person) => [person.id, person]))
  const isOver = ticket.state === 'solved' || ticket.state === 'closed'
  const known = [...people.values()]
  // Somebody who has the ticket without being on the list any more is shown all the same.
  if (ticket.assignee && !people.has(ticket.assignee.id))
    known.push({ ...ticket.assignee, teams: [] } as unknown as Person)
  const option = ({ id, name }: Person) => ({ value: id, label: name })
  const inTeam = known.filter((person) => person.teams.includes(ticket.team.id))
  const others = known.filter((person) => !person.teams.includes(ticket.team.id))
  return (
    <div>
      <Select
        label={t('ticket.assignee')}
        searchable
        allowDeselect={false}
        disabled={isOver || step.isPending}
        nothingFoundMessage={t('common.nothingFound')}
        value={ticket.assignee?.id ?? queue}
        onChange={(id) => {
          if (id) step.mutate({ step: 'assign', assignee: id === queue ? null : id })
        }}
        data={[
          { value: queue, label: t('ticket.inQueue') },
          ...(inTeam.length > 0
            ? [{ group: t('ticket.ofTeam', { team: ticket.team.name }), items: inTeam.map(option) }]
            : []),
          ...(others.length > 0 ? [{ group: t('ticket.others'), items: others.map(option) }] : []),
        ]}
        renderOption={({ option: { value, label } }) => {
          const presence = people.get(value)?.presence
          return (
            <Group gap="xs" wrap="nowrap">
              {presence && <PresenceDot presence={presence} />}
              <bdi>{label}</bdi>
            </Group>
          )
        }}
      />
      {!isOver && !ticket.assignee && (
        <Button
          variant="subtle"
          size="compact-sm"
          mt={4}
          disabled={step.isPending}
          onClick={() => step.mutate({ step: 'assign' })}
        >
          {t('ticket.letRouting')}
        </Button>
      )}
    </div>
  )
}
