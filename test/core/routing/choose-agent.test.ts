import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { catalogue } from '../../../core/messages/catalogue.ts'
import {
  type Candidate,
  chooseAgent,
  isFree,
  obstacle,
  type RoutingInputs,
} from '../../../core/routing/choose-agent.ts'
import { loadOf } from '../../../core/routing/load.ts'

const words = catalogue('en')
const none = { low: 0, normal: 0, high: 0, urgent: 0 }
const agent = (name: string, change: Partial<Candidate> = {}): Candidate => ({
  id: name.toLowerCase(),
  name,
  presence: 'available',
  awayUntil: null,
  hours: null,
  languages: [],
  skills: [],
  open: none,
  capacity: 5,
  lastAssignedAt: null,
  timesHelped: 0,
  ...change,
})
/** A Thursday, noon in Berlin. */
const noon = '2026-01-01T11:00:00.000Z'
const asked = (candidates: Candidate[], ticket: Partial<RoutingInputs['ticket']> = {}): RoutingInputs => ({
  team: 'Desk',
  at: noon,
  ticket: { language: 'en', skills: [], ...ticket },
  candidates,
})
const normal = (count: number) => ({ open: { ...none, normal: count } })
const berlin = { timeZone: 'Europe/Berlin', days: [1, 2, 3, 4, 5], opens: '09:00', closes: '17:00' }
const vpn = { name: 'VPN', grade: 2, isRequired: true }

