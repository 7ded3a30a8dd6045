import { Box, Group, Text, Title } from '@mantine/core'
import { useDocumentTitle } from '@mantine/hooks'
import type { ReactNode } from 'react'

/** A page with its title, a line about it and what one can do there. */
export function Page({
  title,
  text,
  actions,
  children,
}: {
  title: string
  text?: string
  actions?: ReactNode
  children: ReactNode
}) {
  useDocumentTitle(`${title} · Firstline`)
  return (
    <Box maw={1200} mx="auto">
      <Group justify="space-between" mb="md" align="center">
        <div>
          <Title order={1}>{title}</Title>
          {text && <Text c="dimmed">{text}</Text>}
        </div>
        {actions}
      </Group>
      {children}
    </Box>
  )
}
