import { type AnalyzedLanguage, analyze } from '../search/analyze.ts'
import type { Concept } from '../search/inverted-index.ts'
import { type Passage, plain } from '../search/passages.ts'

/** The search's own choice stands as long as no passage holds more than twice as much of the question. */
const enough = 0.5

/**
 * The passage of an article that an answer shows: the one the search preferred, if its own heading and words hold
 * enough of what was asked. Else the search went by the title, which all passages share, or by a phrasing: then the
 * passage that holds most of the question's words, the first where they tie.
 * @param preferred number of the passage the search found best, -1 when it found the article by other means
 * @returns null for an article without text
 */
export function choosePassage(
  passages: Passage[],
  language: AnalyzedLanguage,
  concepts: Concept[],
  preferred: number,
): Passage | null {
  if (passages.length < 2) return passages[0] ?? null
  const held = passages.map((passage) => wordsHeld(passage, language, concepts))
  const most = Math.max(0, ...held)
  if (most > 0 && (held[preferred] ?? 0) >= enough * most) return passages[preferred] ?? null
  return passages[held.indexOf(most)] ?? null
}

/** How many of the concepts a passage holds, by its heading or its text, related words counting less. */
function wordsHeld(passage: Passage, language: AnalyzedLanguage, concepts: Concept[]): number {
  const own = termsOf(passage, language)
  let held = 0
  for (const concept of concepts)
    held += Math.max(0, ...concept.map(({ term, weight }) => (own.has(term) ? weight : 0)))
  return held
}

const known = new WeakMap<Passage, Set<string>>()

/** Terms of a passage, worked out once. */
function termsOf(passage: Passage, language: AnalyzedLanguage): Set<string> {
  const found = known.get(passage)
  if (found) return found
  const terms = new Set(analyze(`${passage.heading ?? ''} ${plain(passage.text)}`, language).terms)
  known.set(passage, terms)
  return terms
}
