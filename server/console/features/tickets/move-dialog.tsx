import { Button, Group, Select, Stack, Text, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../api/schemas/ticket.ts'
import { Dialog } from '../../feedback/dialog.tsx'
import { Failure } from '../../feedback/failure.tsx'
import { teamsQuery } from '../teams/team-queries.ts'
import type { useTicketStep } from './ticket-queries.ts'

/** Moves a ticket to the other level: up with the reason why, or back with what is needed to finish it. */
export function MoveDialog({
  ticket,
  step,
  onClose,
}: {
  ticket: Ticket
  step: ReturnType<typeof useTicketStep>
  onClose: () => void
}) {
  const { t } = useTranslation()
  const teams = useQuery(teamsQuery)
  const [reason, setReason] = useState('')
  const [team, setTeam] = useState<string | null>(null)
  // As it was when the dialog was opened: the ticket is at the other level just before the dialog closes.
  const [isUp] = useState(ticket.level === 'second')
  const to = isUp ? 'third' : 'second'
  const move = () =>
    step.mutate(
      { step: isUp ? 'escalate' : 'deescalate', reason: reason.trim(), ...(team ? { team } : {}) },
      { onSuccess: onClose },
    )
  return (
    <Dialog onClose={onClose} title={t(isUp ? 'ticket.escalateTitle' : 'ticket.giveBackTitle')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (reason.trim() !== '') move()
        }}
      >
        <Stack>
          <Text size="sm" c="dimmed">
            {t(isUp ? 'ticket.escalateText' : 'ticket.giveBackText')}
          </Text>
          {step.error && <Failure error={step.error} />}
          <Textarea
            label={t('ticket.reason')}
            placeholder={t('ticket.reasonHint')}
            required
            data-autofocus
            autosize
            minRows={3}
            maxRows={10}
            maxLength={2_000}
            dir="auto"
            value={reason}
            onChange={(event) => setReason(event.currentTarget.value)}
          />
          <Select
            label={t('ticket.team')}
            placeholder={t(isUp ? 'ticket.defaultTeam' : 'ticket.previousTeam')}
            clearable
            clearButtonProps={{ 'aria-label': t('common.clear') }}
            value={team}
            onChange={setTeam}
            data={(teams.data ?? [])
              .filter(({ level }) => level === to)
              .map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={step.isPending} disabled={reason.trim() === ''}>
              {t(isUp ? 'ticket.escalate' : 'ticket.giveBack')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}
