/**
 * Seconds to wait after each failed attempt: the schedule that Standard Webhooks recommend, three days in all.
 * https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#deliverability-and-reliability
 */
const pauses = [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]

/**
 * How long to wait before a message is tried again, null when it is given up on.
 * @param attempt the attempt that failed, from 1
 * @param chance 0 to 1: up to a tenth more, so that a receiver that is back is not met by everything at once
 * @param atLeast seconds the receiver asked for, null when it asked for none; more than a day is not waited
 */
export function pauseAfter(attempt: number, chance: number, atLeast: number | null): number | null {
  const pause = pauses[attempt - 1]
  if (pause === undefined) return null
  return Math.max(pause * (1 + chance / 10), Math.min(atLeast ?? 0, 86_400))
}

/**
 * For how long nothing at all is sent to an endpoint that has just failed, in seconds: a receiver that hangs must not
 * keep the workers from the others.
 * @param failures failures in a row, from 1
 */
export function endpointPause(failures: number): number {
  return Math.min(300, 2 ** Math.min(failures - 1, 9))
}

/** An endpoint that has failed for so long without one success is switched off. */
export const switchOffAfterDays = 5

/** Whether an endpoint is to be switched off. @param failingSince its first failure since the last success */
export function hasFailedTooLong(failingSince: Date, now: Date): boolean {
  return now.getTime() - failingSince.getTime() >= switchOffAfterDays * 86_400_000
}
