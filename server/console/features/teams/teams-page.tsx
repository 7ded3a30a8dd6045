import { NotFound } from '../../frame/not-found.tsx'

export function TeamsPage() {
  return <NotFound />
}
