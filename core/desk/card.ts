import { type Catalogue, spokenInstant } from '../messages/catalogue.ts'
import type { DeskWorkName, Language, TicketCard } from '../ports.ts'
import { isUnsolved, type Ticket } from '../tickets/ticket.ts'

/** What can be done with a ticket as it stands, what is done most often first. */
export function worksWith(ticket: Pick<Ticket, 'state' | 'assignee' | 'level'>): DeskWorkName[] {
  if (ticket.state === 'closed') return []
  if (ticket.state === 'solved') return ['reopen', 'note']
  const moves: DeskWorkName[] = [ticket.level === 'second' ? 'escalate' : 'deescalate', 'not_ours']
  return [
    ...(ticket.assignee ? [] : (['take'] as const)),
    'reply',
    'send_article',
    ...(ticket.state === 'pending' ? (['reopen'] as const) : (['wait'] as const)),
    'solve',
    'assign',
    ...(ticket.assignee ? (['release'] as const) : []),
    ...moves,
    'note',
  ]
}

/**
 * The card of a ticket.
 * @param question what the requester wrote first
 * @param timeZone IANA name, of the team's hours
 * @param url of the ticket in the console
 */
export function cardOf(
  ticket: Ticket,
  shown: { question: string; url: string; timeZone: string; language: Language; words: Catalogue },
): TicketCard {
  const { words, language, timeZone } = shown
  const say = words.desk
  const due = (at: Date | null) => (at ? spokenInstant(at, language, timeZone) : null)
  const field = (label: string, value: string | null) => (value === null ? [] : [{ label, value }])
  const isOpen = isUnsolved(ticket.state)
  return {
    number: ticket.number,
    subject: ticket.subject,
    url: shown.url,
    state: { name: ticket.state, label: words.state[ticket.state]() },
    isUrgent: ticket.priority === 'urgent',
    assignee: ticket.assignee?.name ?? null,
    requester: { name: ticket.requester.name, email: ticket.requester.email },
    question: shown.question,
    fields: [
      ...field(
        say.requester(),
        ticket.requester.email ? `${ticket.requester.name} (${ticket.requester.email})` : ticket.requester.name,
      ),
      ...field(say.state(), words.state[ticket.state]()),
      ...field(say.assignee(), ticket.assignee?.name ?? say.nobody()),
      ...field(say.team(), `${ticket.team.name} (${words.level[ticket.level]()})`),
      ...field(say.category(), ticket.category),
      ...field(say.priority(), words.priority[ticket.priority]()),
      ...(isOpen && !ticket.firstRespondedAt ? field(say.firstResponse(), due(ticket.firstResponseDue)) : []),
      ...(isOpen ? field(say.resolution(), due(ticket.resolutionDue)) : []),
      ...field(say.satisfaction(), ticket.satisfaction === null ? null : words.stars(ticket.satisfaction)),
      ...field(
        say.tried(),
        ticket.articlesTried.length > 0 ? ticket.articlesTried.map(({ title }) => title).join(', ') : null,
      ),
    ],
    works: worksWith(ticket).map((work) => ({ do: work, label: say.works[work]() })),
  }
}
