import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { UnitKind } from '../../../knowledge/search/bm25.ts'
import { type ArticleScore, type Concept, InvertedIndex, type Unit } from '../../../knowledge/search/inverted-index.ts'

const terms = ['vpn', 'leave', 'badge', 'printer', 'salary', 'travel', 'laptop', 'office', 'week', 'portal', 'form']
const kinds: UnitKind[] = ['passage', 'page', 'phrasing']

/** The units of one article, in the order an article has them. */
const anyUnits = fc
  .array(
    fc.record({
      kind: fc.constantFrom(...kinds),
      terms: fc.dictionary(fc.constantFrom(...terms), fc.constantFrom(0.5, 1, 1.5, 2, 3), { minKeys: 1, maxKeys: 6 }),
      length: fc.integer({ min: 1, max: 30 }),
    }),
    { minLength: 1, maxLength: 5 },
  )
  .map((units) => {
    const page = units.find(({ kind }) => kind === 'page')
    return [...units.filter(({ kind }) => kind !== 'page'), ...(page ? [page] : [])]
  })
type Units = { kind: UnitKind; terms: Record<string, number>; length: number }[]

const anyChange = fc.oneof(
  { weight: 4, arbitrary: fc.record({ put: anyUnits }) },
  { weight: 1, arbitrary: fc.record({ remove: fc.nat(30) }) },
)
const anyQuestion: fc.Arbitrary<Concept[]> = fc.array(
  fc
    .uniqueArray(fc.constantFrom(...terms, 'unheard'), { minLength: 1, maxLength: 3 })
    .map((words) => words.map((term, at) => ({ term, weight: at === 0 ? 1 : 0.4 }))),
  { minLength: 1, maxLength: 5 },
)

const shapes = { page: [1.2, 0.75], passage: [1.2, 0.5], phrasing: [0.5, 0.6] } as const

/** What the index should say, worked out unit by unit from the formula. */
function oracle(articles: Map<number, Units>, question: Concept[]): Map<number, Omit<ArticleScore, 'article'>> {
  const all = [...articles.values()].flat()
  const of = (kind: UnitKind) => all.filter((unit) => unit.kind === kind)
  const rarity = (term: string, kind: UnitKind) => {
    const held = of(kind).filter((unit) => term in unit.terms).length
    return Math.log(1 + (of(kind).length - held + 0.5) / (held + 0.5))
  }
  const general = of('passage').length > of('phrasing').length ? 'passage' : 'phrasing'
  const gain = (unit: Units[number], { term, weight }: Concept[number]) => {
    const [saturation, shortness] = shapes[unit.kind]
    const same = of(unit.kind)
    const average = Math.max(1, same.reduce((sum, { length }) => sum + length, 0) / same.length)
    const count = unit.terms[term] ?? 0
    const norm = saturation * (1 - shortness + (shortness * unit.length) / average)
    return (weight * rarity(term, unit.kind) * count * (saturation + 1)) / (count + norm)
  }
  const found = new Map<number, Omit<ArticleScore, 'article'>>()
  for (const [article, units] of articles) {
    const scored = units.map((unit, at) => {
      let score = 0
      let covered = 0
      for (const concept of question) {
        let sum = 0
        let share = 0
        for (const word of concept) {
          const more = gain(unit, word)
          if (more > sum) share = Math.max(share, word.weight)
          sum = Math.max(sum, more) + 0.35 * Math.min(sum, more)
        }
        score += sum
        covered += share * rarity(concept[0]!.term, general)
      }
      const shape = shapes[unit.kind][0] + 1
      const perfect = question.reduce((sum, [own]) => sum + rarity(own!.term, unit.kind) * shape, 0)
      const common = question.reduce((sum, [own]) => sum + rarity(own!.term, general), 0)
      return { kind: unit.kind, at, score: score / perfect, covered: covered / common }
    })
    if (scored.every(({ score }) => score === 0)) continue
    const scores = (kind: UnitKind) =>
      scored.filter((unit) => unit.kind === kind && unit.score > 0).sort((a, b) => b.score - a.score || a.at - b.at)
    const [passage] = scores('passage')
    const phrasings = scores('phrasing').map(({ score }) => score)
    found.set(article, {
      page: scores('page')[0]?.score ?? 0,
      passage: passage?.score ?? 0,
      phrasing: phrasings[0] ?? 0,
      neighbours: phrasings.slice(0, 3).reduce((sum, score) => sum + score, 0),
      bestPassage: passage?.at ?? -1,
      coverage: Math.max(0, ...scored.filter(({ kind }) => kind !== 'page').map(({ covered }) => covered)),
    })
  }
  return found
}

