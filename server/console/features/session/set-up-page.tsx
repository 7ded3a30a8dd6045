import { Alert, Button, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'
import { useRouter, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Session } from '../../../api/schemas/people.ts'
import { write } from '../../api/request.ts'
import { Failure } from '../../feedback/failure.tsx'
import { spokenLanguage } from '../../messages/language.ts'
import { Gate } from './gate.tsx'
import { useEnter } from './session.ts'

/** Where the link of the first start leads: the first admin is made, and is inside. */
export function SetUpPage() {
  const { t } = useTranslation()
  const router = useRouter()
  const enter = useEnter()
  const { token } = useSearch({ from: '/setup' })
  const [admin, setAdmin] = useState({ name: '', email: '', password: '' })
  const [isShort, setShort] = useState(false)
  useDocumentTitle(`${t('session.setUpTitle')} · Firstline`)
  const create = useMutation({
    mutationFn: async () => {
      const session = await write<Session>('POST', 'setup', { token, ...admin })
      if (session.person.language === spokenLanguage()) return session
      return { person: await write<Session['person']>('PATCH', 'people/me', { language: spokenLanguage() }) }
    },
    onSuccess: async (session) => {
      await enter(session)
      router.history.push('/')
    },
  })
  const submit = () => {
    setShort(admin.password.length < 10)
    if (admin.password.length >= 10) create.mutate()
  }
  return (
    <Gate title={t('session.setUpTitle')} text={t('session.setUpText')}>
      {token ? (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <Stack>
            {create.error && <Failure error={create.error} />}
            <TextInput
              label={t('session.name')}
              name="name"
              autoComplete="name"
              autoFocus
              required
              maxLength={200}
              value={admin.name}
              onChange={(event) => setAdmin({ ...admin, name: event.currentTarget.value })}
            />
            <TextInput
              label={t('session.email')}
              name="email"
              type="email"
              autoComplete="username"
              required
              value={admin.email}
              onChange={(event) => setAdmin({ ...admin, email: event.currentTarget.value })}
            />
            <PasswordInput
              label={t('session.password')}
              description={t('session.passwordHint')}
              error={isShort && t('session.passwordShort')}
              name="password"
              autoComplete="new-password"
              required
              visibilityToggleButtonProps={{ 'aria-label': t('session.showPassword') }}
              value={admin.password}
              onChange={(event) => setAdmin({ ...admin, password: event.currentTarget.value })}
            />
            <Button type="submit" loading={create.isPending} mt="xs">
              {t('session.createAdmin')}
            </Button>
          </Stack>
        </form>
      ) : (
        <Alert variant="outline" color="red">
          {t('session.linkIncomplete')}
        </Alert>
      )}
    </Gate>
  )
}
