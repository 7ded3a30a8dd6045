import { QueryCache, QueryClient } from '@tanstack/react-query'
import { Refused } from './request.ts'

/** The names under which answers are kept; the event stream invalidates by them. */
export const keys = {
  session: ['session'] as const,
  tickets: ['tickets'] as const,
  inbox: ['tickets', 'counts'] as const,
  ticket: (number: number) => ['ticket', number] as const,
  timeline: (number: number) => ['ticket', number, 'timeline'] as const,
  watchers: (number: number) => ['ticket', number, 'watchers'] as const,
  conversation: (number: number, id: string) => ['ticket', number, 'conversation', id] as const,
  notifications: ['notifications'] as const,
  articles: ['articles'] as const,
  article: (id: string) => ['article', id] as const,
  versions: (id: string) => ['article', id, 'versions'] as const,
  teams: ['teams'] as const,
  people: ['people'] as const,
  categories: ['categories'] as const,
}

/**
 * The cache of the console. Refusals are final; a server that is away is asked again.
 * @param onSignedOut called when an answer says that the session has ended
 */
export function createQueries(onSignedOut: () => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      onError: (error) => {
        if (error instanceof Refused && error.status === 401) onSignedOut()
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 30_000,
        retry: (failures, error) => !(error instanceof Refused) && failures < 3,
      },
      mutations: { networkMode: 'always' },
    },
  })
}
