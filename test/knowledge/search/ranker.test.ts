import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { IndexedArticle } from '../../../knowledge/index.ts'
import { Ranker } from '../../../knowledge/search/ranker.ts'
import { thesauriOf } from '../../../knowledge/search/thesaurus.ts'
import { workplaceWords } from '../../../knowledge/search/workplace-words.ts'

const thesauri = thesauriOf(workplaceWords)
const article = (id: string, change: Partial<IndexedArticle> = {}): IndexedArticle => ({
  id,
  title: id,
  body: '',
  phrasings: [],
  url: null,
  category: null,
  tags: [],
  language: 'en',
  ...change,
})
const rankerOf = (...articles: IndexedArticle[]) => {
  const ranker = new Ranker(thesauri)
  for (const each of articles) ranker.put(each)
  return ranker
}
const best = (ranker: Ranker, text: string, language: 'en' | 'de' = 'en') => ranker.rank(text, language).ranked[0]?.id

describe('the ranking', () => {
  const ranker = rankerOf(
    article('vpn', {
      title: 'Set up the VPN',
      body: '## Install the client\n\nOpen the portal.\n\n## Certificates\n\nRenew the certificate each year.',
      phrasings: [{ text: 'how do I connect from home' }],
    }),
    article('leave', { title: 'Parental leave', body: 'You can take 14 weeks after a birth or an adoption.' }),
    article('badge', { title: 'Lost badge', body: 'Report a lost badge to the front desk.' }),
    article('urlaub', { title: 'Urlaub beantragen', body: 'Urlaubstage werden im Portal beantragt.', language: 'de' }),
  )

  it.each([
    ['words of the title', 'parental leave', 'leave'],
    ['other forms of them', 'leaving as parents', 'leave'],
    ['words of a passage', 'renewing certificates', 'vpn'],
    ['a phrasing', 'connect from home', 'vpn'],
    ['typing errors', 'pareltal leav', 'leave'],
    ['related words', 'paternity after adopting a baby', 'leave'],
  ])('finds an article by %s', (_by, text, id) => {
    expect(best(ranker, text)).toBe(id)
  })

  it('finds a German article by German words', () => {
    expect(best(ranker, 'wie beantrage ich Urlaub', 'de')).toBe('urlaub')
  })

  it('says which passage matched best', () => {
    const [first] = ranker.rank('certificate', 'en').ranked
    expect(ranker.article('vpn')?.passages[first?.bestPassage ?? -1]?.heading).toBe('Certificates')
  })

  it('finds nothing in nothing', () => {
    expect(new Ranker(thesauri).rank('anything', 'en').ranked).toEqual([])
    expect(ranker.rank('', 'en').ranked).toEqual([])
  })
})

const words = ['vpn', 'leave', 'badge', 'printer', 'salary', 'travel', 'laptop', 'office', 'weeks', 'portal']
const anyText = fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 6 }).map((each) => each.join(' '))
const anyArticle = fc.record({
  id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
  title: anyText,
  body: fc
    .array(anyText, { maxLength: 3 })
    .map((passages) => passages.map((text) => `## ${text}\n\n${text}`).join('\n\n')),
  phrasings: fc.array(fc.record({ text: anyText }), { maxLength: 3 }),
})
const anyChange = fc.oneof(
  { weight: 3, arbitrary: anyArticle.map((each) => ({ put: article(each.id, each) })) },
  { weight: 1, arbitrary: fc.constantFrom('a', 'b', 'c', 'd', 'e').map((id) => ({ remove: id })) },
)

describe('any sequence of changes', () => {
  it('leaves an index equal to one built afresh', () => {
    fc.assert(
      fc.property(fc.array(anyChange, { maxLength: 25 }), anyText, (changes, question) => {
        const changed = new Ranker(thesauri)
        const present = new Map<string, IndexedArticle>()
        for (const change of changes)
          if ('put' in change) {
            changed.put(change.put)
            present.set(change.put.id, change.put)
          } else {
            changed.remove(change.remove)
            present.delete(change.remove)
          }
        const fresh = rankerOf(...present.values())
        expect(changed.size).toBe(fresh.size)
        const one = changed.rank(question, 'en')
        const other = fresh.rank(question, 'en')
        expect(one.ranked.map(({ id }) => id)).toEqual(other.ranked.map(({ id }) => id))
        for (const [at, row] of one.ranked.entries())
          expect(row.total).toBeCloseTo(other.ranked[at]?.total ?? Number.NaN, 9)
        expect(one.unknown).toBe(other.unknown)
      }),
      { numRuns: 150 },
    )
  })

  it('never lets an article without a word of an exact phrasing take its place', () => {
    const strange = ['zebra', 'quokka', 'xylem', 'fjord', 'gnome']
    const anyStrange = fc
      .array(fc.constantFrom(...strange), { minLength: 1, maxLength: 6 })
      .map((each) => each.join(' '))
    fc.assert(
      fc.property(
        fc.uniqueArray(anyArticle, { selector: (each) => each.id, minLength: 2 }),
        fc.array(anyStrange, { minLength: 1, maxLength: 5 }),
        (articles, unrelated) => {
          const base = articles.map((each) => article(each.id, each))
          const ranker = rankerOf(...base)
          const asked = base[0]?.phrasings[0]?.text ?? base[0]?.title ?? ''
          const isAskedOf = ({ title, phrasings }: IndexedArticle) =>
            title === asked || phrasings.some(({ text }) => text === asked)
          if (base.filter(isAskedOf).length > 1) return
          const before = best(ranker, asked)
          expect(before).toBe(base[0]?.id)
          ranker.put(article('z', { title: unrelated[0] ?? '', phrasings: unrelated.map((text) => ({ text })) }))
          expect(best(ranker, asked)).toBe(before)
        },
      ),
      { numRuns: 100 },
    )
  })
})
