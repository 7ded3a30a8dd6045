import { Anchor, Divider, Paper, Stack, Text, Title } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../api/schemas/ticket.ts'
import { Due } from '../../reading/due.tsx'
import { Ago } from '../../reading/instant.tsx'
import { AssigneeChoice } from './assignee-choice.tsx'
import classes from './ticket-facts.module.css'
import type { useTicketStep } from './ticket-queries.ts'
import { TicketSleep } from './ticket-sleep.tsx'
import { TicketTags } from './ticket-tags.tsx'
import { TicketWatchers } from './ticket-watchers.tsx'

/** The side column: whose, where, by when, and why. */
export function TicketFacts({ ticket, step }: { ticket: Ticket; step: ReturnType<typeof useTicketStep> }) {
  const { t } = useTranslation()
  return (
    <Paper
      withBorder
      p="md"
      bg="var(--firstline-surface)"
      component="aside"
      className={classes.side}
      aria-label={t('ticket.details')}
    >
      <Stack gap="md">
        <div>
          <Text size="sm" c="dimmed">
            {t('ticket.requester')}
          </Text>
          <Text fw={600} dir="auto" className={classes.long}>
            {ticket.requester.name}
          </Text>
          {ticket.requester.email ? (
            <Anchor size="sm" href={`mailto:${encodeURIComponent(ticket.requester.email)}`} className={classes.long}>
              {ticket.requester.email}
            </Anchor>
          ) : (
            <Text size="sm" c="dimmed">
              {t('ticket.noEmail')}
            </Text>
          )}
        </div>
        <AssigneeChoice ticket={ticket} step={step} />
        <TicketSleep ticket={ticket} step={step} />
        <TicketTags ticket={ticket} step={step} />
        <TicketWatchers ticket={ticket} />
        <dl className={classes.facts}>
          <Fact name={t('ticket.level')}>{t(`level.${ticket.level}`)}</Fact>
          <Fact name={t('ticket.team')}>{ticket.team.name}</Fact>
          <Fact name={t('ticket.priority')}>{t(`priority.${ticket.priority}`)}</Fact>
          <Fact name={t('ticket.category')}>{ticket.category ?? t('ticket.noCategory')}</Fact>
          <Fact name={t('ticket.source')}>{t(`source.${ticket.source}`)}</Fact>
          <Fact name={t('ticket.opened')}>
            <Ago at={ticket.createdAt} />
          </Fact>
          <Fact name={t('ticket.firstResponse')}>
            <Due due={ticket.sla.firstResponseDue} metAt={ticket.sla.firstRespondedAt} />
          </Fact>
          <Fact name={t('ticket.resolution')}>
            <Due due={ticket.sla.resolutionDue} metAt={ticket.sla.solvedAt} />
          </Fact>
        </dl>
        <Divider />
        <Routing routing={ticket.routing} />
        {ticket.articlesTried.length > 0 && (
          <section>
            <Title order={2} size="h3" mb={4}>
              {t('ticket.tried')}
            </Title>
            <ul className={classes.list}>
              {ticket.articlesTried.map((article) => (
                <li key={article.id}>
                  <Anchor
                    size="sm"
                    className={classes.long}
                    renderRoot={(props) => <Link to="/articles/$id" params={{ id: article.id }} {...props} />}
                  >
                    <bdi>{article.title}</bdi>
                  </Anchor>
                  <Text size="xs" c="dimmed">
                    {t(`ticket.outcome.${article.outcome}`)}
                  </Text>
                </li>
              ))}
            </ul>
          </section>
        )}
      </Stack>
    </Paper>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div className={classes.fact}>
      <dt>{name}</dt>
      <dd dir="auto">{children}</dd>
    </div>
  )
}

function Routing({ routing }: { routing: Ticket['routing'] }) {
  const { t } = useTranslation()
  return (
    <section>
      <Title order={2} size="h3" mb={4}>
        {t('ticket.routing')}
      </Title>
      <Text size="sm" dir="auto" className={classes.long}>
        {routing.why}
      </Text>
      <Text size="xs" c="dimmed" mt={2}>
        <Ago at={routing.decidedAt} />
      </Text>
      {routing.considered.length > 0 && (
        <details className={classes.considered}>
          <summary>
            {t('ticket.considered')} ({routing.considered.length})
          </summary>
          <ul className={classes.list}>
            {routing.considered.map((agent) => (
              <li key={agent.agent}>
                <Text size="sm" fw={600} dir="auto">
                  {agent.agent}
                </Text>
                <Text size="xs" c="dimmed">
                  {t(agent.eligible ? 'ticket.eligible' : 'ticket.ineligible')}: {agent.reason}
                </Text>
              </li>
            ))}
          </ul>
        </details>
      )}
    </section>
  )
}
