/** When a ticket may wake, as offered. */
export const wakeTimes = ['hour', 'tomorrow', 'monday'] as const
export type WakeTime = (typeof wakeTimes)[number]

/**
 * The instant a ticket wakes: in an hour, tomorrow at nine, or on the next Monday at nine, by the clock of whoever
 * chooses.
 */
export function wakeAt(time: WakeTime, now: Date): Date {
  const at = new Date(now)
  if (time === 'hour') at.setHours(at.getHours() + 1)
  else {
    at.setDate(at.getDate() + (time === 'tomorrow' ? 1 : ((7 - at.getDay()) % 7) + 1))
    at.setHours(9, 0, 0, 0)
  }
  return at
}
