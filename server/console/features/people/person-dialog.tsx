import { Button, Group, MultiSelect, NumberInput, PasswordInput, Select, Stack, TextInput } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../api/schemas/people.ts'
import { keys } from '../../api/queries.ts'
import { write } from '../../api/request.ts'
import { Dialog } from '../../feedback/dialog.tsx'
import { Failure } from '../../feedback/failure.tsx'
import { tellDone } from '../../feedback/tell.ts'
import { NameInput } from '../../fields/name-input.tsx'
import { teamsQuery } from '../teams/team-queries.ts'

const roles = ['agent', 'lead', 'admin', 'requester'] as const
const presences = ['available', 'away', 'offline'] as const

/** A person: who they are, what they may do, where they work and how much at once. */
export function PersonDialog({ person, onClose }: { person: Person | null; onClose: () => void }) {
  const { t } = useTranslation()
  const queries = useQueryClient()
  const teams = useQuery(teamsQuery)
  const [form, setForm] = useState(() => formOf(person))
  const set = (changed: Partial<typeof form>) => setForm((before) => ({ ...before, ...changed }))
  const isShort = form.password !== '' && form.password.length < 10
  const save = useMutation({
    mutationFn: () => {
      const { email, presence, password, ...rest } = form
      const body = { ...rest, name: form.name.trim(), ...(password ? { password } : {}) }
      return person
        ? write<Person>('PATCH', `people/${person.id}`, { ...body, presence })
        : write<Person>('POST', 'people', { ...body, email: email.trim() })
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.people })
      void queries.invalidateQueries({ queryKey: keys.teams })
      void queries.invalidateQueries({ queryKey: keys.session })
      tellDone(t('common.saved'))
      onClose()
    },
  })
  return (
    <Dialog onClose={onClose} title={person ? t('people.edit', { name: person.name }) : t('people.new')}>
      <form
        autoComplete="off"
        onSubmit={(event) => {
          event.preventDefault()
          if (!isShort) save.mutate()
        }}
      >
        <Stack>
          {save.error && <Failure error={save.error} />}
          <NameInput label={t('people.name')} value={form.name} onChange={(name) => set({ name })} />
          <TextInput
            label={t('people.email')}
            type="email"
            required={!person}
            disabled={person !== null}
            value={form.email}
            onChange={(event) => set({ email: event.currentTarget.value })}
          />
          <PasswordInput
            label={t(person ? 'people.newPassword' : 'people.password')}
            description={t(person ? 'people.newPasswordHint' : 'session.passwordHint')}
            error={isShort && t('session.passwordShort')}
            required={!person && form.role !== 'requester'}
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
            value={form.password}
            onChange={(event) => set({ password: event.currentTarget.value })}
          />
          <Select
            label={t('people.role')}
            allowDeselect={false}
            value={form.role}
            onChange={(role) => set({ role: (role ?? 'agent') as Person['role'] })}
            data={roles.map((value) => ({ value, label: t(`role.${value}`) }))}
          />
          <MultiSelect
            label={t('people.teams')}
            clearButtonProps={{ 'aria-label': t('common.clear') }}
            value={form.teams}
            onChange={(chosen) => set({ teams: chosen })}
            data={(teams.data ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          />
          <Group grow align="flex-end">
            <NumberInput
              label={t('people.capacity')}
              description={t('people.capacityHint')}
              required
              min={1}
              max={1_000}
              allowDecimal={false}
              value={form.capacity}
              onChange={(value) => set({ capacity: Number(value) })}
            />
            <Select
              label={t('people.language')}
              allowDeselect={false}
              value={form.language}
              onChange={(language) => set({ language: language === 'de' ? 'de' : 'en' })}
              data={(['en', 'de'] as const).map((value) => ({ value, label: t(`language.${value}`) }))}
            />
          </Group>
          {person && person.role !== 'requester' && (
            <Select
              label={t('people.presence')}
              allowDeselect={false}
              value={form.presence}
              onChange={(presence) => set({ presence: (presence ?? 'offline') as Person['presence'] })}
              data={presences.map((value) => ({ value, label: t(`presence.${value}`) }))}
            />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

function formOf(person: Person | null) {
  return {
    name: person?.name ?? '',
    email: person?.email ?? '',
    password: '',
    role: person?.role ?? ('agent' as Person['role']),
    teams: person?.teams ?? [],
    capacity: person?.capacity ?? 10,
    language: person?.language ?? ('en' as Person['language']),
    presence: person?.presence ?? ('offline' as Person['presence']),
  }
}
