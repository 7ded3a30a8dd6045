import { EmptyState, Title } from '@mantine/core'
import type { ReactNode } from 'react'

/** An empty place that says what to do next. */
export function Empty({
  icon,
  title,
  text,
  isPage = false,
  children,
}: {
  icon: ReactNode
  title: string
  text: string
  /** It stands for a whole page, so its title is the page's. */
  isPage?: boolean
  children?: ReactNode
}) {
  return (
    <EmptyState icon={icon} py="xl" withIndicatorBackground>
      <Title order={isPage ? 1 : 2} size="h2">
        {title}
      </Title>
      <EmptyState.Description>{text}</EmptyState.Description>
      {children && <EmptyState.Actions>{children}</EmptyState.Actions>}
    </EmptyState>
  )
}
