import { EmptyState, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** An empty place that says what to do next. */
export function Empty({
  icon,
  title,
  text,
  children,
}: {
  icon: ReactNode
  title: string
  text: string
  children?: ReactNode
}) {
  return (
    <EmptyState icon={icon} py="xl" withIndicatorBackground>
      <Title order={2}>{title}</Title>
      <EmptyState.Description>{text}</EmptyState.Description>
      {children && <EmptyState.Actions>{children}</EmptyState.Actions>}
    </EmptyState>
  )
}
