import { detectLanguage, isFunctionWord, stem, wordsOf } from '../search/analyze.ts'
import { likeness, vectorsOf } from './features.ts'

/** What a gap is called: the question most like all the others, and the words most of them have. */
export interface GapName {
  /** The questioner's own words, shortened. */
  name: string
  /** At most four, in lower case, the most telling first. */
  words: string[]
}

const longestName = 80
const mostWords = 4
/** More questions of a gap than this say no more about it. */
const mostRead = 20

/**
 * Names a gap by its own words.
 * @param texts of its questions, at least one
 * @param elsewhere how many questions of all hold a stem: words that are common everywhere tell little
 */
export function nameOf(texts: readonly string[], elsewhere: (stem: string) => number): GapName {
  const read = texts.slice(0, mostRead)
  const vectors = vectorsOf(read.map((text) => ({ text, nearest: [] })))
  const central = vectors.map((vector) => vectors.reduce((sum, other) => sum + likeness(vector, other), 0))
  let best = 0
  central.forEach((value, at) => {
    // Of equally central questions the shorter says it better.
    const isNearer = value > central[best]! + 1e-9
    const isShorter = value > central[best]! - 1e-9 && read[at]!.length < read[best]!.length
    if (isNearer || isShorter) best = at
  })
  return { name: shortened(read[best] ?? ''), words: tellingWords(read, elsewhere) }
}

/** The stems of a question that carry meaning, each once. */
export function stemsOf(text: string): Map<string, string> {
  const words = wordsOf(text).slice(0, 60)
  const language = detectLanguage(words)
  return new Map(words.filter((word) => !isFunctionWord(word, language)).map((word) => [stem(word, language), word]))
}

function tellingWords(texts: readonly string[], elsewhere: (stem: string) => number): string[] {
  const found = new Map<string, { times: number; forms: Map<string, number> }>()
  for (const text of texts)
    for (const [stemmed, word] of stemsOf(text)) {
      const entry = found.get(stemmed) ?? { times: 0, forms: new Map<string, number>() }
      entry.times++
      entry.forms.set(word, (entry.forms.get(word) ?? 0) + 1)
      found.set(stemmed, entry)
    }
  return [...found]
    .map(([stemmed, { times, forms }]) => ({
      word: [...forms].sort((a, b) => b[1] - a[1])[0]![0],
      tells: (times * times) / Math.max(times, elsewhere(stemmed)),
      times,
    }))
    .filter(({ times }) => times >= Math.min(2, texts.length))
    .sort((a, b) => b.tells - a.tells || (a.word < b.word ? -1 : 1))
    .slice(0, mostWords)
    .map(({ word }) => word)
}

function shortened(text: string): string {
  const line = text.replace(/\s+/gu, ' ').trim()
  const signs = [...line]
  return signs.length <= longestName
    ? line
    : `${signs
        .slice(0, longestName - 1)
        .join('')
        .trimEnd()}…`
}
