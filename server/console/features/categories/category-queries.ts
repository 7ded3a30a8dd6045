import { queryOptions } from '@tanstack/react-query'
import type { Category } from '../../../api/schemas/people.ts'
import { keys } from '../../api/queries.ts'
import { getAll } from '../../api/request.ts'

/** All categories. */
export const categoriesQuery = queryOptions({
  queryKey: keys.categories,
  queryFn: ({ signal }) => getAll<Category>('categories', {}, signal),
})
