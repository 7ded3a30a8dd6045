import { Alert, Anchor, Box, Grid, Group, Stack, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../api/schemas/ticket.ts'
import { Refused } from '../../api/request.ts'
import { Failure, useExplain } from '../../feedback/failure.tsx'
import { LinesLoading } from '../../feedback/lines-loading.tsx'
import { NotFound } from '../../frame/not-found.tsx'
import { Fold } from '../../reading/fold.tsx'
import { Composer } from './composer.tsx'
import { mergeThread } from './merge-thread.ts'
import { Thread } from './thread.tsx'
import { TicketActions } from './ticket-actions.tsx'
import { TicketFacts } from './ticket-facts.tsx'
import classes from './ticket-page.module.css'
import { conversationQuery, ticketQuery, timelineQuery, useTicketStep } from './ticket-queries.ts'
import { TicketPriority, TicketState } from './ticket-state.tsx'

/** One ticket: its conversation in the middle, what is known about it beside. */
export function TicketPage() {
  const { t } = useTranslation()
  const { number } = useParams({ from: '/inside/tickets/$number' })
  const isNumber = /^[1-9]\d{0,8}$/.test(number)
  const ticket = useQuery({ ...ticketQuery(Number(number)), enabled: isNumber })
  useDocumentTitle(ticket.data ? `#${number} ${ticket.data.subject}` : `${t('ticket.title', { number })} · Firstline`)
  const isGone = ticket.error instanceof Refused && ticket.error.status === 404
  if (!isNumber || isGone) return <NotFound text={t('ticket.gone')} />
  if (ticket.data) return <OneTicket key={number} ticket={ticket.data} />
  if (ticket.isError) return <Failure error={ticket.error} onRetry={() => void ticket.refetch()} />
  return <LinesLoading count={5} height={90} />
}

function OneTicket({ ticket }: { ticket: Ticket }) {
  const { t } = useTranslation()
  const step = useTicketStep(ticket)
  const timeline = useQuery(timelineQuery(ticket.number))
  const conversation = useQuery(conversationQuery(ticket.number, ticket.conversation))
  const failed = [conversation, timeline].find((query) => query.isError && !query.data)
  return (
    <Box maw={1280} mx="auto">
      <TicketHead ticket={ticket} step={step} />
      <Grid gap="lg">
        <Grid.Col span={{ base: 12, md: 8 }}>
          <Stack>
            {failed ? (
              <Failure error={failed.error} onRetry={() => void failed.refetch()} />
            ) : timeline.data && conversation.data ? (
              <Thread items={mergeThread(conversation.data.messages, timeline.data)} ticket={ticket} />
            ) : (
              <LinesLoading count={4} height={84} />
            )}
            {ticket.state === 'closed' ? (
              <Alert variant="outline" color="gray">
                {t('ticket.closedText')}
              </Alert>
            ) : (
              <Composer ticket={ticket} isReached={isReached(ticket, conversation.data?.channel)} />
            )}
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 4 }}>
          <TicketFacts ticket={ticket} step={step} />
        </Grid.Col>
      </Grid>
    </Box>
  )
}

/** Whether a reply gets to the requester by itself. A ticket opened for a phone call has a transcript but no chat. */
function isReached(ticket: Ticket, channel: string | undefined): boolean {
  return channel !== 'api' || ticket.source === 'api'
}

/** Characters of a subject beyond which it is folded. */
const longSubject = 160

/** Subject, state and what can be done; stays in sight on a large screen. */
function TicketHead({ ticket, step }: { ticket: Ticket; step: ReturnType<typeof useTicketStep> }) {
  const { t } = useTranslation()
  const [isUnfolded, setUnfolded] = useState(false)
  const subject = (
    <Title order={1} dir="auto" className={classes.subject}>
      {ticket.subject}
    </Title>
  )
  return (
    <Box className={isUnfolded ? undefined : classes.head} pb="md">
      <Anchor size="sm" className={classes.back} renderRoot={(props) => <Link to="/tickets" {...props} />}>
        <IconArrowLeft size={15} aria-hidden />
        {t('app.tickets')}
      </Anchor>
      <Group justify="space-between" align="flex-start" mt={2} gap="sm">
        <Box flex="1 1 22rem" miw={0}>
          {ticket.subject.length > longSubject ? (
            <Fold height={4} onUnfold={setUnfolded}>
              {subject}
            </Fold>
          ) : (
            subject
          )}
          <Group gap="xs" mt={4}>
            <Text c="dimmed">#{ticket.number}</Text>
            <TicketState state={ticket.state} />
            <TicketPriority priority={ticket.priority} />
          </Group>
        </Box>
        <TicketActions ticket={ticket} step={step} />
      </Group>
      <StepFailure error={step.error} onClose={step.reset} />
    </Box>
  )
}

/** A step that was refused. When somebody else was faster, what is on the page by now is the present state. */
function StepFailure({ error, onClose }: { error: unknown; onClose: () => void }) {
  const { t } = useTranslation()
  const explain = useExplain()
  if (!error) return null
  const isConflict = error instanceof Refused && error.status === 409
  return (
    <Alert
      role="alert"
      variant="outline"
      color={isConflict ? 'yellow' : 'red'}
      title={t(isConflict ? 'ticket.conflictTitle' : 'failure.title')}
      withCloseButton
      closeButtonLabel={t('common.close')}
      onClose={onClose}
      mt="sm"
      bg="var(--firstline-surface)"
    >
      {explain(error)} {isConflict && t('ticket.conflictText')}
    </Alert>
  )
}
