import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Arriving, arrange, type Placed } from '../../../knowledge/gaps/arrange.ts'

const vpn = ['VPN on the new laptops does not connect', 'how do I get VPN on my new laptop', 'vpn new laptop broken']
const badge = ['my badge does not open the garage', 'garage door refuses my badge', 'badge for the garage']

const arriving = (texts: readonly string[], from = 0): Arriving[] =>
  texts.map((text, at) => ({ id: String(from + at), text, nearest: [] }))

/** Lets questions arrive, some at a time. */
function arrive(groups: readonly Arriving[][]): Map<string, string> {
  let ids = 0
  let placed: Placed[] = []
  let gapOf = new Map<string, string>()
  for (const group of groups) {
    gapOf = arrange(placed, group, () => `gap ${ids++}`)
    placed = [...placed, ...group].map((each) => ({ ...each, gapId: gapOf.get(each.id)!, isDismissed: false }))
  }
  return gapOf
}

/** Questions that are together, as sorted lists. */
function together(gapOf: Map<string, string>, questions: readonly Arriving[]): string[][] {
  const gaps = new Map<string, string[]>()
  for (const { id, text } of questions) gaps.set(gapOf.get(id)!, [...(gaps.get(gapOf.get(id)!) ?? []), text])
  return [...gaps.values()].map((texts) => texts.sort()).sort((a, b) => (a[0]! < b[0]! ? -1 : 1))
}

const words = fc.constantFrom('vpn', 'laptop', 'badge', 'garage', 'printer', 'payslip', 'how', 'the', 'broken', '🙂')
const question = fc.oneof(
  fc.array(words, { minLength: 1, maxLength: 6 }).map((all) => all.join(' ')),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }),
)

describe('gaps in the knowledge base', () => {
  it('are questions about the same, whatever their words in detail', () => {
    const questions = arriving([vpn[0]!, badge[0]!, badge[1]!, vpn[1]!, vpn[2]!, badge[2]!])
    expect(together(arrive([questions]), questions)).toEqual([badge.toSorted(), vpn.toSorted()].sort())
  })

  it('grow with each question that comes later', () => {
    const first = arriving([vpn[0]!, badge[0]!])
    const later = arriving([vpn[1]!, badge[1]!], 2)
    const gapOf = arrive([first, later])
    expect(gapOf.get('2')).toBe(gapOf.get('0'))
    expect(gapOf.get('3')).toBe(gapOf.get('1'))
  })

  it('are told apart by which articles came near, where words say little', () => {
    const near = (articleId: string) => [{ articleId, confidence: 0.5 }]
    const gapOf = arrive([
      [
        { id: 'a', text: 'it is stuck again', nearest: near('printer') },
        { id: 'b', text: 'paper jam once more', nearest: near('printer') },
        { id: 'c', text: 'when is payday', nearest: near('salary') },
      ],
    ])
    expect(gapOf.get('a')).toBe(gapOf.get('b'))
    expect(gapOf.get('a')).not.toBe(gapOf.get('c'))
  })

  it('become one when they have grown together', () => {
    const placed: Placed[] = arriving(vpn).map((each, at) => ({ ...each, gapId: `gap ${at}`, isDismissed: false }))
    const gapOf = arrange(placed, arriving(['vpn on new laptops'], 10), () => 'new')
    expect(new Set(gapOf.values()).size).toBe(1)
  })

  it('take their older questions along when they become one', () => {
    const of = (gapId: string, count: number, from: number): Placed[] =>
      arriving(
        Array.from({ length: count }, () => vpn[0]!),
        from,
      ).map((each) => ({ ...each, gapId, isDismissed: false }))
    const gapOf = arrange([...of('old', 30, 0), ...of('new', 40, 100)], arriving([vpn[1]!], 1_000), () => 'newest')
    expect(gapOf.size).toBe(71)
    expect(new Set(gapOf.values()).size).toBe(1)
  })

  it('that were dismissed take in what is like them and stay as they are', () => {
    const placed: Placed[] = arriving(vpn.slice(0, 2)).map((each) => ({ ...each, gapId: 'gone', isDismissed: true }))
    const gapOf = arrange(placed, arriving([vpn[2]!, badge[0]!], 10), () => 'new')
    for (const { id } of placed) expect(gapOf.get(id)).toBe('gone')
    expect(gapOf.get('10')).toBe('gone')
    expect(gapOf.get('11')).toBe('new')
  })

  it('hold every question exactly once, however the questions come', () => {
    fc.assert(
      fc.property(fc.array(fc.array(question, { maxLength: 8 }), { maxLength: 5 }), (groups) => {
        let count = 0
        const arrivals = groups.map((texts) => {
          const group = arriving(texts, count)
          count += texts.length
          return group
        })
        const gapOf = arrive(arrivals)
        expect(gapOf.size).toBe(count)
        for (const gap of gapOf.values()) expect(gap).toBeTypeOf('string')
      }),
    )
  })

  it('count the same in whatever order questions arrive together', () => {
    fc.assert(
      fc.property(
        fc
          .array(question, { maxLength: 25 })
          .chain((texts) => fc.tuple(fc.constant(texts), fc.shuffledSubarray(texts, { minLength: texts.length }))),
        ([texts, mixed]) => {
          const [one, other] = [arriving(texts), arriving(mixed)]
          expect(together(arrive([one]), one)).toEqual(together(arrive([other]), other))
        },
      ),
    )
  })

  it('hold the same question in one place, however far apart it is asked', () => {
    fc.assert(
      fc.property(question, fc.array(question, { maxLength: 10 }), (asked, between) => {
        const first = arriving([asked])
        const others = arriving(between, 1)
        const last = arriving([asked], 1_000)
        const gapOf = arrive([first, others, last])
        expect(gapOf.get('1000')).toBe(gapOf.get('0'))
      }),
    )
  })
})
