import type { CandidateExplained, IndexedArticle, PhrasingNear, Reason } from '../index.ts'
import { type AnalyzedLanguage, analyze } from '../search/analyze.ts'
import type { Concept } from '../search/inverted-index.ts'
import type { Ranked, Ranking } from '../search/ranker.ts'
import type { thresholds } from './confidence.ts'

/** How many of the best candidates are explained down to their phrasings, and how many phrasings each shows. */
const shown = { candidates: 2, phrasings: 3 }

/** How much a term tells, at least 0. */
type Rarity = (term: string) => number

/**
 * Why each candidate is where it is: the words of the question it holds, those that stand for a word of the question,
 * the parts of its score, and for the best two the phrasings that are nearest.
 * @param articleOf the article of a candidate
 * @param rarity how much a term tells in this base
 */
export function explainCandidates(
  { ranked, concepts }: Pick<Ranking, 'concepts'> & { ranked: readonly Ranked[] },
  articleOf: (id: string) => IndexedArticle,
  rarity: Rarity,
): CandidateExplained[] {
  return ranked.map(({ id, parts, total }, at) => {
    const article = articleOf(id)
    return {
      articleId: id,
      title: article.title,
      total,
      parts: { ...parts },
      matched: matchedIn(article, concepts),
      phrasings: at < shown.candidates ? nearestPhrasings(article, concepts, rarity) : [],
    }
  })
}

/**
 * Why a question got its decision.
 * @param needed the thresholds of the base
 */
export function reasonOf(
  decision: 'answer' | 'suggest' | 'handoff',
  numbers: { confidence: number; oneOfThree: number },
  needed: (typeof thresholds)[keyof typeof thresholds],
): Reason {
  if (decision === 'answer') return { code: 'sure', value: numbers.confidence, needed: needed.answer }
  if (decision === 'suggest') return { code: 'one_of_three', value: numbers.oneOfThree, needed: needed.suggest }
  return { code: 'unsure', value: numbers.oneOfThree, needed: needed.suggest }
}

function matchedIn(article: IndexedArticle, concepts: readonly Concept[]): CandidateExplained['matched'] {
  const language = languageOf(article)
  const held = new Set<string>()
  for (const text of [article.title, ...article.tags, ...article.phrasings.map((each) => each.text)])
    for (const term of analyze(text, language).terms) held.add(term)
  // A long body is looked at piece by piece: one analysis ends after some thousand characters.
  for (const paragraph of article.body.split(/\n+/u))
    for (const term of analyze(paragraph, language).terms) held.add(term)
  return concepts.flatMap((concept) => {
    const word = concept[0]!.term
    if (held.has(word)) return [{ word, by: word }]
    const related = concept.filter(({ term }) => held.has(term)).toSorted((a, b) => b.weight - a.weight)[0]
    return related ? [{ word, by: related.term }] : []
  })
}

/** Nearness is the cosine of the words of question and phrasing, each weighed by how much it tells. */
function nearestPhrasings(article: IndexedArticle, concepts: readonly Concept[], rarity: Rarity): PhrasingNear[] {
  const asked = concepts.map((concept) => concept[0]!.term)
  const weigh = (terms: Iterable<string>) => {
    let sum = 0
    // A word that no article holds tells as little as can be, but the question is the longer for it.
    for (const term of terms) sum += Math.max(0.1, rarity(term)) ** 2
    return sum
  }
  const whole = weigh(asked)
  return article.phrasings
    .map(({ text }) => {
      const terms = new Set(analyze(text, languageOf(article)).terms)
      const nearness = weigh(asked.filter((term) => terms.has(term))) / Math.sqrt(whole * weigh(terms))
      return { text, nearness: Number.isFinite(nearness) ? Math.min(1, nearness) : 0 }
    })
    .filter(({ nearness }) => nearness > 0)
    .sort((a, b) => b.nearness - a.nearness || (a.text < b.text ? -1 : 1))
    .slice(0, shown.phrasings)
}

function languageOf(article: IndexedArticle): AnalyzedLanguage {
  return article.language === 'de' ? 'de' : 'en'
}
