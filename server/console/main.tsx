import '@mantine/core/styles.css'
import '@mantine/notifications/styles.css'
import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { createQueries } from './api/queries.ts'
import { createPages } from './frame/router.tsx'
import { startMessages } from './messages/language.ts'
import { cssVariables, theme } from './theme.ts'

startMessages()
const queries = createQueries(() => {
  const { pathname, href } = pages.state.location
  if (pathname === '/sign-in' || pathname === '/setup') return
  void pages.navigate({ to: '/sign-in', search: { next: href }, replace: true })
})
const pages = createPages(queries)

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queries}>
        <Notifications position="bottom-left" />
        <RouterProvider router={pages} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
