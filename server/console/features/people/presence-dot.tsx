import type { Person } from '../../../api/schemas/people.ts'
import classes from './presence-dot.module.css'

/** A dot for somebody's presence, differing in shape as well as colour. Always beside the word or a name that says it. */
export function PresenceDot({ presence }: { presence: Person['presence'] }) {
  return <span className={`${classes.dot} ${classes[presence]}`} aria-hidden />
}
