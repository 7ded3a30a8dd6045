import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../api/schemas/ticket.ts'
import { Sign, type Tone } from '../../reading/sign.tsx'

const toneOfState: Record<Ticket['state'], Tone> = {
  new: 'info',
  open: 'active',
  pending: 'waiting',
  on_hold: 'quiet',
  solved: 'good',
  closed: 'quiet',
}

/** The state of a ticket as a small sign. */
export function TicketState({ state }: { state: Ticket['state'] }) {
  const { t } = useTranslation()
  return <Sign tone={toneOfState[state]}>{t(`state.${state}`)}</Sign>
}

const toneOfPriority: Record<Ticket['priority'], Tone> = {
  low: 'quiet',
  normal: 'quiet',
  high: 'waiting',
  urgent: 'bad',
}

/** The priority, said only when it is not the usual one. */
export function TicketPriority({ priority }: { priority: Ticket['priority'] }) {
  const { t } = useTranslation()
  if (priority === 'normal') return null
  return <Sign tone={toneOfPriority[priority]}>{t(`priority.${priority}`)}</Sign>
}
