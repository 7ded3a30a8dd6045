import { TagsInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../api/schemas/ticket.ts'
import type { useTicketStep } from './ticket-queries.ts'

/** The tags of a ticket; each is added or taken away at once. */
export function TicketTags({ ticket, step }: { ticket: Ticket; step: ReturnType<typeof useTicketStep> }) {
  const { t } = useTranslation()
  const change = (tags: string[]) =>
    step.mutate({
      step: 'tags',
      add: tags.filter((tag) => !ticket.tags.includes(tag)),
      remove: ticket.tags.filter((tag) => !tags.includes(tag)),
    })
  return (
    <TagsInput
      label={t('ticket.tags')}
      placeholder={ticket.tags.length === 0 ? t('ticket.tagsHint') : undefined}
      value={ticket.tags}
      onChange={change}
      disabled={step.isPending || ticket.state === 'closed'}
      maxLength={60}
    />
  )
}
