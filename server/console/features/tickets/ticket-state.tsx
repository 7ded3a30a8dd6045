import { Badge } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../api/schemas/ticket.ts'
import classes from './ticket-state.module.css'

/** The state of a ticket as a small sign. */
export function TicketState({ state }: { state: Ticket['state'] }) {
  const { t } = useTranslation()
  return (
    <Badge variant="default" size="md" classNames={{ root: `${classes.sign} ${classes[state]}` }}>
      {t(`state.${state}`)}
    </Badge>
  )
}

/** The priority, said only when it is not the usual one. */
export function TicketPriority({ priority }: { priority: Ticket['priority'] }) {
  const { t } = useTranslation()
  if (priority === 'normal') return null
  return (
    <Badge variant="default" size="md" classNames={{ root: `${classes.sign} ${classes[priority]}` }}>
      {t(`priority.${priority}`)}
    </Badge>
  )
}
