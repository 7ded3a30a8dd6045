import { type AnalyzedLanguage, isFunctionWord, partsOf, stem, wordsOf } from './analyze.ts'
import type { Concept, InvertedIndex } from './inverted-index.ts'
import type { Spelling } from './spelling.ts'
import type { Thesaurus } from './thesaurus.ts'
import { kindsAt, type WordKinds } from './word-kinds.ts'

/** What is known of words when a question is read. */
export interface WordsKnown {
  index: Pick<InvertedIndex, 'has'>
  spelling: Spelling
  thesaurus: Thesaurus
  /** Null before anything was learnt. */
  dictionary: WordKinds | null
}

/** A question as it is searched for. */
export interface QuestionRead {
  concepts: Concept[]
  /** Share of the meaningful words that no article holds, 0 to 1. */
  unknown: number
  /** How many meaningful words there are. */
  words: number
}

/** How much a part of a German compound counts beside the whole. */
const partOfCompound = 0.8

/** Reads a question: typing errors mended, function words left out, related words beside each. @param related how much these count */
export function readQuestion(
  text: string,
  language: AnalyzedLanguage,
  { index, spelling, thesaurus, dictionary }: WordsKnown,
  related: number,
): QuestionRead {
  let unknown = 0
  const written = wordsOf(text).slice(0, 400)
  const words = written.map((word) => {
    if (isFunctionWord(word, language)) return word
    if (spelling.has(word) || index.has(stem(word, language))) return word
    if (partsOf(word, language).some((part) => index.has(part))) return word
    const repaired = isInDictionary(word, language, dictionary) ? null : spelling.repair(word)
    if (!repaired) unknown++
    return repaired ?? word
  })
  const meaningful = words.filter((word) => !isFunctionWord(word, language))
  const searched = meaningful.length > 0 ? isFunctionWord : () => false
  const concepts = new Map<string, Map<string, number>>()
  const at = words.map((word) => {
    if (searched(word, language)) return null
    const term = stem(word, language)
    if (!concepts.has(term)) concepts.set(term, new Map([[term, 1]]))
    for (const part of partsOf(word, language)) if (index.has(part)) concepts.get(term)!.set(part, partOfCompound)
    return concepts.get(term)!
  })
  if (related > 0)
    for (const { at: from, words: length, terms } of thesaurus.related(words, language)) {
      const concept = at.slice(from, from + length).find((each) => each !== null)
      if (!concept) continue
      for (const [term, nearness] of terms)
        if (index.has(term)) concept.set(term, Math.max(concept.get(term) ?? 0, related * nearness))
    }
  const asked: Concept[] = [...concepts.values()].map((terms) =>
    Array.from(terms, ([term, weight]) => ({ term, weight })),
  )
  return { concepts: asked, unknown: unknown / Math.max(1, meaningful.length), words: meaningful.length }
}

/** A word of the dictionary is no typing error, though no article holds it. */
function isInDictionary(word: string, language: AnalyzedLanguage, dictionary: WordKinds | null): boolean {
  return language === 'en' && dictionary !== null && kindsAt(dictionary, word) !== undefined
}
