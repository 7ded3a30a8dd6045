/** A solved ticket that nobody opens again for so long is closed for good. */
export const closeAfterDays = 7

/** Name of the timer that closes a solved ticket. */
export function closingTimer(number: number): string {
  return `close-ticket:${number}`
}