/** An index after some changes, and what it holds by then. */
function changed(changes: ({ put: Units } | { remove: number })[]) {
  const index = new InvertedIndex()
  const present = new Map<number, Units>()
  const numbers = new Map<number, number[]>()
  const unitOf = (article: number, { kind, terms: held, length }: Units[number], passage: number): Unit => ({
    kind,
    article,
    passage,
    length,
    terms: new Map(Object.entries(held)),
  })
  changes.forEach((change, at) => {
    if ('put' in change) {
      present.set(at, change.put)
      numbers.set(
        at,
        change.put.map((unit, passage) => index.add(unitOf(at, unit, passage))),
      )
    } else {
      present.get(change.remove)?.forEach((unit, place) => {
        index.remove(numbers.get(change.remove)![place]!, Object.keys(unit.terms))
      })
      present.delete(change.remove)
    }
  })
  return { index, present }
}

describe('the index after any sequence of changes', () => {
  it('scores every article as the formula does, and as an index built afresh', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 30 }), anyQuestion, (changes, question) => {
        const { index, present } = changed(changes)
        const fresh = changed([...present.values()].map((put) => ({ put }))).index
        const wanted = oracle(present, question)
        const found = index.score(question)
        const built = fresh.score(question)
        expect(found.map(({ article }) => article).sort()).toEqual([...wanted.keys()].sort())
        expect(built).toHaveLength(found.length)
        for (const { article, bestPassage: _one, ...numbers } of found) {
          const { bestPassage: _other, ...expected } = wanted.get(article)!
          for (const [part, value] of Object.entries(expected))
            expect(numbers[part as keyof typeof numbers]).toBeCloseTo(value, 5)
        }
        const rounded = (scores: ArticleScore[]) => scores.map(({ page }) => page).sort()
        expect(rounded(built)).toEqual(rounded(found))
        for (const term of terms) expect(index.has(term)).toBe(fresh.has(term))
      }),
      { numRuns: 300 },
    )
  })

  it('finds the same best articles with the same scores whether it looks at all or only at promising ones', () => {
    const anyValues = fc.record({
      page: fc.constantFrom(0, 0.1, 0.5),
      passage: fc.constantFrom(0.3, 1),
      phrasing: fc.constantFrom(0, 0.6),
      neighbours: fc.constantFrom(0, 0.3),
    })
    fc.assert(
      fc.property(
        fc.array(anyChange, { maxLength: 60 }),
        anyQuestion,
        anyValues,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 0, max: 20 }),
        (changes, question, values, most, longPosting) => {
          const { index } = changed(changes)
          const total = (score: ArticleScore) =>
            values.page * score.page +
            values.passage * score.passage +
            values.phrasing * score.phrasing +
            values.neighbours * score.neighbours
          const top = (scores: ArticleScore[]) =>
            scores.sort((a, b) => total(b) - total(a) || a.article - b.article).slice(0, most)
          expect(top(index.best(question, values, most, longPosting))).toEqual(top(index.score(question)))
          // Asked twice: nothing of a question may be left for the next.
          expect(top(index.best(question, values, most, longPosting))).toEqual(top(index.score(question)))
        },
      ),
      { numRuns: 500 },
    )
  })
})
