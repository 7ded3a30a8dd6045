import { Center, Paper, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'
import { Mark } from '../../frame/mark.tsx'
import { Preferences } from './preferences.tsx'

/** The page before one is inside: one card, and the choice of language and colours. */
export function Gate({ title, text, children }: { title: string; text: string; children: ReactNode }) {
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={400} gap="lg">
        <Mark />
        <Paper withBorder radius="lg" p="xl" bg="var(--firstline-surface)">
          <Title order={1}>{title}</Title>
          <Text c="dimmed" mb="lg" mt={4}>
            {text}
          </Text>
          {children}
        </Paper>
        <Preferences />
      </Stack>
    </Center>
  )
}
