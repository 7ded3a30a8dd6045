import type { IndexedArticle } from '../index.ts'
import { type AnalyzedLanguage, analyze } from './analyze.ts'
import type { Unit } from './inverted-index.ts'
import { cutPassages, plain } from './passages.ts'

/** What of an article can be searched. */
export interface ArticleTexts {
  /** Its passages, the page as a whole when it has any, its title, its phrasings. */
  units: Omit<Unit, 'article'>[]
  /** Lower-case words as written, as often as they occur. */
  words: string[]
  /** Title and phrasings, word for word. */
  wholes: string[][]
  /** How many passages there are. */
  passages: number
}

/** How much a term counts by where it stands, beside 1 in a passage's text. */
const fieldWeights = { title: 2, heading: 1.5 }

/** Takes an article apart. The same article gives the same parts, so that what was put can be removed. */
export function textsOf(article: IndexedArticle): ArticleTexts {
  const language: AnalyzedLanguage = article.language === 'de' ? 'de' : 'en'
  const units: ArticleTexts['units'] = []
  const words: string[] = []
  const wholes: string[][] = []
  const title = analyze(article.title, language).terms
  const page = new Map<string, number>()
  count(page, title, fieldWeights.title)
  for (const tag of article.tags) count(page, analyze(tag, language).terms, 1)
  let length = 0
  const passages = cutPassages(article.body)
  for (const [at, passage] of passages.entries()) {
    const terms = new Map<string, number>()
    count(terms, title, fieldWeights.title)
    for (const heading of passage.path) count(terms, analyze(heading, language).terms, fieldWeights.heading)
    const text = analyze(plain(passage.text), language)
    words.push(...text.words)
    count(terms, text.terms, 1)
    count(page, text.terms, 1)
    if (passage.heading) count(page, analyze(passage.heading, language).terms, fieldWeights.heading)
    length += text.terms.length
    units.push({ kind: 'passage', passage: at, length: text.terms.length + title.length, terms })
  }
  if (passages.length > 0) units.push({ kind: 'page', passage: -1, length, terms: page })
  for (const { text, weight = 1 } of [{ text: article.title }, ...article.phrasings] as IndexedArticle['phrasings']) {
    const analyzed = analyze(text, language)
    words.push(...analyzed.words)
    wholes.push(analyzed.words)
    const terms = new Map<string, number>()
    count(terms, analyzed.terms, weight)
    units.push({ kind: 'phrasing', passage: -1, length: analyzed.terms.length, terms })
  }
  return { units, words, wholes, passages: passages.length }
}

function count(into: Map<string, number>, terms: string[], weight: number): void {
  for (const term of terms) into.set(term, (into.get(term) ?? 0) + weight)
}
