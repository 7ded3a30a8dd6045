import { randomNumbers } from './linear-model.ts'
import type { Meanings } from './wordnet.ts'

/** Vectors of words in which nearness is likeness of meaning. */
export interface WordVectors {
  dimensions: number
  /** Where the vector of a stem begins, in vectors, not numbers. */
  at: Map<string, number>
  /** Length one each, in 127ths. */
  values: Int8Array
}

/**
 * Vectors of words from a dictionary alone: every meaning begins with random numbers and then, a few times over, takes
 * on those of its neighbours, of the words that have it and of the words that explain it. The inner product of two
 * such vectors approaches that of two personalized PageRanks (Agirre and Soroa 2009), at a thousandth of the cost.
 */
export function wordVectors(
  meanings: Meanings,
  options: { dimensions: number; rounds: number; own: number },
): WordVectors {
  const { dimensions: size, rounds, own } = options
  const { count } = meanings
  const words = meanings.words.size
  const random = randomNumbers(7)
  const seed = new Int8Array(count * size)
  for (let at = 0; at < seed.length; at++) seed[at] = random() < 0.5 ? -1 : 1
  let state = Float32Array.from(seed)
  const ofWords = new Float32Array(words * size)
  const having = new Int32Array(count)
  for (const meaning of meanings.meaning) having[meaning] = having[meaning]! + 1
  for (let round = 0; round < rounds; round++) {
    wordsFrom(meanings, state, ofWords, size)
    const next = new Float32Array(count * size)
    for (let word = 0; word < words; word++)
      for (let at = meanings.wordStart[word]!; at < meanings.wordStart[word + 1]!; at++) {
        const meaning = meanings.meaning[at]!
        add(next, meaning * size, ofWords, word * size, 0.3 / having[meaning]!, size)
      }
    for (let meaning = 0; meaning < count; meaning++) {
      const to = meaning * size
      const nearFrom = meanings.nearStart[meaning]!
      const nearTo = meanings.nearStart[meaning + 1]!
      for (let at = nearFrom; at < nearTo; at++)
        add(next, to, state, meanings.near[at]! * size, 0.4 / (nearTo - nearFrom), size)
      let total = 0
      for (let at = meanings.saidStart[meaning]!; at < meanings.saidStart[meaning + 1]!; at++)
        total += meanings.saidWeight[at]!
      for (let at = meanings.saidStart[meaning]!; at < meanings.saidStart[meaning + 1]!; at++)
        add(next, to, ofWords, meanings.said[at]! * size, (0.3 * meanings.saidWeight[at]!) / total, size)
      for (let d = 0; d < size; d++) next[to + d] = own * seed[to + d]! + (1 - own) * next[to + d]!
    }
    state = next
  }
  wordsFrom(meanings, state, ofWords, size)
  return pack(meanings, ofWords, size)
}

function wordsFrom(meanings: Meanings, state: Float32Array, into: Float32Array, size: number): void {
  into.fill(0)
  for (let word = 0; word + 1 < meanings.wordStart.length; word++)
    for (let at = meanings.wordStart[word]!; at < meanings.wordStart[word + 1]!; at++)
      add(into, word * size, state, meanings.meaning[at]! * size, meanings.share[at]!, size)
}

function add(into: Float32Array, to: number, from: Float32Array, at: number, weight: number, size: number): void {
  for (let d = 0; d < size; d++) into[to + d] = into[to + d]! + weight * from[at + d]!
}

/** Takes away what all words share, which says nothing (Mu and Viswanath: All-but-the-Top, 2018), and makes lengths one. */
function pack(meanings: Meanings, ofWords: Float32Array, size: number): WordVectors {
  const known = [...meanings.words].filter(([, word]) => meanings.wordStart[word + 1]! > meanings.wordStart[word]!)
  const mean = new Float64Array(size)
  for (const [, word] of known) {
    const length = lengthOf(ofWords, word * size, size)
    for (let d = 0; d < size; d++) mean[d] = mean[d]! + ofWords[word * size + d]! / length / known.length
  }
  const at = new Map<string, number>()
  const values = new Int8Array(known.length * size)
  for (const [text, word] of known) {
    const from = word * size
    const length = lengthOf(ofWords, from, size)
    for (let d = 0; d < size; d++) ofWords[from + d] = ofWords[from + d]! / length - mean[d]!
    const rest = lengthOf(ofWords, from, size)
    const to = at.size * size
    for (let d = 0; d < size; d++)
      values[to + d] = Math.round(Math.max(-1, Math.min(1, (ofWords[from + d]! / rest) * 2.5)) * 127)
    at.set(text, at.size)
  }
  return { dimensions: size, at, values }
}

function lengthOf(values: Float32Array, from: number, size: number): number {
  let square = 0
  for (let d = 0; d < size; d++) square += values[from + d]! ** 2
  return Math.sqrt(square) || 1
}

/** How like two stems are, -1 to 1; 0 when one of them has no vector. */
export function likenessOfWords({ dimensions, at, values }: WordVectors, left: string, right: string): number {
  const a = at.get(left)
  const b = at.get(right)
  if (a === undefined || b === undefined) return 0
  let product = 0
  let leftSquare = 0
  let rightSquare = 0
  for (let d = 0; d < dimensions; d++) {
    const x = values[a * dimensions + d]!
    const y = values[b * dimensions + d]!
    product += x * y
    leftSquare += x * x
    rightSquare += y * y
  }
  return product / Math.sqrt(leftSquare * rightSquare || 1)
}
