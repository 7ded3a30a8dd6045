import { queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import type { Person, Session } from '../../../api/schemas/people.ts'
import { keys } from '../../api/queries.ts'
import { get, write } from '../../api/request.ts'
import { speak, spokenLanguage } from '../../messages/language.ts'

/** Who is signed in. */
export const sessionQuery = queryOptions({
  queryKey: keys.session,
  queryFn: ({ signal }) => get<Session>('session', {}, signal),
  staleTime: 5 * 60_000,
})

/** The person at the screen. Only below the frame, which lets nobody in who is not signed in. */
export function useMe(): Person {
  return useSuspenseQuery(sessionQuery).data.person
}

/** True for those who may change articles, teams and categories. */
export function isLead(person: Person): boolean {
  return person.role === 'lead' || person.role === 'admin'
}

/** Changes the person at the screen, and what the console knows of them. */
export function useChangeMe() {
  const queries = useQueryClient()
  return async (change: Partial<Pick<Person, 'presence' | 'language'>>) => {
    const person = await write<Person>('PATCH', 'people/me', change)
    queries.setQueryData(keys.session, { person })
    // The server's own sentences, in the timeline for one, come in the person's language.
    if (change.language) await queries.invalidateQueries()
  }
}

/** What follows a sign-in: the session is known and the console speaks the person's language. */
export function useEnter() {
  const queries = useQueryClient()
  return async (session: Session) => {
    queries.clear()
    queries.setQueryData(keys.session, session)
    if (session.person.language !== spokenLanguage()) await speak(session.person.language)
  }
}
