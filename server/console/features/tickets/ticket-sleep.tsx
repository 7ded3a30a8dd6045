import { Button, Group, Menu, Text } from '@mantine/core'
import { IconBell, IconChevronDown, IconMoon } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../api/schemas/ticket.ts'
import { Stamp } from '../../reading/instant.tsx'
import type { useTicketStep } from './ticket-queries.ts'
import { wakeAt, wakeTimes } from './wake-times.ts'

/** Puts a ticket to sleep until a time, or wakes it. */
export function TicketSleep({ ticket, step }: { ticket: Ticket; step: ReturnType<typeof useTicketStep> }) {
  const { t } = useTranslation()
  if (ticket.state === 'solved' || ticket.state === 'closed') return null
  if (ticket.snoozedUntil)
    return (
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          {t('ticket.asleepUntil')} <Stamp at={ticket.snoozedUntil} />
        </Text>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconBell size={15} aria-hidden />}
          disabled={step.isPending}
          onClick={() => step.mutate({ step: 'snooze', until: null })}
        >
          {t('ticket.wake')}
        </Button>
      </Group>
    )
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          leftSection={<IconMoon size={15} aria-hidden />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          disabled={step.isPending}
        >
          {t('ticket.snooze')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {wakeTimes.map((time) => (
          <Menu.Item
            key={time}
            onClick={() => step.mutate({ step: 'snooze', until: wakeAt(time, new Date()).toISOString() })}
          >
            {t(`ticket.wakeAt.${time}`)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
