import type { TicketFacts } from '../../../core/automation/facts/facts.ts'

const at = (iso: string) => new Date(iso)

/** The facts of an ordinary ticket on a Wednesday at noon, some of them changed. */
export function factsLike(change: Partial<TicketFacts> = {}): TicketFacts {
  return {
    now: at('2026-03-04T12:00:00Z'),
    number: 17,
    subject: 'VPN drops every hour',
    text: 'Since Monday the VPN drops and I lose my work.',
    state: 'pending',
    priority: 'high',
    level: 'second',
    source: 'slack',
    team: 'IT Support',
    category: 'IT',
    tags: ['vpn', 'Laptop'],
    assignee: 'Alex Brandt',
    requester: { name: 'Erin', email: 'erin@Example.org' },
    actor: 'requester',
    moments: {
      created: at('2026-02-25T09:00:00Z'),
      stateChanged: at('2026-02-25T12:00:00Z'),
      replied: null,
      requesterWrote: at('2026-03-04T11:30:00Z'),
      changed: at('2026-03-04T11:30:00Z'),
    },
    due: { firstResponse: at('2026-03-04T11:00:00Z'), resolution: at('2026-03-04T14:00:00Z') },
    hours: { timeZone: 'UTC', days: [1, 2, 3, 4, 5], opens: '09:00', closes: '17:00' },
    ...change,
  }
}