describe('choosing an agent', () => {
  it.each<[string, RoutingInputs, string | null]>([
    ['the least loaded', asked([agent('Alex', normal(2)), agent('Bea', normal(1))]), 'Bea'],
    [
      'the one with two low tickets before the one with an urgent one',
      asked([agent('Alex', { open: { ...none, urgent: 1 } }), agent('Bea', { open: { ...none, low: 2 } })]),
      'Bea',
    ],
    [
      'who waited longest, where they tie',
      asked([
        agent('Alex', { lastAssignedAt: '2026-01-02T00:00:00Z' }),
        agent('Bea', { lastAssignedAt: '2026-01-01T00:00:00Z' }),
      ]),
      'Bea',
    ],
    [
      'who never had one, before who did',
      asked([agent('Alex', { lastAssignedAt: '2026-01-02T00:00:00Z' }), agent('Bea')]),
      'Bea',
    ],
    ['the first by id, where they tie in everything', asked([agent('Bea'), agent('Alex')]), 'Alex'],
    [
      'one with room, though another who is full has fewer tickets',
      asked([agent('Alex', { ...normal(1), capacity: 1 }), agent('Bea', normal(4))]),
      'Bea',
    ],
    [
      'nobody who is away or offline',
      asked([agent('Alex', { presence: 'away' }), agent('Bea', { presence: 'offline' })]),
      null,
    ],
    ['nobody who is full', asked([agent('Alex', normal(5))]), null],
    ['nobody of nobody', asked([]), null],
    ['nobody who is on leave', asked([agent('Alex', { awayUntil: '2026-01-02T00:00:00Z' })]), null],
    ['who is back from leave', asked([agent('Alex', { awayUntil: noon })]), 'Alex'],
    [
      'who works at this hour where they are',
      asked([
        agent('Alex', { hours: { ...berlin, timeZone: 'America/New_York' } }),
        agent('Bea', { ...normal(3), hours: berlin }),
      ]),
      'Bea',
    ],
    [
      'who has the required skill, however busy',
      asked([agent('Alex'), agent('Bea', { ...normal(4), skills: [{ name: 'vpn', grade: 2 }] })], { skills: [vpn] }),
      'Bea',
    ],
    [
      'nobody whose grade is too low',
      asked([agent('Alex', { skills: [{ name: 'vpn', grade: 1 }] })], { skills: [vpn] }),
      null,
    ],
    [
      'who has a preferred skill and hardly more to do',
      asked([agent('Alex'), agent('Bea', { ...normal(1), skills: [{ name: 'VPN', grade: 3 }] })], {
        skills: [{ ...vpn, isRequired: false }],
      }),
      'Bea',
    ],
    [
      'the least loaded, where who has the preferred skill has much more to do',
      asked([agent('Alex'), agent('Bea', { ...normal(2), skills: [{ name: 'VPN', grade: 3 }] })], {
        skills: [{ ...vpn, isRequired: false }],
      }),
      'Alex',
    ],
    [
      'who helped this requester before and has hardly more to do',
      asked([agent('Alex'), agent('Bea', { ...normal(1), timesHelped: 2 })]),
      'Bea',
    ],
    [
      'the least loaded, where who helped before has much more to do',
      asked([agent('Alex'), agent('Bea', { ...normal(2), timesHelped: 2 })]),
      'Alex',
    ],
    [
      'who speaks the language, however busy',
      asked([agent('Alex', { languages: ['en'] }), agent('Bea', { ...normal(4), languages: ['en', 'de'] })], {
        language: 'de',
      }),
      'Bea',
    ],
    [
      'somebody, where nobody speaks the language',
      asked([agent('Alex', { languages: ['en'] })], { language: 'de' }),
      'Alex',
    ],
  ])('takes %s', (_situation, inputs, expected) => {
    expect(chooseAgent(inputs, words).agent?.name ?? null).toBe(expected)
  })

  it('says of everybody why, and why the ticket waits', () => {
    const { considered, why } = chooseAgent(
      asked(
        [
          agent('Alex', { presence: 'away' }),
          agent('Bea', normal(5)),
          agent('Cleo', { hours: { ...berlin, timeZone: 'Asia/Tokyo' } }),
          agent('Dan'),
          agent('Eve', { awayUntil: '2026-01-02T00:00:00Z' }),
        ],
        { skills: [vpn] },
      ),
      words,
    )
    expect(considered.map(({ agent: name, reason }) => [name, reason])).toEqual([
      ['Alex', 'away'],
      ['Bea', 'has no room: 5 of 5 tickets'],
      ['Cleo', 'outside working hours (Asia/Tokyo)'],
      ['Dan', 'lacks VPN 2'],
      ['Eve', 'away until 2026-01-02T00:00:00Z'],
    ])
    expect(considered.every(({ eligible }) => !eligible)).toBe(true)
    expect(why).toContain('waits in the queue')
  })

  it('says why not, of everybody who could have had it', () => {
    const { considered, why } = chooseAgent(
      asked([
        agent('Alex', { languages: ['de'] }),
        agent('Bea', normal(3)),
        agent('Cleo', { timesHelped: 3 }),
        agent('Dan'),
      ]),
      words,
    )
    expect(considered.map(({ reason }) => reason)).toEqual([
      'available, 0 of 5 tickets; does not speak the requester’s language',
      'available, 3 of 5 tickets; has more to do',
      'available, 0 of 5 tickets',
      'available, 0 of 5 tickets; helped this requester less often',
    ])
    expect(why).toContain('Cleo (0 open) helped this requester before')
  })

  const grade = fc.integer({ min: 1, max: 3 })
  const skillName = fc.constantFrom('vpn', 'payroll')
  const anyInputs: fc.Arbitrary<RoutingInputs> = fc.record({
    team: fc.constant('Desk'),
    at: fc.constant(noon),
    ticket: fc.record({
      language: fc.constantFrom('en', 'de'),
      skills: fc.array(fc.record({ name: skillName, grade, isRequired: fc.boolean() }), { maxLength: 2 }),
    }),
    candidates: fc.uniqueArray(
      fc.record({
        id: fc.uuid(),
        name: fc.string(),
        presence: fc.constantFrom('available', 'available', 'away', 'offline') as fc.Arbitrary<Candidate['presence']>,
        awayUntil: fc.constantFrom(null, '2025-12-31T00:00:00Z', '2026-01-02T00:00:00Z'),
        hours: fc.constantFrom(null, berlin, { ...berlin, timeZone: 'Asia/Tokyo' }),
        languages: fc.constantFrom([], ['en'], ['de'], ['de', 'en']),
        skills: fc.array(fc.record({ name: skillName, grade }), { maxLength: 2 }),
        open: fc.record({ low: fc.nat(2), normal: fc.nat(2), high: fc.nat(2), urgent: fc.nat(2) }),
        capacity: fc.integer({ min: 1, max: 12 }),
        lastAssignedAt: fc.constantFrom(null, '2026-01-01T00:00:00Z', '2026-01-02T00:00:00Z'),
        timesHelped: fc.nat(2),
      }),
      { selector: (each) => each.id, maxLength: 12 },
    ),
  })

  it('takes nobody who cannot, and somebody whenever somebody can', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const able = inputs.candidates.filter((each) => obstacle(each, inputs, words) === null)
        const { agent: chosen } = chooseAgent(inputs, words)
        expect(chosen === null).toBe(able.length === 0)
        if (chosen) expect(able).toContain(chosen)
        if (chosen) expect(isFree(chosen, noon)).toBe(true)
      }),
    )
  })

  it('takes nobody more than one normal ticket busier than another who can and speaks the language', () => {
    fc.assert(
      fc.property(anyInputs, (inputs) => {
        const able = inputs.candidates.filter((each) => obstacle(each, inputs, words) === null)
        const speak = able.filter(
          (each) => each.languages.length === 0 || each.languages.includes(inputs.ticket.language),
        )
        const { agent: chosen } = chooseAgent(inputs, words)
        if (!chosen) return
        if (speak.length > 0) expect(speak).toContain(chosen)
        const rivals = speak.length > 0 ? speak : able
        expect(loadOf(chosen.open)).toBeLessThanOrEqual(Math.min(...rivals.map((each) => loadOf(each.open))) + 1)
      }),
    )
  })

  it('decides the same, for the same reason, from stored inputs and in whatever order the agents come', () => {
    const twice = anyInputs.chain((inputs) =>
      fc.tuple(
        fc.constant(inputs),
        fc.shuffledSubarray(inputs.candidates, {
          minLength: inputs.candidates.length,
          maxLength: inputs.candidates.length,
        }),
      ),
    )
    fc.assert(
      fc.property(twice, ([inputs, candidates]) => {
        const first = chooseAgent(inputs, words)
        expect(chooseAgent(JSON.parse(JSON.stringify(inputs)), words)).toEqual(first)
        const second = chooseAgent({ ...inputs, candidates }, words)
        expect(second.agent).toEqual(first.agent)
        expect(second.why).toBe(first.why)
      }),
    )
  })
})
