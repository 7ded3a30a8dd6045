import { AppShell, Burger, Button, Group, NavLink } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconBook, IconCategory, IconInbox, IconPlus, IconUsers, IconUsersGroup } from '@tabler/icons-react'
import { Link, Outlet, useLocation } from '@tanstack/react-router'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Bell } from '../features/notifications/bell.tsx'
import { AccountMenu } from '../features/session/account-menu.tsx'
import { PresenceSwitch } from '../features/session/presence-switch.tsx'
import { ConnectionBanner } from '../live/connection-banner.tsx'
import { useEventStream } from '../live/event-stream.ts'
import classes from './frame.module.css'
import { Mark } from './mark.tsx'

const places = [
  { to: '/tickets', name: 'tickets', icon: IconInbox },
  { to: '/articles', name: 'articles', icon: IconBook },
  { to: '/teams', name: 'teams', icon: IconUsersGroup },
  { to: '/people', name: 'people', icon: IconUsers },
  { to: '/categories', name: 'categories', icon: IconCategory },
] as const

/** What surrounds every page of those who are signed in. */
export function Frame() {
  const { t } = useTranslation()
  const [isOpen, menu] = useDisclosure(false)
  const { pathname } = useLocation()
  const main = useRef<HTMLElement>(null)
  useEventStream()
  // biome-ignore lint/correctness/useExhaustiveDependencies: the menu of a phone closes when it has led somewhere
  useEffect(menu.close, [pathname])
  return (
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 208, breakpoint: 'sm', collapsed: { mobile: !isOpen } }}
      padding={{ base: 'sm', sm: 'lg' }}
    >
      <AppShell.Header className={classes.surface}>
        <button type="button" className={classes.skip} onClick={() => main.current?.focus()}>
          {t('app.skip')}
        </button>
        <Group h="100%" px={{ base: 'xs', sm: 'md' }} gap="xs" justify="space-between" wrap="nowrap">
          <Group gap="sm" wrap="nowrap">
            <Burger
              opened={isOpen}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t('app.menu')}
              aria-expanded={isOpen}
            />
            <Link to="/tickets" className={classes.home} aria-label="Firstline">
              <Mark />
            </Link>
          </Group>
          <Group gap={8} wrap="nowrap">
            <Bell />
            <PresenceSwitch />
            <AccountMenu />
          </Group>
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" className={classes.surface} aria-label={t('app.navigation')}>
        <Button
          component={Link}
          to="/tickets/new"
          variant="light"
          mb="sm"
          leftSection={<IconPlus size={16} aria-hidden />}
        >
          {t('app.newTicket')}
        </Button>
        {places.map(({ to, name, icon: Icon }) => (
          <NavLink
            key={to}
            renderRoot={(props) => <Link to={to} {...props} />}
            label={t(`app.${name}`)}
            leftSection={<Icon size={18} stroke={1.7} aria-hidden />}
            active={pathname.startsWith(to)}
            aria-current={pathname.startsWith(to) ? 'page' : undefined}
            className={classes.place}
          />
        ))}
      </AppShell.Navbar>
      <AppShell.Main ref={main} id="main" tabIndex={-1} className={classes.main}>
        <Outlet />
      </AppShell.Main>
      <ConnectionBanner />
    </AppShell>
  )
}
