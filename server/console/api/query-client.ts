import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query'
import { ApiProblem } from './client.ts'

/** Key of the query that knows who is signed in. */
export const sessionKey = ['session'] as const

/**
 * The cache of everything read from the API. Live events keep it fresh, so nothing is read again merely because time
 * has passed. A 401 anywhere means that the session has ended.
 */
export function createQueryClient(onSignedOut: () => void): QueryClient {
  const onError = (error: unknown) => {
    if (error instanceof ApiProblem && error.status === 401 && client.getQueryData(sessionKey)) {
      client.setQueryData(sessionKey, null)
      onSignedOut()
    }
  }
  const client = new QueryClient({
    queryCache: new QueryCache({ onError }),
    mutationCache: new MutationCache({ onError }),
    defaultOptions: {
      // `always`: a request made while offline fails at once and says so, instead of hanging without a word.
      queries: {
        staleTime: 60_000,
        networkMode: 'always',
        retry: (failures, error) => failures < 2 && !(error instanceof ApiProblem && error.status < 500),
      },
      mutations: { networkMode: 'always' },
    },
  })
  return client
}
