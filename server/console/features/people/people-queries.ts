import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query'
import type { Person } from '../../../api/schemas/people.ts'
import { keys } from '../../api/queries.ts'
import { get, getAll } from '../../api/request.ts'

/** Everybody who can be given a ticket. */
export const staffQuery = queryOptions({
  queryKey: [...keys.people, 'staff'],
  queryFn: ({ signal }) => getAll<Person>('people', { role: 'staff' }, signal),
})

interface PeoplePage {
  items: Person[]
  next: string | null
}

/** People page by page, by name. */
export const peopleQuery = (role: 'staff' | 'requester', q: string | undefined) =>
  infiniteQueryOptions({
    queryKey: [...keys.people, role, q ?? ''],
    queryFn: ({ pageParam, signal }) => get<PeoplePage>('people', { role, q, cursor: pageParam, limit: 50 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: PeoplePage) => page.next ?? undefined,
  })
