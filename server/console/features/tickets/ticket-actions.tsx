import { Button, Group, Menu } from '@mantine/core'
import {
  IconArrowBackUp,
  IconArrowUp,
  IconCheck,
  IconChevronDown,
  IconRotate,
  IconUserCheck,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../api/schemas/ticket.ts'
import { useMe } from '../session/session.ts'
import { MoveDialog } from './move-dialog.tsx'
import type { useTicketStep } from './ticket-queries.ts'

/** Which states may be chosen from which, besides solving and opening again, which have buttons of their own. */
const further: Record<Ticket['state'], readonly ('open' | 'pending' | 'on_hold' | 'closed')[]> = {
  new: ['open', 'pending', 'on_hold'],
  open: ['pending', 'on_hold'],
  pending: ['open', 'on_hold'],
  on_hold: ['open', 'pending'],
  solved: ['closed'],
  closed: [],
}

/** What can be done with a ticket as it is. */
export function TicketActions({ ticket, step }: { ticket: Ticket; step: ReturnType<typeof useTicketStep> }) {
  const { t } = useTranslation()
  const me = useMe()
  const [isMoving, setMoving] = useState(false)
  if (ticket.state === 'closed') return null
  const isSolved = ticket.state === 'solved'
  return (
    <Group gap="xs" role="group" aria-label={t('ticket.actions')}>
      {!isSolved && (
        <>
          {ticket.assignee?.id !== me.id && (
            <Button
              variant="default"
              leftSection={<IconUserCheck size={16} aria-hidden />}
              disabled={step.isPending}
              onClick={() => step.mutate({ step: 'assign', assignee: 'me' })}
            >
              {t('ticket.assignToMe')}
            </Button>
          )}
          <Button
            variant="default"
            leftSection={
              ticket.level === 'second' ? (
                <IconArrowUp size={16} aria-hidden />
              ) : (
                <IconArrowBackUp size={16} aria-hidden />
              )
            }
            disabled={step.isPending}
            onClick={() => {
              step.reset()
              setMoving(true)
            }}
          >
            {t(ticket.level === 'second' ? 'ticket.escalate' : 'ticket.giveBack')}
          </Button>
        </>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="default" rightSection={<IconChevronDown size={14} aria-hidden />} disabled={step.isPending}>
            {t('ticket.changeState')}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {further[ticket.state].map((state) => (
            <Menu.Item key={state} onClick={() => step.mutate({ step: 'state', state })}>
              {t(state === 'closed' ? 'ticket.close' : `ticket.${state}`)}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      {isSolved ? (
        <Button
          variant="default"
          leftSection={<IconRotate size={16} aria-hidden />}
          disabled={step.isPending}
          onClick={() => step.mutate({ step: 'state', state: 'open' })}
        >
          {t('ticket.reopen')}
        </Button>
      ) : (
        <Button
          leftSection={<IconCheck size={16} aria-hidden />}
          disabled={step.isPending}
          onClick={() => step.mutate({ step: 'state', state: 'solved' })}
        >
          {t('ticket.solve')}
        </Button>
      )}
      {isMoving && <MoveDialog ticket={ticket} step={step} onClose={() => setMoving(false)} />}
    </Group>
  )
}
