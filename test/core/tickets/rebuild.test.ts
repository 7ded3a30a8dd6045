import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DomainError } from '../../../core/errors.ts'
import { deescalate, escalate, passOn } from '../../../core/tickets/escalation.ts'
import { HistoryIncomplete, rebuild } from '../../../core/tickets/rebuild.ts'
import { appendRequesterMessage, rateTicket, solveByRequester } from '../../../core/tickets/requester.ts'
import { readPast, readPresent } from '../../../core/tickets/store.ts'
import { setCategory, setPriority } from '../../../core/tickets/triage.ts'
import { assign, note, openTicket, reply, setState } from '../../../core/tickets/work.ts'
import type { Transaction } from '../../../core/transaction.ts'
import { startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'

describe('the history of a ticket', () => {
  let firstline: TestHelpdesk
  let people: string[]
  beforeAll(async () => {
    firstline = await startTestHelpdesk()
    const { second, third } = firstline.teams
    people = [
      await firstline.addPerson({ name: 'Alex', teams: [second], capacity: 500 }),
      await firstline.addPerson({ name: 'Bea', teams: [second, third], capacity: 500 }),
      await firstline.addPerson({ name: 'Chidi', teams: [third], presence: 'away' }),
    ]
    const admin = await firstline.as('admin')
    for (const name of ['IT', 'HR']) await admin('POST', 'categories', { name, keywords: [] })
  })
  afterAll(async () => {
    expect(firstline.errors).toEqual([])
    await firstline.stop()
  })

  const actor = { kind: 'agent', id: null, name: 'Alex' } as const
  // Far ahead, so that no timer fires while the two are compared.
  let clock = Date.parse('2035-03-05T09:00:00.000Z')
  const next = () => {
    clock += 61_003
    return new Date(clock)
  }
  let opened = 0
  const open = () =>
    firstline.helpdesk.transact((tx) =>
      openTicket(
        tx,
        actor,
        {
          requester: { email: `erin${opened % 3}@example.org`, name: null },
          subject: 'VPN drops',
          text: 'The VPN drops every hour',
          source: 'phone',
          priority: 'normal',
          category: null,
          team: null,
        },
        `rebuild/${opened++}`,
        next(),
      ),
    )

  /** Every work there is, on the tickets a run has; which one and with what is drawn. */
  type Work = { name: string; run(tx: Transaction, numbers: number[], drawn: number): Promise<unknown> }
  const pick = <T>(of: readonly T[], drawn: number): T => of[drawn % of.length] as T
  const requesterOf = async (tx: Transaction, number: number) => {
    const { requester } = await readPresent(tx, number)
    return { id: requester, name: 'Erin' }
  }
  const works: Work[] = [
    { name: 'reply', run: (tx, [number = 0]) => reply(tx, number, actor, 'Please restart it.', next()) },
    { name: 'note', run: (tx, [number = 0]) => note(tx, number, actor, 'Old client.', next()) },
    {
      name: 'state',
      run: (tx, [number = 0], drawn) =>
        setState(
          tx,
          number,
          actor,
          pick(['open', 'pending', 'on_hold', 'solved', 'closed', 'open', 'solved'] as const, drawn),
          undefined,
          next(),
        ),
    },
    {
      name: 'priority',
      run: (tx, [number = 0], drawn) =>
        setPriority(
          tx,
          number,
          actor,
          pick(
            ['low', 'urgent', { impact: 'high', urgency: 'medium' }, { impact: 'low', urgency: 'low' }] as const,
            drawn,
          ),
          undefined,
          next(),
        ),
    },
    {
      name: 'category',
      run: (tx, [number = 0], drawn) =>
        setCategory(tx, number, actor, pick(['IT', 'HR', null], drawn), undefined, next()),
    },
    {
      name: 'assign',
      run: (tx, [number = 0], drawn) =>
        assign(tx, number, actor, pick([...people, null, undefined], drawn), undefined, next()),
    },
    {
      name: 'escalate',
      run: (tx, [number = 0]) =>
        escalate(tx, number, actor, { reason: 'hard', team: undefined, seen: undefined }, next()),
    },
    {
      name: 'deescalate',
      run: (tx, [number = 0]) =>
        deescalate(tx, number, actor, { reason: 'easy', team: undefined, seen: undefined }, next()),
    },
    {
      name: 'move',
      run: (tx, [number = 0], drawn) =>
        passOn(
          tx,
          number,
          actor,
          { reason: 'not ours', team: pick(Object.values(firstline.teams), drawn), seen: undefined },
          next(),
        ),
    },
    {
      name: 'solved by the requester',
      run: async (tx, [number = 0]) => solveByRequester(tx, number, await requesterOf(tx, number), next()),
    },
    {
      name: 'rate',
      run: async (tx, [number = 0], drawn) =>
        rateTicket(tx, number, await requesterOf(tx, number), (drawn % 5) + 1, next()),
    },
    {
      name: 'requester writes',
      run: async (tx, [number = 0], drawn) => {
        const [message] = await tx.query(
          `select m.id from message m join ticket k on k.conversation_id = m.conversation_id where k.number = $1 limit 1`,
          [number],
        )
        await appendRequesterMessage(
          tx,
          number,
          {
            ...(await requesterOf(tx, number)),
            text: 'again',
            messageId: message.id,
            files: {},
            reopens: drawn % 3 > 0,
          },
          next(),
        )
      },
    },
  ]

  it('alone tells what the ticket is now, whatever was done to it', async () => {
    const step = fc.record({ work: fc.constantFrom(...works), drawn: fc.nat(1_000), turn: fc.nat(10) })
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async (steps) => {
        const numbers = [await open(), await open(), await open()]
        for (const { work, drawn, turn } of steps) {
          const turned = numbers.map((_, index) => numbers[(index + turn) % numbers.length] as number)
          try {
            await firstline.helpdesk.transact((tx) => work.run(tx, turned, drawn))
          } catch (error) {
            // What a rule of the helpdesk refuses has changed nothing.
            if (!(error instanceof DomainError)) throw error
          }
        }
        const found = await firstline.helpdesk.transact((tx) =>
          tx.query('select number::int from ticket order by number desc limit 3'),
        )
        for (const number of new Set([...numbers, ...found.map((row: { number: number }) => row.number)]))
          await firstline.helpdesk.transact(async (tx) =>
            expect(rebuild(await readPast(tx, number)), `ticket ${number}`).toEqual(await readPresent(tx, number)),
          )
      }),
      { numRuns: 40 },
    )
  })

  it('without its beginning is refused rather than guessed', () => {
    expect(() => rebuild([])).toThrow(HistoryIncomplete)
    expect(() => rebuild([{ kind: 'rated', data: { stars: 3 }, at: new Date(clock), actorKind: 'requester' }])).toThrow(
      HistoryIncomplete,
    )
  })
})
