import { queryOptions } from '@tanstack/react-query'
import type { Team } from '../../../api/schemas/people.ts'
import { keys } from '../../api/queries.ts'
import { getAll } from '../../api/request.ts'

/** All teams. */
export const teamsQuery = queryOptions({
  queryKey: keys.teams,
  queryFn: ({ signal }) => getAll<Team>('teams', {}, signal),
})
