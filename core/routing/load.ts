import type { Priority } from '../tickets/ticket.ts'

/** How much of a capacity a ticket takes: a normal one takes one place. */
const weights: Record<Priority, number> = { low: 0.5, normal: 1, high: 1.5, urgent: 2 }

/** How many unsolved tickets somebody has, by priority. */
export type OpenTickets = Record<Priority, number>

/** What somebody carries, in places of their capacity: urgent tickets weigh twice as much as normal ones. */
export function loadOf(open: OpenTickets): number {
  return (Object.keys(weights) as Priority[]).reduce((sum, priority) => sum + open[priority] * weights[priority], 0)
}

/** How many unsolved tickets somebody has. */
export function countOf(open: OpenTickets): number {
  return open.low + open.normal + open.high + open.urgent
}
