import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../core/messages/catalogue.ts'
import { type AgentLoad, chooseAgent, isEligible } from '../../../core/routing/choose-agent.ts'

const words = catalogue('en')
const agent = (name: string, change: Partial<AgentLoad> = {}): AgentLoad => ({
  id: name.toLowerCase(),
  name,
  presence: 'available',
  openTickets: 0,
  capacity: 5,
  lastAssignedAt: null,
  ...change,
})

describe('choosing an agent', () => {
  it.each([
    ['the least loaded', [agent('Alex', { openTickets: 2 }), agent('Bea', { openTickets: 1 })], 'Bea'],
    [
      'who waited longest, where they tie',
      [
        agent('Alex', { lastAssignedAt: '2026-01-02T00:00:00Z' }),
        agent('Bea', { lastAssignedAt: '2026-01-01T00:00:00Z' }),
      ],
      'Bea',
    ],
    [
      'who never had one, before who did',
      [agent('Alex', { lastAssignedAt: '2026-01-02T00:00:00Z' }), agent('Bea')],
      'Bea',
    ],
    ['the first by id, where they tie in everything', [agent('Bea'), agent('Alex')], 'Alex'],
    [
      'one with room, though another who is full has fewer tickets',
      [agent('Alex', { openTickets: 1, capacity: 1 }), agent('Bea', { openTickets: 4 })],
      'Bea',
    ],
    [
      'nobody who is away or offline',
      [agent('Alex', { presence: 'away' }), agent('Bea', { presence: 'offline' })],
      null,
    ],
    ['nobody who is full', [agent('Alex', { openTickets: 5 })], null],
    ['nobody of nobody', [], null],
  ])('takes %s', (_situation, agents, expected) => {
    expect(chooseAgent('Desk', agents, words).agent?.name ?? null).toBe(expected)
  })

  it('says of everybody why, and why the ticket waits', () => {
    const { considered, why } = chooseAgent(
      'Desk',
      [agent('Alex', { presence: 'away' }), agent('Bea', { openTickets: 5 })],
      words,
    )
    expect(considered).toEqual([
      { agent: 'Alex', eligible: false, openTickets: 0, reason: 'away' },
      { agent: 'Bea', eligible: false, openTickets: 5, reason: 'has no room: 5 of 5 tickets' },
    ])
    expect(why).toContain('waits in the queue')
  })

  const anyAgents = fc.uniqueArray(
    fc.record({
      id: fc.uuid(),
      name: fc.string(),
      presence: fc.constantFrom('available', 'away', 'offline') as fc.Arbitrary<AgentLoad['presence']>,
      openTickets: fc.nat(8),
      capacity: fc.integer({ min: 1, max: 8 }),
      lastAssignedAt: fc.option(fc.constantFrom('2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z')),
    }),
    { selector: (each) => each.id, maxLength: 12 },
  )

  it('never takes somebody who cannot, nor one with more tickets than another who can', () => {
    fc.assert(
      fc.property(anyAgents, (agents) => {
        const { agent: chosen } = chooseAgent('Desk', agents, words)
        const eligible = agents.filter(isEligible)
        expect(chosen === null).toBe(eligible.length === 0)
        if (chosen) expect(eligible).toContain(chosen)
        if (chosen) expect(chosen.openTickets).toBe(Math.min(...eligible.map((each) => each.openTickets)))
      }),
    )
  })

  it('decides the same, for the same reason, in whatever order the agents come', () => {
    const twice = anyAgents.chain((agents) =>
      fc.tuple(
        fc.constant(agents),
        fc.shuffledSubarray(agents, { minLength: agents.length, maxLength: agents.length }),
      ),
    )
    fc.assert(
      fc.property(twice, ([agents, shuffled]) => {
        const first = chooseAgent('Desk', agents, words)
        const second = chooseAgent('Desk', shuffled, words)
        expect(second.agent).toEqual(first.agent)
        expect(second.why).toBe(first.why)
      }),
    )
  })
})
