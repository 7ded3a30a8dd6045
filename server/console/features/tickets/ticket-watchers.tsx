import { Button, Group, Text } from '@mantine/core'
import { IconEye, IconEyeOff } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../api/schemas/ticket.ts'
import { keys } from '../../api/queries.ts'
import { write } from '../../api/request.ts'
import { useExplain } from '../../feedback/failure.tsx'
import { tellFailure } from '../../feedback/tell.ts'
import { useMe } from '../session/session.ts'
import { type Watchers, watchersQuery } from './ticket-queries.ts'

/** Who is told of what happens to a ticket, and whether that is me. */
export function TicketWatchers({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const me = useMe()
  const queries = useQueryClient()
  const explain = useExplain()
  const watchers = useQuery(watchersQuery(ticket.number))
  const isWatching = watchers.data?.some(({ id }) => id === me.id) ?? false
  const watch = useMutation({
    mutationFn: () => write<Watchers>(isWatching ? 'DELETE' : 'PUT', `tickets/${ticket.number}/watchers/${me.id}`),
    onSuccess: ({ items }) => {
      queries.setQueryData(watchersQuery(ticket.number).queryKey, items)
      void queries.invalidateQueries({ queryKey: keys.tickets })
      return queries.invalidateQueries({ queryKey: keys.ticket(ticket.number), exact: true })
    },
    onError: (error) => tellFailure(explain(error)),
  })
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text size="sm" fw={600}>
          {t('ticket.watchers')}
        </Text>
        <Button
          variant="default"
          size="xs"
          leftSection={isWatching ? <IconEyeOff size={15} aria-hidden /> : <IconEye size={15} aria-hidden />}
          disabled={!watchers.data}
          loading={watch.isPending}
          onClick={() => watch.mutate()}
        >
          {t(isWatching ? 'ticket.unwatch' : 'ticket.watch')}
        </Button>
      </Group>
      <Text size="sm" c="dimmed" dir="auto">
        {watchers.data?.length ? watchers.data.map(({ name }) => name).join(', ') : t('ticket.noWatchers')}
      </Text>
    </div>
  )
}
