import { NotFound } from '../../frame/not-found.tsx'

export function PeoplePage() {
  return <NotFound />
}
