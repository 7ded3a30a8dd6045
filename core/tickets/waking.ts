/** Name of the timer that wakes a sleeping ticket. */
export function wakingTimer(number: number): string {
  return `wake-ticket:${number}`
}
