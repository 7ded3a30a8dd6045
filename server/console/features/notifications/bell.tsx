import { ActionIcon, Indicator, Popover } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBell } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { countedUnread, unreadQuery } from './notification-queries.ts'
import { Notifications } from './notifications.tsx'

/** How much there is that I was told and have not read, and the way to it. */
export function Bell() {
  const { t } = useTranslation()
  const [isOpen, list] = useDisclosure(false)
  const count = useQuery(unreadQuery).data?.length ?? 0
  return (
    <Popover position="bottom-end" width={340} trapFocus opened={isOpen} onChange={list.toggle}>
      <Indicator
        label={count > countedUnread ? `${countedUnread}+` : count}
        disabled={count === 0}
        size={16}
        offset={4}
      >
        <Popover.Target>
          <ActionIcon
            variant="transparent"
            color="var(--mantine-color-text)"
            size={36}
            aria-label={t('notifications.bell', { count })}
            onClick={list.toggle}
          >
            <IconBell size={20} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Popover.Target>
      </Indicator>
      <Popover.Dropdown p={0}>
        <Notifications onChosen={list.close} />
      </Popover.Dropdown>
    </Popover>
  )
}
