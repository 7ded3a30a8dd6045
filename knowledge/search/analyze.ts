import snowball from 'snowball-stemmers'
import { compoundParts } from './compounds.ts'

export type AnalyzedLanguage = 'en' | 'de'

/** The longest text that is looked at, in UTF-16 units; what is behind it changes no answer and would cost time. */
const longestText = 8_000
/** The longest word that is looked at; longer ones are keys and addresses. */
const longestWord = 40

const stemmers = { en: snowball.newStemmer('english'), de: snowball.newStemmer('german') }
const stems: Record<AnalyzedLanguage, Map<string, string>> = { en: new Map(), de: new Map() }
/** Forgetting everything at once is simpler than forgetting the oldest, and as rare. */
const stemsKept = 100_000

const functionWords = {
  en: words(`a about am an and any are as at be been but by can could did do does doing for from had has have having he her him his how i
    if in into is it its just me my no not of on or our she should so some such than that the their them then there these they this those to
    too us was we were what when where which while who whom why will with would you your please hi hello hey im ive id tell want need know get
    let s t d ll re ve m don didn doesn isn aren won can't`),
  de: words(`aber als am an auch auf aus bei bin bis bist da damit das dass dein deine dem den der des dich die dir doch du durch ein eine
    einem einen einer eines er es euch für habe haben hast hat ich ihr ihre im in ist ja kann kannst können man mein meine meinem meinen meiner
    mich mir mit muss nach nicht noch nur oder ohne sein seine sich sie sind so soll und uns unser unsere vom von vor war was wenn wer werden
    wie wir wird wo wurde zu zum zur bitte hallo möchte finde brauche bekomme`),
}

function words(list: string): Set<string> {
  return new Set(list.split(/\s+/))
}

/** A text as the index sees it. */
export interface Analysis {
  /** Stems of the words that carry meaning, in order, repeated as they occur. */
  terms: string[]
  /** Lower-case words as written, function words included, in order. */
  words: string[]
}

/** Lower-case words of a text: letters and digits in any script, marks kept, apostrophes dropped. */
export function wordsOf(text: string): string[] {
  const normal = text
    .slice(0, longestText)
    .normalize('NFKC')
    .toLowerCase()
    .replace(/['’`´]/gu, '')
  return (normal.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu) ?? []).filter((word) => word.length <= longestWord)
}

/** Words and meaningful stems of a text in a language. A text of function words only keeps them all. */
export function analyze(text: string, language: AnalyzedLanguage): Analysis {
  const all = wordsOf(text)
  const meaningful = all.filter((word) => !isFunctionWord(word, language))
  return {
    words: all,
    terms: (meaningful.length > 0 ? meaningful : all).flatMap((word) => [
      stem(word, language),
      ...partsOf(word, language),
    ]),
  }
}

/** Stems of the parts of a German compound; none for other words and in other languages. */
export function partsOf(word: string, language: AnalyzedLanguage): string[] {
  return language === 'de' ? compoundParts(withUmlauts(word)).map((part) => stem(part, language)) : []
}

/**
 * A German word written without umlauts as if with them, "ue" after a vowel or q excepted ("neue", "quelle"). What
 * was meant as two letters ("aktuell") comes out wrong, but always the same.
 */
function withUmlauts(word: string): string {
  return word.replace(/(?<![aeiouqäöü])[aou]e/gu, (pair) => umlauts[pair]!)
}

const umlauts: Record<string, string> = { ae: 'ä', oe: 'ö', ue: 'ü' }

/** The stem of a lower-case word. */
export function stem(word: string, language: AnalyzedLanguage): string {
  const known = stems[language]
  const found = known.get(word)
  if (found !== undefined) return found
  if (known.size >= stemsKept) known.clear()
  const made = stemmers[language].stem(language === 'de' ? withUmlauts(word) : word)
  known.set(word, made)
  return made
}

/** True for a word that carries no meaning of its own. */
export function isFunctionWord(word: string, language: AnalyzedLanguage): boolean {
  return functionWords[language].has(language === 'de' ? withUmlauts(word) : word)
}

/** German words that short messages are made of, and that are not English. */
const germanSigns = words(
  'guten danke dankeschön tschüss moin servus hilfe vielen dank morgen abend gehts fuer ueber koennen moechte',
)

/**
 * The language a question is most likely written in, told by its function words, greetings, umlauts and compounds.
 * @param untold what it is when they do not tell
 */
export function detectLanguage(words: readonly string[], untold: AnalyzedLanguage = 'en'): AnalyzedLanguage {
  let german = 0
  for (const word of words) {
    if (functionWords.de.has(word)) german++
    if (functionWords.en.has(word)) german--
    if (/[äöüß]/u.test(word) || germanSigns.has(word) || compoundParts(word).length > 0) german++
  }
  return german === 0 ? untold : german > 0 ? 'de' : 'en'
}
