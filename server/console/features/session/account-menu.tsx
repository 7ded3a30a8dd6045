import { ActionIcon, Avatar, Button, Divider, Group, Popover, Stack, Text } from '@mantine/core'
import { IconLogout } from '@tabler/icons-react'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useRouter } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import { write } from '../../api/request.ts'
import { useExplain } from '../../feedback/failure.tsx'
import { tellFailure } from '../../feedback/tell.ts'
import { Preferences } from './preferences.tsx'
import { useChangeMe, useMe } from './session.ts'

/** Who is signed in, their language and colours, and the way out. */
export function AccountMenu() {
  const { t } = useTranslation()
  const me = useMe()
  const router = useRouter()
  const queries = useQueryClient()
  const explain = useExplain()
  const changeMe = useChangeMe()
  const signOut = useMutation({
    mutationFn: () => write('DELETE', 'session'),
    onSuccess: () => {
      router.history.push('/sign-in')
      queries.clear()
    },
    onError: (error) => tellFailure(explain(error)),
  })
  return (
    <Popover position="bottom-end" trapFocus>
      <Popover.Target>
        <ActionIcon variant="transparent" size={36} radius="xl" aria-label={t('session.account', { name: me.name })}>
          <Avatar name={me.name} color="harbor" variant="filled" size={32} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="sm" maw={280}>
          <div>
            <Text fw={600} dir="auto" lineClamp={2}>
              {me.name}
            </Text>
            <Text size="sm" c="dimmed" lineClamp={1}>
              {me.email} · {t(`role.${me.role}`)}
            </Text>
          </div>
          <Divider />
          <Preferences
            onLanguage={(language) => changeMe({ language }).catch((error) => tellFailure(explain(error)))}
          />
          <Divider />
          <Group>
            <Button
              variant="default"
              size="xs"
              fullWidth
              leftSection={<IconLogout size={16} aria-hidden />}
              loading={signOut.isPending}
              onClick={() => signOut.mutate()}
            >
              {t('session.signOut')}
            </Button>
          </Group>
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
