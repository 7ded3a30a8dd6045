import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Session } from '../../../api/schemas/people.ts'
import { get, write } from '../../api/request.ts'
import { Failure } from '../../feedback/failure.tsx'
import { Gate } from './gate.tsx'
import { useEnter } from './session.ts'

/** Where one signs in, and returns to where one wanted to go. */
export function SignInPage() {
  const { t } = useTranslation()
  const router = useRouter()
  const enter = useEnter()
  const { next } = useSearch({ from: '/sign-in' })
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  useDocumentTitle(`${t('session.signInTitle')} · Firstline`)
  const setUp = useQuery({
    queryKey: ['setup'],
    queryFn: ({ signal }) => get<{ needed: boolean }>('setup', {}, signal),
  })
  const signIn = useMutation({
    mutationFn: () => write<Session>('POST', 'session', { email, password }),
    onSuccess: async (session) => {
      await enter(session)
      router.history.push(isOurs(next) ? next : '/')
    },
  })
  return (
    <Gate title={t('session.signInTitle')} text={t('session.signInText')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          signIn.mutate()
        }}
      >
        <Stack>
          {setUp.data?.needed && (
            <Alert variant="outline" color="harbor">
              {t('session.setUpNeeded')}
            </Alert>
          )}
          {signIn.error && <Failure error={signIn.error} />}
          <TextInput
            label={t('session.email')}
            type="email"
            name="email"
            autoComplete="username"
            autoFocus
            required
            value={email}
            onChange={(event) => setEmail(event.currentTarget.value)}
          />
          <PasswordInput
            label={t('session.password')}
            name="password"
            autoComplete="current-password"
            required
            visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" loading={signIn.isPending} mt="xs">
            {t('session.signIn')}
          </Button>
        </Stack>
      </form>
    </Gate>
  )
}

/** Only pages of ours are gone to after signing in: not `//elsewhere`, which is another host. */
function isOurs(path: string | undefined): path is string {
  return path !== undefined && /^\/(?![/\\])/.test(path)
}
