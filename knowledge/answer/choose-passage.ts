import { type AnalyzedLanguage, analyze } from '../search/analyze.ts'
import type { Concept } from '../search/inverted-index.ts'
import { type Passage, plain } from '../search/passages.ts'

/**
 * The passage of an article that an answer shows: the one the search preferred, if its own heading and words hold
 * anything of what was asked. Else the search went by the title, which all passages share, or by a phrasing: then the
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
  const found = passages[preferred]
  if (found && wordsHeld(found, language, concepts) > 0) return found
  let best: Passage | null = null
  let most = -1
  for (const passage of passages) {
    const held = wordsHeld(passage, language, concepts)
    if (held > most) {
      most = held
      best = passage
    }
  }
  return best
}

/** How many of the concepts a passage holds, by its heading or its text, related words counting less. */
function wordsHeld(passage: Passage, language: AnalyzedLanguage, concepts: Concept[]): number {
  const own = new Set(analyze(`${passage.path.join(' ')} ${plain(passage.text)}`, language).terms)
  let held = 0
  for (const concept of concepts)
    held += Math.max(0, ...concept.map(({ term, weight }) => (own.has(term) ? weight : 0)))
  return held
}
