import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { IndexedArticle } from '../../../knowledge/index.ts'
import { blendFor } from '../../../knowledge/search/blend.ts'
import { mostConcepts, Ranker } from '../../../knowledge/search/ranker.ts'
import { synthetic } from '../../bench/synthetic.ts'

describe('a base of thousands of articles', () => {
  const { articles, asks } = synthetic(4_000, 150)
  const ranker = new Ranker()
  const put = (article: (typeof articles)[number], change: Partial<IndexedArticle> = {}) => {
    ranker.put({ phrasings: [], url: null, category: null, tags: [], language: 'en', ...article, ...change })
  }
  beforeAll(() => {
    for (const article of articles) put(article)
    for (const { id } of articles.slice(0, 300)) ranker.remove(id)
    for (const article of articles.slice(300, 400))
      put(article, { phrasings: [{ text: `how about ${article.title}` }] })
  })

  it('finds the same ten as a look at every article', () => {
    const blend = blendFor(ranker.kind, ranker.perArticle)
    for (const { text } of asks) {
      const { ranked, concepts, exact } = ranker.rank(text, 'en')
      if (exact !== null) continue
      const wanted = ranker.index
        .score(concepts)
        .map(
          ({ page, passage, phrasing, neighbours }) =>
            blend.page * page + blend.passage * passage + blend.phrasing * phrasing + blend.neighbours * neighbours,
        )
        .sort((a, b) => b - a)
        .slice(0, 10)
      expect(
        ranked.map(({ parts: { page, passage, phrasing, neighbours } }) =>
          [page * blend.page, passage * blend.passage, phrasing * blend.phrasing, neighbours * blend.neighbours].reduce(
            (sum, part) => sum + part,
          ),
        ),
      ).toEqual(wanted.map((total) => expect.closeTo(total, 6)))
    }
  })

  it('finds the article that was given a question word for word, whatever else speaks of it', () => {
    const asked = articles.slice(300, 400).map(({ id, title }) => ({ id, text: `How about ${title}?` }))
    const found = asked.map(({ text }) => ranker.rank(text, 'en').ranked[0]?.id)
    expect(found).toEqual(asked.map(({ id }) => id))
    put({ id: 'unrelated', title: 'zzyzx', body: 'zzyzx xyzzy' })
    expect(asked.map(({ text }) => ranker.rank(text, 'en').ranked[0]?.id)).toEqual(found)
    ranker.remove('unrelated')
  })

  it('looks at a bounded number of words of any text of up to 100 kB', () => {
    const said = articles.slice(400, 800).map(({ body }) => body)
    const anyPart = fc.oneof(
      fc.constantFrom(...said),
      fc.string({ unit: 'binary' }),
      fc.constantFrom('🙂', 'a ', '\u0301'),
    )
    fc.assert(
      fc.property(
        fc.array(anyPart, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 100_000 }),
        (parts, size) => {
          const text = parts
            .join(' ')
            .repeat(Math.ceil(size / Math.max(1, parts.join(' ').length)))
            .slice(0, size)
          const before = ranker.index.work
          const { words, concepts, ranked } = ranker.rank(text, 'en')
          expect(words).toBeLessThanOrEqual(400)
          expect(concepts.length).toBeLessThanOrEqual(mostConcepts)
          expect(ranked.length).toBeLessThanOrEqual(10)
          const looked = concepts.reduce((sum, concept) => sum + concept.length, 0)
          // Three units an article at most, once to find the best and once to score them.
          expect(ranker.index.work - before).toBeLessThanOrEqual(2 * 3 * articles.length * Math.max(1, looked))
        },
      ),
      { numRuns: 40 },
    )
  })
})
