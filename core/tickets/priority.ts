import type { Grade, Priority } from './ticket.ts'

/** How many people a matter keeps from their work, and how soon that hurts. */
export interface Grades {
  impact: Grade
  urgency: Grade
}

/** Rows: impact; columns: urgency low, medium, high. The matrix of ITIL's incident management, its five priorities made four. */
const matrix: Record<Grade, Record<Grade, Priority>> = {
  low: { low: 'low', medium: 'low', high: 'normal' },
  medium: { low: 'low', medium: 'normal', high: 'high' },
  high: { low: 'normal', medium: 'high', high: 'urgent' },
}

/** The priority that follows from impact and urgency, with both beside it. */
export function gradedPriority({ impact, urgency }: Grades): Grades & { priority: Priority } {
  return { priority: matrix[impact][urgency], impact, urgency }
}
