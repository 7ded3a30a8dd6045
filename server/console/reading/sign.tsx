import type { ReactNode } from 'react'
import classes from './sign.module.css'

export type Tone = 'info' | 'active' | 'waiting' | 'quiet' | 'good' | 'bad'

/** A word on a coloured ground, for states. The word says it; the colour only helps. */
export function Sign({ tone, children }: { tone: Tone; children: ReactNode }) {
  return <span className={`${classes.sign} ${classes[tone]}`}>{children}</span>
}
