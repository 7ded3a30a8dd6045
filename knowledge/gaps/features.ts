import { analyze, detectLanguage, isFunctionWord, wordsOf } from '../search/analyze.ts'

/** An article that came near a question, and the probability from 0 to 1 that it was the right one. */
export interface NearArticle {
  articleId: string
  confidence: number
}

/** A question nobody's article answered, as it is compared with others. */
export interface UnansweredText {
  text: string
  /** What the knowledge base came up with, best first: questions that are missed alike are alike. */
  nearest: readonly NearArticle[]
}

/** A question as weights of its features, of length one. */
export type Vector = Map<string, number>

/** What stems, pieces of words and near articles count for beside each other; chosen on clinc150 with intents left out at random. */
const shares = { stems: 0.4, pieces: 0.3, articles: 0.3 }
/** Words and near articles of a question that are looked at; so the time for a question is bounded. */
const mostWords = 60
const mostNear = 5

/**
 * How much rarity says. Some questions of no gap are assumed beside those at hand, so that words of a topic everybody
 * asks about still count; what hardly anybody else says counts no more for being still rarer.
 */
const background = 1_000
const fewest = 5
const rarityExponent = 1.5

/** A question as features in three blocks, which are weighed apart. */
interface Features {
  stems: Set<string>
  pieces: Set<string>
  articles: Map<string, number>
}

/** Vectors of questions, weighed by how rare a feature is among these questions. */
export function vectorsOf(questions: readonly UnansweredText[]): Vector[] {
  const features = questions.map(featuresOf)
  const seen = new Map<string, number>()
  for (const { stems, pieces } of features)
    for (const block of [stems, pieces]) for (const feature of block) seen.set(feature, (seen.get(feature) ?? 0) + 1)
  const rarity = (feature: string) =>
    Math.log(1 + (questions.length + background) / Math.max(fewest, seen.get(feature) ?? 1)) ** rarityExponent
  return features.map(({ stems, pieces, articles }) => {
    const vector: Vector = new Map()
    addBlock(
      vector,
      [...stems].map((stem) => [stem, rarity(stem)]),
      shares.stems,
    )
    addBlock(
      vector,
      [...pieces].map((piece) => [piece, rarity(piece)]),
      shares.pieces,
    )
    addBlock(vector, [...articles], shares.articles)
    return scaled(vector, 1 / (lengthOf(vector.values()) || 1))
  })
}

/** The inner product of two vectors: 1 for the same, 0 where nothing is shared. */
export function likeness(left: Vector, right: Vector): number {
  const [short, long] = left.size < right.size ? [left, right] : [right, left]
  let sum = 0
  for (const [feature, value] of short) sum += value * (long.get(feature) ?? 0)
  return sum
}

function featuresOf({ text, nearest }: UnansweredText): Features {
  const words = wordsOf(text).slice(0, mostWords)
  const language = detectLanguage(words)
  const { terms } = analyze(words.join(' '), language)
  const meaningful = words.filter((word) => !isFunctionWord(word, language))
  const pieces = new Set<string>()
  for (const word of meaningful.length > 0 ? meaningful : words) {
    const bordered = ` ${word} `
    for (let length = 3; length <= 5; length++)
      for (let at = 0; at + length <= bordered.length; at++) pieces.add(`piece:${bordered.slice(at, at + length)}`)
  }
  // A text without any word, of emoji say, is like itself and nothing else.
  const stems = terms.length > 0 ? terms.map((term) => `stem:${term}`) : [`text:${text.trim().slice(0, 100)}`]
  return {
    stems: new Set(stems),
    pieces,
    articles: new Map(
      nearest
        .slice(0, mostNear)
        .map(({ articleId, confidence }) => [`article:${articleId}`, Math.sqrt(Math.max(0, confidence))]),
    ),
  }
}

function addBlock(vector: Vector, block: [string, number][], share: number): void {
  const length = lengthOf(block.map(([, value]) => value))
  if (length === 0) return
  for (const [feature, value] of block) vector.set(feature, (value / length) * Math.sqrt(share))
}

function scaled(vector: Vector, factor: number): Vector {
  for (const [feature, value] of vector) vector.set(feature, value * factor)
  return vector
}

function lengthOf(values: Iterable<number>): number {
  let square = 0
  for (const value of values) square += value * value
  return Math.sqrt(square)
}
