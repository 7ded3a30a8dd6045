import { stem, wordsOf } from './analyze.ts'

/** How many buckets features are hashed into; a power of two. */
export const buckets = 1 << 20

/** Hashed features of a text in two blocks, which are weighed apart: of words, and of characters. */
export interface HashedFeatures {
  words: Int32Array
  characters: Int32Array
}

/** Words of a longer text count no more: a question is far shorter, and time must be bounded. */
export const mostWords = 120

/**
 * Features of a text: stems, words, pairs of neighbouring stems, pairs with one stem between, and pieces of two to
 * five characters of each word with its borders, which forgive typing errors. Repeated as they occur.
 */
export function hashedFeatures(text: string): HashedFeatures {
  const all = wordsOf(text)
  const words = all.length > mostWords ? all.slice(0, mostWords) : all
  const stems = words.map((word) => stem(word, 'en'))
  const ofWords: number[] = []
  const ofCharacters: number[] = []
  const bounded = ['^', ...stems, '$']
  for (const each of stems) ofWords.push(stemBucket(each))
  for (const each of words) ofWords.push(hash(each, 0, each.length, 2))
  for (let at = 0; at + 1 < bounded.length; at++) ofWords.push(pair(bounded[at]!, bounded[at + 1]!, 3))
  for (let at = 0; at + 2 < bounded.length; at++) ofWords.push(pair(bounded[at]!, bounded[at + 2]!, 4))
  for (const word of words) {
    const bordered = ` ${word} `
    for (let length = 2; length <= 5; length++)
      for (let at = 0; at + length <= bordered.length; at++) ofCharacters.push(hash(bordered, at, at + length, 5))
  }
  return { words: Int32Array.from(ofWords), characters: Int32Array.from(ofCharacters) }
}

/** The bucket of a stem by itself. */
export function stemBucket(stemmed: string): number {
  return hash(stemmed, 0, stemmed.length, 1)
}

function pair(left: string, right: string, seed: number): number {
  const joined = `${left} ${right}`
  return hash(joined, 0, joined.length, seed)
}

/** FNV-1a over UTF-16 units with a final mix (Fowler, Noll, Vo; mix of MurmurHash3), folded into the buckets. */
function hash(text: string, from: number, to: number, seed: number): number {
  let mixed = 0x811c9dc5 ^ (seed * 0x9e3779b1)
  for (let at = from; at < to; at++) mixed = Math.imul(mixed ^ text.charCodeAt(at), 0x01000193)
  mixed ^= mixed >>> 15
  mixed = Math.imul(mixed, 0x85ebca6b)
  mixed ^= mixed >>> 13
  return (mixed >>> 0) & (buckets - 1)
}
