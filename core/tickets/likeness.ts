/** Words that say nothing about a matter, English and German. */
const empty = new Set(
  `a an and are at be but can cannot could do does for from has have hello help hi how i if in is it its me my no not of on
  or our please so that the there this to was we what when with you your
  aber als am an auf bei bitte da das dass dem den der die dies ein eine einen er es für hallo hat ich ihr im in ist kann
  kein keine mein meine mich mir mit nach nicht noch oder sich sie sind so und uns von was wenn wie wir zu zum zur`.split(
    /\s+/,
  ),
)

/** Fewer shared words than this say little about two long texts. */
const fewWords = 3

/**
 * How much two texts are about the same, by their words: the Dice coefficient of their sets of words, or, where one is
 * much longer than the other, four fifths of the share of the shorter one that the longer one holds.
 * https://en.wikipedia.org/wiki/Dice-S%C3%B8rensen_coefficient
 * @returns 0 to 1; the order of the two does not matter
 */
export function likenessOf(one: string, other: string): number {
  const [a, b] = [wordsOf(one), wordsOf(other)]
  const shared = [...a].filter((word) => b.has(word)).length
  if (shared === 0) return 0
  const dice = (2 * shared) / (a.size + b.size)
  const held = shared >= fewWords ? (0.8 * shared) / Math.min(a.size, b.size) : 0
  return Math.max(dice, held)
}

/** Words without accents and endings that mostly mark a plural or a case. */
function wordsOf(text: string): Set<string> {
  const words =
    text
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .match(/[\p{L}\p{N}]+/gu) ?? []
  return new Set(words.filter((word) => word.length > 1 && !empty.has(word)).map(stem))
}

function stem(word: string): string {
  return word.length > 4 ? word.replace(/(?:ing|ed|es|en|er|s|e|n)$/, '') : word.replace(/s$/, '')
}
