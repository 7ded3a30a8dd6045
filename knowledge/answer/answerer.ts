import type { Answer, AnswerCandidate, Answerer, Explanation, IndexedArticle } from '../index.ts'
import { type AnalyzedLanguage, analyze, detectLanguage, wordsOf } from '../search/analyze.ts'
import { type ArticleScore, InvertedIndex } from '../search/inverted-index.ts'
import { cutPassages, type Passage, plain } from '../search/passages.ts'
import { TypingErrors } from '../search/typing-errors.ts'
import { confidenceOf, decide } from './confidence.ts'
import { intentRecognizer } from './intent.ts'

interface Held {
  article: IndexedArticle
  passages: Passage[]
  units: number[]
  /** Terms of the title and of each phrasing, to tell how near a question is to one as a whole. */
  whole: Set<string>[]
}

/** How much a term counts by where it stands, beside 1 in a passage's text. */
const fieldWeights = { title: 2.5, heading: 1.5 }
/** How many candidates an answer has at most. */
const mostCandidates = 10

/** An answerer without articles. */
export function createAnswerer(): Answerer {
  const held = new Map<number, Held>()
  const numbers = new Map<string, number>()
  const index = new InvertedIndex()
  const typing = new TypingErrors()
  const recognize = intentRecognizer()
  let nextNumber = 0

  const remove = (id: string) => {
    const number = numbers.get(id)
    if (number === undefined) return
    for (const unit of held.get(number)?.units ?? []) index.remove(unit)
    held.delete(number)
    numbers.delete(id)
    typing.remove(number)
  }

  const put = (article: IndexedArticle) => {
    remove(article.id)
    const number = nextNumber++
    const language: AnalyzedLanguage = article.language === 'de' ? 'de' : 'en'
    const title = analyze(article.title, language).terms
    const passages = cutPassages(article.body)
    const units = (passages.length > 0 ? passages : [null]).map((passage, at) => {
      const terms = new Map<string, number>()
      count(terms, title, fieldWeights.title)
      for (const heading of passage?.path ?? []) count(terms, analyze(heading, language).terms, fieldWeights.heading)
      const text = passage ? analyze(plain(passage.text), language).terms : []
      count(terms, text, 1)
      return index.add({ article: number, passage: at, length: text.length + title.length, terms })
    })
    const texts = [article.title, ...article.phrasings.map((phrasing) => phrasing.text)]
    const whole = texts.map((text) => new Set(analyze(text, language).terms))
    for (const { text, weight = 1 } of article.phrasings) {
      const terms = analyze(text, language).terms
      const counted = new Map<string, number>()
      count(counted, terms, weight)
      units.push(index.add({ article: number, passage: -1, length: terms.length, terms: counted }))
    }
    held.set(number, { article, passages, units, whole })
    numbers.set(article.id, number)
    typing.put(number, texts)
  }

  /** Scores of the best articles, best first. */
  const rank = (text: string, language: AnalyzedLanguage) => {
    const question = new Map<string, number>()
    count(question, analyze(text, language).terms, 1)
    for (const [term, times] of question) question.set(term, Math.min(times, 2))
    const scored = index.score(question).map((score) => ({
      ...score,
      total: Math.max(score.passage, score.phrasing) + 0.2 * Math.min(score.passage, score.phrasing),
      typing: 0,
    }))
    const unknown = [...question.keys()].filter((term) => !index.has(term)).length
    if (unknown > 0)
      for (const { article, closeness } of typing.find(text, 3)) {
        const best = Math.max(1, ...scored.map((score) => score.total))
        const known = scored.find((score) => score.article === article)
        const gain = closeness > 0.6 ? best * closeness * 0.9 : 0
        if (known) Object.assign(known, { total: known.total + gain, typing: closeness })
        else if (gain > 0)
          scored.push({
            article,
            passage: 0,
            phrasing: 0,
            bestPassage: 0,
            coverage: closeness * 0.6,
            total: gain,
            typing: closeness,
          })
      }
    scored.sort((a, b) => b.total - a.total || a.article - b.article)
    return { question, scored: scored.slice(0, mostCandidates) }
  }

  const ask = (text: string, options: { language?: string } = {}): Answer => {
    const language = languageOf(text, options.language)
    const intent = recognize(text)
    const none: Answer = { intent, decision: 'handoff', confidence: 0, candidates: [], language }
    if (intent === 'small_talk' || intent === 'thanks') return none
    const { question, scored } = rank(text, language)
    const best = scored[0]
    if (!best) return none
    const closeness = nearest(held.get(best.article)?.whole ?? [], question, index)
    const second = scored[1]?.total ?? 0
    const confidence = confidenceOf({ coverage: best.coverage, margin: 1 - second / best.total, closeness })
    const candidates = scored.map((score, at) =>
      candidateOf(score, at === 0 ? confidence : (confidence * score.total) / best.total / (at + 1), question),
    )
    const decision = intent === 'question' ? decide(confidence) : 'handoff'
    return { intent, decision, confidence: intent === 'person' ? 0 : confidence, candidates, language }
  }

  const candidateOf = (score: ArticleScore, confidence: number, question: Map<string, number>): AnswerCandidate => {
    const { article, passages } = held.get(score.article) as Held
    const passage = bestPassage(passages, article.language === 'de' ? 'de' : 'en', question, index)
    return {
      articleId: article.id,
      title: article.title,
      url: article.url,
      confidence,
      passage: passage ? { heading: passage.heading, text: passage.text, anchor: passage.anchor } : null,
    }
  }

  return {
    put,
    remove,
    ask,
    explain(text, options = {}): Explanation {
      const { question, scored } = rank(text, languageOf(text, options.language))
      return {
        answer: ask(text, options),
        terms: [...question].map(([term, weight]) => ({
          term,
          known: index.has(term),
          weight: weight * index.rarity(term),
        })),
        candidates: scored.map(({ article, passage, phrasing, coverage, typing: near }) => {
          const { id, title } = (held.get(article) as Held).article
          return { articleId: id, title, parts: { passage, phrasing, coverage, typing: near } }
        }),
      }
    },
    settled: async () => {},
    get size() {
      return held.size
    },
    close: async () => {},
  }
}

