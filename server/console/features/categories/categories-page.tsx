import { NotFound } from '../../frame/not-found.tsx'

export function CategoriesPage() {
  return <NotFound />
}
