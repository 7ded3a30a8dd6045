/**
 * Milliseconds to wait before another attempt: half a second, doubling up to 15 s, with up to a quarter more by chance
 * so that the pages of a whole company do not come back in the same instant.
 * @param failures attempts that failed so far, >= 1
 */
export function waitMilliseconds(failures: number, chance: number = Math.random()): number {
  return Math.min(500 * 2 ** (failures - 1), 15_000) * (1 + chance / 4)
}