function count(into: Map<string, number>, terms: string[], weight: number): void {
  for (const term of terms) into.set(term, (into.get(term) ?? 0) + weight)
}

function languageOf(text: string, wanted: string | undefined): AnalyzedLanguage {
  const words = wordsOf(text)
  return words.length < 3 && (wanted === 'de' || wanted === 'en') ? wanted : detectLanguage(words)
}

/** Weighted overlap (Jaccard, by rarity) with the nearest of some texts, 0 to 1. */
function nearest(texts: Set<string>[], question: Map<string, number>, index: InvertedIndex): number {
  let best = 0
  for (const text of texts) {
    let shared = 0
    let all = 0
    for (const term of text) {
      const rarity = index.rarity(term)
      all += rarity
      if (question.has(term)) shared += rarity
    }
    for (const term of question.keys()) if (!text.has(term)) all += index.rarity(term)
    if (all > 0) best = Math.max(best, shared / all)
  }
  return best
}

/** The passage whose own heading and words hold most of the question, by rarity; the first where they tie. */
function bestPassage(
  passages: Passage[],
  language: AnalyzedLanguage,
  question: Map<string, number>,
  index: InvertedIndex,
): Passage | null {
  let best: Passage | null = null
  let most = -1
  for (const passage of passages) {
    const own = new Set(analyze(`${passage.path.join(' ')} ${plain(passage.text)}`, language).terms)
    let held = 0
    for (const term of question.keys()) if (own.has(term)) held += index.rarity(term)
    if (held > most) {
      most = held
      best = passage
    }
  }
  return best
}
