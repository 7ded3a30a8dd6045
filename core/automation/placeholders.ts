import type { TicketFacts } from './facts/facts.ts'

/** What can stand in the texts of a rule, in double curly brackets, and what takes its place. */
const fillers = {
  number: (facts) => String(facts.number),
  subject: (facts) => facts.subject,
  requester: (facts) => facts.requester.name,
  team: (facts) => facts.team,
  agent: (facts) => facts.assignee ?? facts.team,
  category: (facts) => facts.category ?? '',
} satisfies Record<string, (facts: TicketFacts) => string>

/** The names that can stand in a text. */
export const placeholders = Object.keys(fillers)

const pattern = /\{\{\s*([^{}]*?)\s*\}\}/g

/** Puts a ticket's facts into a text: `{{requester}}` becomes the requester's name. What is unknown stays as it is. */
export function fillPlaceholders(text: string, facts: TicketFacts): string {
  return text.replace(pattern, (whole, name: string) =>
    Object.hasOwn(fillers, name) ? fillers[name as keyof typeof fillers](facts) : whole,
  )
}

/** The first placeholder of a text that nothing can take the place of, null when there is none. */
export function unknownPlaceholder(text: string): string | null {
  for (const [, name = ''] of text.matchAll(pattern)) if (!Object.hasOwn(fillers, name)) return name
  return null
}
