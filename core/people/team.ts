import type { Hours } from '../sla/business-calendar.ts'

/** The human levels; the first level is the bot. */
export type Level = 'second' | 'third'

export interface Team {
  id: string
  name: string
  level: Level
  /** Gets what no category claims, at its level. */
  isDefault: boolean
  hours: Hours
  /** Business minutes. */
  firstResponseMinutes: number
  /** Business minutes. */
  resolutionMinutes: number
}
