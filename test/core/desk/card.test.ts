import { describe, expect, it } from 'vitest'
import { cardOf, worksWith } from '../../../core/desk/card.ts'
import { catalogue } from '../../../core/messages/catalogue.ts'
import type { Ticket } from '../../../core/tickets/ticket.ts'

const ticket: Ticket = {
  number: 7,
  conversationId: '00000000-0000-0000-0000-000000000001',
  subject: 'VPN does not connect',
  state: 'new',
  level: 'second',
  priority: 'urgent',
  category: 'Network',
  source: 'slack',
  requester: { id: '1', name: 'Erin', email: 'erin@example.org' },
  team: { id: '2', name: 'Second level', level: 'second' },
  assignee: null,
  impact: null,
  urgency: null,
  tags: [],
  fields: {},
  snoozedUntil: null,
  mergedInto: null,
  returns: null,
  articlesTried: [{ id: 'a', title: 'Set up the VPN', outcome: 'not_helpful' }],
  routing: { why: 'because', decidedAt: '2026-11-24T10:00:00Z', considered: [] },
  firstResponseDue: new Date('2026-11-24T12:00:00Z'),
  resolutionDue: new Date('2026-11-25T12:00:00Z'),
  firstRespondedAt: null,
  solvedAt: null,
  satisfaction: null,
  version: 1,
  createdAt: new Date('2026-11-24T10:00:00Z'),
  updatedAt: new Date('2026-11-24T10:00:00Z'),
}
const show = (change: Partial<Ticket>, language: 'en' | 'de' = 'en') =>
  cardOf(
    { ...ticket, ...change },
    { question: 'my vpn', url: 'http://t/7', timeZone: 'Europe/Berlin', language, words: catalogue(language) },
  )
const alex = { id: '3', name: 'Alex' }

describe('the card of a ticket', () => {
  it('says who asks, what for, who has it and when an answer is due', () => {
    const card = show({})
    expect(card).toMatchObject({ number: 7, subject: 'VPN does not connect', isUrgent: true, assignee: null })
    const fields = Object.fromEntries(card.fields.map(({ label, value }) => [label, value]))
    expect(fields).toMatchObject({
      Requester: 'Erin (erin@example.org)',
      With: 'nobody yet',
      Category: 'Network',
      'The bot showed': 'Set up the VPN',
    })
    expect(fields['First response by']).toContain('13:00')
  })

  it('speaks the language of its desk', () => {
    expect(show({}, 'de').fields.map(({ label }) => label)).not.toContain('Requester')
    expect(show({}, 'de').works).not.toEqual(show({}).works)
  })

  it('names no due time that has been met or does not matter any more', () => {
    const labels = (change: Partial<Ticket>) => show(change).fields.map(({ label }) => label)
    expect(labels({ firstRespondedAt: new Date() })).not.toContain('First response by')
    expect(labels({ state: 'solved' })).not.toContain('Resolution by')
  })

  it('shows the stars that were given', () => {
    expect(show({ state: 'solved', satisfaction: 4 }).fields).toContainEqual({ label: 'Satisfaction', value: '4 ★' })
  })
})

describe('what can be done with a ticket', () => {
  it.each<[string, Partial<Ticket>, { can: string[]; cannot: string[] }]>([
    ['nobody has it', {}, { can: ['take', 'escalate', 'reply'], cannot: ['release', 'deescalate'] }],
    ['somebody has it', { assignee: alex, state: 'open' }, { can: ['release', 'wait', 'solve'], cannot: ['take'] }],
    ['it waits for the requester', { assignee: alex, state: 'pending' }, { can: ['reopen'], cannot: ['wait'] }],
    ['it is at the third level', { level: 'third' }, { can: ['deescalate'], cannot: ['escalate'] }],
    ['it is solved', { state: 'solved' }, { can: ['reopen', 'note'], cannot: ['reply', 'solve', 'take'] }],
    ['it is closed', { state: 'closed' }, { can: [], cannot: ['reopen', 'note', 'reply'] }],
  ])('when %s', (_when, change, { can, cannot }) => {
    const works = worksWith({ ...ticket, ...change })
    expect(works).toEqual(expect.arrayContaining(can))
    for (const work of cannot) expect(works).not.toContain(work)
  })
})
