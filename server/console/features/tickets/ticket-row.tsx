import { Group, Text } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../api/schemas/ticket.ts'
import { Due } from '../../reading/due.tsx'
import { Ago } from '../../reading/instant.tsx'
import { Marked } from '../../reading/marked.tsx'
import classes from './ticket-row.module.css'
import { TicketPriority, TicketState } from './ticket-state.tsx'

/** One ticket in the list; the whole line leads to it. @param search what was searched for, marked in it */
export function TicketRow({ ticket, search }: { ticket: Ticket; search?: string }) {
  const { t } = useTranslation()
  const isOver = ticket.state === 'solved' || ticket.state === 'closed'
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <Link to="/tickets/$number" params={{ number: String(ticket.number) }} className={classes.link}>
          <Marked search={search} span c="dimmed" size="sm">
            {`#${ticket.number}`}
          </Marked>
          <Marked search={search} span fw={600} dir="auto" lineClamp={1} className={classes.subject}>
            {ticket.subject}
          </Marked>
        </Link>
        <Text size="sm" c="dimmed" lineClamp={1} component="div">
          <bdi>
            <Marked search={search} span inherit>
              {ticket.requester.name}
            </Marked>
          </bdi>{' '}
          · {t(`source.${ticket.source}`)} · <Ago at={ticket.updatedAt} />
          {ticket.tags.map((tag) => (
            <bdi key={tag} className={classes.tag}>
              <Marked search={search} span inherit>
                {tag}
              </Marked>
            </bdi>
          ))}
        </Text>
      </div>
      <Group gap={6} className={classes.signs}>
        <TicketPriority priority={ticket.priority} />
        <TicketState state={ticket.state} />
      </Group>
      <div className={classes.where}>
        <Text size="sm" lineClamp={1} dir="auto">
          {ticket.team.name}
        </Text>
        <Text size="sm" c="dimmed" lineClamp={1}>
          {t(`level.${ticket.level}`)}
        </Text>
      </div>
      <div className={classes.who}>
        <Text
          size="sm"
          lineClamp={1}
          dir="auto"
          c={ticket.assignee ? undefined : 'dimmed'}
          fs={ticket.assignee ? undefined : 'italic'}
        >
          {ticket.assignee?.name ?? t('tickets.nobody')}
        </Text>
        {!isOver && (
          <Text size="sm" component="div" c="dimmed">
            {ticket.sla.firstRespondedAt ? (
              <Due due={ticket.sla.resolutionDue} metAt={ticket.sla.solvedAt} />
            ) : (
              <Due due={ticket.sla.firstResponseDue} metAt={null} />
            )}
          </Text>
        )}
      </div>
    </li>
  )
}
