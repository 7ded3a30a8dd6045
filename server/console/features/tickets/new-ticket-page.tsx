import { Button, Group, Paper, Select, Stack, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Ticket } from '../../../api/schemas/ticket.ts'
import { keys } from '../../api/queries.ts'
import { write } from '../../api/request.ts'
import { Failure } from '../../feedback/failure.tsx'
import { Page } from '../../frame/page.tsx'
import { categoriesQuery } from '../categories/category-queries.ts'
import { teamsQuery } from '../teams/team-queries.ts'

const sources = ['phone', 'walk_in', 'fax', 'email'] as const
const priorities = ['low', 'normal', 'high', 'urgent'] as const
const empty = {
  email: '',
  name: '',
  subject: '',
  text: '',
  source: 'phone',
  priority: 'normal',
  category: '',
  team: '',
}

/** A ticket for somebody who is on the phone. */
export function NewTicketPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const queries = useQueryClient()
  const teams = useQuery(teamsQuery)
  const categories = useQuery(categoriesQuery)
  const [form, setForm] = useState(empty)
  const set = (changed: Partial<typeof empty>) => setForm((before) => ({ ...before, ...changed }))
  const open = useMutation({
    mutationFn: () =>
      write<Ticket>('POST', 'tickets', {
        requester: { email: form.email.trim(), ...(form.name.trim() ? { name: form.name.trim() } : {}) },
        subject: form.subject.trim(),
        text: form.text,
        source: form.source,
        priority: form.priority,
        ...(form.category ? { category: form.category } : {}),
        ...(form.team ? { team: form.team } : {}),
      }),
    onSuccess: (ticket) => {
      queries.setQueryData(keys.ticket(ticket.number), ticket)
      void queries.invalidateQueries({ queryKey: keys.tickets })
      void navigate({ to: '/tickets/$number', params: { number: String(ticket.number) } })
    },
  })
  return (
    <Page title={t('newTicket.title')} text={t('newTicket.text')}>
      <Paper withBorder p="lg" maw={720} bg="var(--firstline-surface)">
        <form
          onSubmit={(event) => {
            event.preventDefault()
            open.mutate()
          }}
        >
          <Stack>
            {open.error && <Failure error={open.error} />}
            <Group grow preventGrowOverflow={false} align="flex-start">
              <TextInput
                label={t('newTicket.email')}
                type="email"
                required
                autoFocus
                miw={220}
                value={form.email}
                onChange={(event) => set({ email: event.currentTarget.value })}
              />
              <TextInput
                label={t('newTicket.name')}
                maxLength={200}
                miw={220}
                dir="auto"
                value={form.name}
                onChange={(event) => set({ name: event.currentTarget.value })}
              />
            </Group>
            <TextInput
              label={t('newTicket.subject')}
              required
              pattern=".*\S.*"
              maxLength={300}
              dir="auto"
              value={form.subject}
              onChange={(event) => set({ subject: event.currentTarget.value })}
            />
            <Textarea
              label={t('newTicket.description')}
              description={t('newTicket.descriptionHint')}
              required
              autosize
              minRows={5}
              maxRows={20}
              maxLength={100_000}
              dir="auto"
              value={form.text}
              onChange={(event) => set({ text: event.currentTarget.value })}
            />
            <Group grow preventGrowOverflow={false} align="flex-start">
              <Select
                label={t('newTicket.source')}
                allowDeselect={false}
                miw={220}
                value={form.source}
                onChange={(source) => set({ source: source ?? 'phone' })}
                data={sources.map((value) => ({ value, label: t(`source.${value}`) }))}
              />
              <Select
                label={t('newTicket.priority')}
                allowDeselect={false}
                miw={220}
                value={form.priority}
                onChange={(priority) => set({ priority: priority ?? 'normal' })}
                data={priorities.map((value) => ({ value, label: t(`priority.${value}`) }))}
              />
            </Group>
            <Group grow preventGrowOverflow={false} align="flex-start">
              <Select
                label={t('newTicket.category')}
                description={t('newTicket.categoryHint')}
                clearable
                clearButtonProps={{ 'aria-label': t('common.clear') }}
                searchable
                miw={220}
                nothingFoundMessage={t('common.nothingFound')}
                value={form.category || null}
                onChange={(category) => set({ category: category ?? '' })}
                data={(categories.data ?? []).map(({ name }) => name)}
              />
              <Select
                label={t('newTicket.team')}
                description={t('newTicket.teamHint')}
                clearable
                clearButtonProps={{ 'aria-label': t('common.clear') }}
                searchable
                miw={220}
                nothingFoundMessage={t('common.nothingFound')}
                value={form.team || null}
                onChange={(team) => set({ team: team ?? '' })}
                data={(teams.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
              />
            </Group>
            <Group justify="flex-end">
              <Button type="submit" loading={open.isPending}>
                {t('newTicket.create')}
              </Button>
            </Group>
          </Stack>
        </form>
      </Paper>
    </Page>
  )
}
