/** After how many attempts a row is given up on: with {@link backoffSeconds} about a day. */
export const attemptsAllowed = 30

/**
 * How long to wait after a failed attempt: doubles from one second up to an hour, with a quarter of it by chance so
 * that a recovered platform is not met by everybody at once.
 * @param attempt the attempt that failed, from 1
 * @param chance 0 to 1
 * @param atLeast seconds the platform asked for, null when it asked for none
 */
export function backoffSeconds(attempt: number, chance: number, atLeast: number | null): number {
  const seconds = Math.min(3_600, 2 ** Math.min(attempt - 1, 12)) * (1 + chance / 4)
  return Math.max(seconds, atLeast ?? 0)
}
