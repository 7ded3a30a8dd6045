import { Button, Chip, Group, Input, NumberInput, Select, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Team } from '../../../api/schemas/people.ts'
import { keys } from '../../api/queries.ts'
import { write } from '../../api/request.ts'
import { Dialog } from '../../feedback/dialog.tsx'
import { Failure } from '../../feedback/failure.tsx'
import { tellDone } from '../../feedback/tell.ts'
import { NameInput } from '../../fields/name-input.tsx'
import { sayWeekday, weekdays } from './say-hours.ts'

const timeZones = Intl.supportedValuesOf('timeZone')

/** A team's name, hours and targets. Its level is chosen once. */
export function TeamDialog({ team, onClose }: { team: Team | null; onClose: () => void }) {
  const { t, i18n } = useTranslation()
  const queries = useQueryClient()
  const [form, setForm] = useState(() => formOf(team))
  const set = (changed: Partial<typeof form>) => setForm((before) => ({ ...before, ...changed }))
  const isDayMissing = form.days.length === 0
  const save = useMutation({
    mutationFn: () => {
      const { name, level, firstResponseMinutes, resolutionMinutes, days, timeZone, opens, closes } = form
      const hours = { timeZone, days: days.map(Number).sort((a, b) => a - b), opens, closes }
      const body = { name: name.trim(), level, hours, firstResponseMinutes, resolutionMinutes }
      return team ? write<Team>('PUT', `teams/${team.id}`, body) : write<Team>('POST', 'teams', body)
    },
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: keys.teams })
      tellDone(t('common.saved'))
      onClose()
    },
  })
  return (
    <Dialog onClose={onClose} title={team ? t('teams.edit', { name: team.name }) : t('teams.new')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          if (!isDayMissing) save.mutate()
        }}
      >
        <Stack>
          {save.error && <Failure error={save.error} />}
          <NameInput label={t('teams.name')} value={form.name} onChange={(name) => set({ name })} />
          <Select
            label={t('teams.level')}
            allowDeselect={false}
            disabled={team !== null}
            value={form.level}
            onChange={(level) => set({ level: level === 'third' ? 'third' : 'second' })}
            data={(['second', 'third'] as const).map((value) => ({ value, label: t(`level.${value}`) }))}
          />
          <Input.Wrapper
            label={t('teams.days')}
            labelElement="div"
            error={isDayMissing && t('teams.dayNeeded')}
            role="group"
            aria-label={t('teams.days')}
          >
            <Chip.Group multiple value={form.days} onChange={(days) => set({ days })}>
              <Group gap={3} mt={4}>
                {weekdays.map((day) => (
                  <Chip key={day} value={String(day)} size="xs">
                    {sayWeekday(day, i18n.language)}
                  </Chip>
                ))}
              </Group>
            </Chip.Group>
          </Input.Wrapper>
          <Group grow>
            <TextInput
              type="time"
              label={t('teams.opens')}
              required
              value={form.opens}
              onChange={(event) => set({ opens: event.currentTarget.value })}
            />
            {form.closes === '24:00' ? (
              <TextInput label={t('teams.closes')} value="24:00" onChange={() => set({ closes: '23:59' })} />
            ) : (
              <TextInput
                type="time"
                label={t('teams.closes')}
                required
                value={form.closes}
                onChange={(event) => set({ closes: event.currentTarget.value })}
              />
            )}
          </Group>
          <Select
            label={t('teams.timeZone')}
            searchable
            allowDeselect={false}
            nothingFoundMessage={t('common.nothingFound')}
            limit={100}
            value={form.timeZone}
            onChange={(timeZone) => set({ timeZone: timeZone ?? form.timeZone })}
            data={[...new Set([form.timeZone, ...timeZones])]}
          />
          <Group grow align="flex-start">
            <NumberInput
              label={t('teams.firstResponse')}
              description={t('teams.minutes')}
              required
              min={1}
              max={100_000}
              allowDecimal={false}
              value={form.firstResponseMinutes}
              onChange={(value) => set({ firstResponseMinutes: Number(value) })}
            />
            <NumberInput
              label={t('teams.resolution')}
              description={t('teams.minutes')}
              required
              min={1}
              max={100_000}
              allowDecimal={false}
              value={form.resolutionMinutes}
              onChange={(value) => set({ resolutionMinutes: Number(value) })}
            />
          </Group>
          {team?.isDefault && (
            <Text size="sm" c="dimmed">
              {t('teams.default')}: {t('teams.defaultHint')}
            </Text>
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              {t('common.cancel')}
            </Button>
            <Button type="submit" loading={save.isPending} disabled={isDayMissing}>
              {t('common.save')}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  )
}

function formOf(team: Team | null) {
  return {
    name: team?.name ?? '',
    level: team?.level ?? ('second' as Team['level']),
    days: (team?.hours.days ?? [1, 2, 3, 4, 5]).map(String),
    opens: team?.hours.opens ?? '09:00',
    closes: team?.hours.closes ?? '17:00',
    timeZone: team?.hours.timeZone ?? Intl.DateTimeFormat().resolvedOptions().timeZone,
    firstResponseMinutes: team?.firstResponseMinutes ?? 240,
    resolutionMinutes: team?.resolutionMinutes ?? 2_400,
  }
}
