import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conflictsOf, longestChain, runsAnHour, stopOf } from '../../../core/automation/loops.ts'
import { parseRule } from '../../../core/automation/parse.ts'

const named = (name: string, text: string) => ({ id: name, name, rule: parseRule(text) })

describe('two rules', () => {
  it.each([
    [
      'set going by each other',
      'when state changes then set state open',
      'when state changes then set state pending',
      true,
    ],
    [
      'of which one leaves the tickets of the other alone',
      'when state changes then set state open',
      'when state changes if state is on hold then set state pending',
      false,
    ],
    [
      'whose conditions fit what the other does',
      'when state changes if state is pending then set state open',
      'when state changes if state is open then set state pending',
      true,
    ],
    ['that want the same', 'when state changes then set state open', 'when state changes then set state open', false],
    [
      'that pass a ticket to and fro',
      'when ticket passed on then assign team "A"',
      'when ticket passed on if level is second then assign team "B"',
      true,
    ],
    [
      'that go by the clock',
      'every hour if level is third then give back because "x"',
      'every hour if level is second then escalate because "x"',
      true,
    ],
    [
      'that wait for other things',
      'when note written then set state open',
      'when state changes then set state pending',
      false,
    ],
  ])('%s: a warning %#', (_what, first, second, warned) => {
    expect(conflictsOf(named('a', first), [named('b', second)]).length > 0).toBe(warned)
    expect(conflictsOf(named('b', second), [named('a', first)]).length > 0).toBe(warned)
  })

  it('are not one and the same', () => {
    const rule = named('a', 'when state changes then set state open')
    expect(conflictsOf(rule, [rule])).toEqual([])
  })
})

describe('a chain of rules', () => {
  it('ends, whichever rules set each other going', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.nat({ max: 7 }), { maxLength: 4 }), { minLength: 8, maxLength: 8 }),
        fc.nat({ max: 7 }),
        (sets, first) => {
          // Rule n sets going those that `sets[n]` names: a graph with any number of circles.
          let ran = 0
          const waiting = [{ rule: first, chain: [] as string[] }]
          for (let next = waiting.pop(); next; next = waiting.pop()) {
            if (stopOf(String(next.rule), next.chain, 0) !== null) continue
            ran++
            expect(ran).toBeLessThanOrEqual(4 ** longestChain)
            const chain = [...next.chain, String(next.rule)]
            expect(new Set(chain).size).toBe(chain.length)
            for (const rule of sets[next.rule] ?? []) waiting.push({ rule, chain })
          }
        },
      ),
    )
  })

  it('says why it ends', () => {
    expect(stopOf('a', ['b', 'a'], 0)).toBe('own_effect')
    expect(stopOf('z', ['a', 'b', 'c', 'd', 'e'], 0)).toBe('chain')
    expect(stopOf('z', [], runsAnHour)).toBe('too_often')
    expect(stopOf('z', ['a', 'b', 'c', 'd'], 0)).toBeNull()
  })
})
