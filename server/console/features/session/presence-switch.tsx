import { Button, Menu, Text } from '@mantine/core'
import { IconCheck, IconChevronDown } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Person } from '../../../api/schemas/people.ts'
import { useExplain } from '../../feedback/failure.tsx'
import { tellFailure } from '../../feedback/tell.ts'
import { PresenceDot } from '../people/presence-dot.tsx'
import { useChangeMe, useMe } from './session.ts'

const presences = ['available', 'away', 'offline'] as const

/** One's own presence, always in sight: it decides whether new tickets come. */
export function PresenceSwitch() {
  const { t } = useTranslation()
  const explain = useExplain()
  const me = useMe()
  const changeMe = useChangeMe()
  const change = useMutation({
    mutationFn: (presence: Person['presence']) => changeMe({ presence }),
    onError: (error) => tellFailure(explain(error)),
  })
  return (
    <Menu position="bottom-end" width={260}>
      <Menu.Target>
        <Button
          variant="default"
          size="xs"
          radius="xl"
          loading={change.isPending}
          leftSection={<PresenceDot presence={me.presence} />}
          rightSection={<IconChevronDown size={14} aria-hidden />}
          aria-label={t('session.presence', { presence: t(`presence.${me.presence}`) })}
        >
          {t(`presence.${me.presence}`)}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {presences.map((presence) => (
          <Menu.Item
            key={presence}
            leftSection={<PresenceDot presence={presence} />}
            rightSection={presence === me.presence ? <IconCheck size={16} aria-hidden /> : undefined}
            onClick={() => change.mutate(presence)}
          >
            {t(`presence.${presence}`)}
            <Text size="xs" c="dimmed">
              {t(`presenceHint.${presence}`)}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
