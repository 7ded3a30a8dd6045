import { likenessOfWords, type WordVectors } from './word-vectors.ts'

/** One short text to be compared: a title or a phrasing. */
interface Compared {
  owner: number
  /** Numbers of its stems in the vocabulary, each once. */
  terms: Int32Array
}

/** Below this likeness two words have nothing in common, above it they count in proportion; 0.15 to 0.5 made no difference. */
const leastLike = 0.3
/** How much the best other word counts beside the word itself. */
const otherWord = 0.9
/** How much it counts that the question is covered, beside that the text is. */
const questionShare = 0.6
/** Likenesses of so many words to the vocabulary are kept. */
const rowsKept = 2_000

/**
 * Compares questions with titles and phrasings word by word, by meaning: every word is held against the likest one of
 * the other text (the soft cardinality of Jimenez, Becerra and Gelbukh 2010, both ways round). For bases with few
 * texts, where the right words are seldom among them.
 */
export class Likeness {
  private readonly vocabulary = new Map<string, number>()
  private readonly vectors: WordVectors
  private readonly texts: Compared[] = []
  private readonly rarity: Float64Array
  private readonly rows = new Map<string, Float32Array>()
  private readonly owners: number

  /**
   * @param texts stems of each text, and the number of the article it belongs to
   * @param owners how many articles there are
   */
  constructor(vectors: WordVectors, texts: readonly { owner: number; terms: readonly string[] }[], owners: number) {
    this.vectors = vectors
    this.owners = owners
    const holders: Set<number>[] = []
    for (const { owner, terms } of texts) {
      const numbers = [...new Set(terms)].map((term) => {
        const number = this.vocabulary.get(term) ?? this.vocabulary.size
        if (number === this.vocabulary.size) this.vocabulary.set(term, number)
        holders[number] = (holders[number] ?? new Set()).add(owner)
        return number
      })
      if (numbers.length > 0) this.texts.push({ owner, terms: Int32Array.from(numbers) })
    }
    this.rarity = Float64Array.from(holders, (held) => this.rarityOf(held.size))
  }

  /** How like each article's likest text is to a question, 0 to 1. @param terms stems of the question */
  to(terms: readonly string[]): Float64Array {
    const best = new Float64Array(this.owners)
    const asked = [...new Set(terms)]
    if (asked.length === 0) return best
    const rows = asked.map((term) => this.rowOf(term))
    const weights = asked.map((term) => {
      const number = this.vocabulary.get(term)
      return number === undefined ? this.rarityOf(0) : this.rarity[number]!
    })
    const total = weights.reduce((sum, weight) => sum + weight, 0)
    for (const { owner, terms: held } of this.texts) {
      let covered = 0
      for (let word = 0; word < rows.length; word++) {
        let likest = 0
        for (const term of held) if (rows[word]![term]! > likest) likest = rows[word]![term]!
        covered += weights[word]! * likest
      }
      let meant = 0
      let all = 0
      for (const term of held) {
        let likest = 0
        for (const row of rows) if (row[term]! > likest) likest = row[term]!
        meant += this.rarity[term]! * likest
        all += this.rarity[term]!
      }
      const like = (questionShare * covered) / total + ((1 - questionShare) * meant) / all
      if (like > best[owner]!) best[owner] = like
    }
    return best
  }

  private rarityOf(holders: number): number {
    return Math.log(1 + this.owners / (holders + 0.5))
  }

  /** Likeness of a word to each of the vocabulary. */
  private rowOf(term: string): Float32Array {
    const known = this.rows.get(term)
    if (known) return known
    if (this.rows.size >= rowsKept) this.rows.clear()
    const row = new Float32Array(this.vocabulary.size)
    for (const [other, number] of this.vocabulary) {
      if (other === term) row[number] = 1
      else {
        const like = likenessOfWords(this.vectors, term, other)
        row[number] = like > leastLike ? (otherWord * (like - leastLike)) / (1 - leastLike) : 0
      }
    }
    this.rows.set(term, row)
    return row
  }
}
