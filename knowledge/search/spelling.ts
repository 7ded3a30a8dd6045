/** Words at most one edit from a misspelt one, found by what is left when a letter is dropped (SymSpell, W. Garbe 2012). */
export class Spelling {
  private readonly words = new Map<string, number>()
  private readonly shortened = new Map<string, string[]>()

  /** Learns a word as often as it is told of; shorter ones than four letters are too near to everything. */
  add(word: string): void {
    const times = this.words.get(word)
    this.words.set(word, (times ?? 0) + 1)
    if (times !== undefined || word.length < shortest || word.length > longest || /\d/.test(word)) return
    for (const form of formsOf(word)) {
      const list = this.shortened.get(form)
      if (list) list.push(word)
      else this.shortened.set(form, [word])
    }
  }

  /** Forgets one telling of a word. */
  remove(word: string): void {
    const times = this.words.get(word)
    if (times === undefined) return
    if (times > 1) {
      this.words.set(word, times - 1)
      return
    }
    this.words.delete(word)
    for (const form of formsOf(word)) {
      const left = (this.shortened.get(form) ?? []).filter((each) => each !== word)
      if (left.length > 0) this.shortened.set(form, left)
      else this.shortened.delete(form)
    }
  }

  has(word: string): boolean {
    return this.words.has(word)
  }

  /** The commonest known word one letter dropped, added, changed or swapped away; null when none is, or the word is known. */
  repair(word: string): string | null {
    if (this.words.has(word) || word.length < shortest || word.length > longest || /\d/.test(word)) return null
    let found: string | null = null
    let often = 0
    for (const form of formsOf(word))
      for (const candidate of this.shortened.get(form) ?? []) {
        const times = this.words.get(candidate) ?? 0
        // People seldom get the first letter wrong; another word that does begin so is likelier meant.
        const weight = times * (candidate[0] === word[0] ? 10 : 1)
        if (
          (weight > often || (weight === often && found !== null && candidate < found)) &&
          oneEditApart(word, candidate)
        ) {
          found = candidate
          often = weight
        }
      }
    return found
  }
}

const shortest = 4
const longest = 24

function formsOf(word: string): Set<string> {
  const forms = new Set([word])
  for (let at = 0; at < word.length; at++) forms.add(word.slice(0, at) + word.slice(at + 1))
  return forms
}

/** True when one insertion, deletion, replacement or swap of neighbours makes the words equal. */
export function oneEditApart(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false
  let from = 0
  while (from < left.length && left[from] === right[from]) from++
  let leftEnd = left.length
  let rightEnd = right.length
  while (leftEnd > from && rightEnd > from && left[leftEnd - 1] === right[rightEnd - 1]) {
    leftEnd--
    rightEnd--
  }
  const leftRest = leftEnd - from
  const rightRest = rightEnd - from
  if (leftRest <= 1 && rightRest <= 1) return true
  return leftRest === 2 && rightRest === 2 && left[from] === right[from + 1] && left[from + 1] === right[from]
}
