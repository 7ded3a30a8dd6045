import { type AnalyzedLanguage, isFunctionWord, stem, wordsOf } from './analyze.ts'
import { everydayWords } from './everyday-words.ts'

/** What else a question could have said. */
export interface Thesaurus {
  /**
   * Stems related to the expressions that begin at each word, each with its nearness from 0 to 1.
   * @param words lower case, as written
   */
  related(words: readonly string[], language: AnalyzedLanguage): Related[]
}

/** What the expression of some words may also be called. */
export interface Related {
  /** Which word it begins at, and how many it has. */
  at: number
  words: number
  terms: Map<string, number>
}

/** The longest expression looked up, in words. */
const longestExpression = 4

/** One thesaurus for a base of phrasings, another for prose. */
export type Thesauri = Record<'phrasings' | 'prose', Thesaurus>

/**
 * Thesauri from the lists of the workplace. Everyday words join for titles and phrasings; prose speaks of everything,
 * and they would lead everywhere in it (handbook: 69 % right without them, 64 % with them).
 */
export function thesauriOf(workplace: Record<AnalyzedLanguage, string>): Thesauri {
  return {
    phrasings: createThesaurus({ en: everydayWords.en + workplace.en, de: workplace.de }),
    prose: createThesaurus(workplace),
  }
}

/** Compiles lists as in `workplace-words.ts`, one group of related expressions a line. */
export function createThesaurus(lists: Record<AnalyzedLanguage, string>): Thesaurus {
  const compiled = { en: compile(lists.en, 'en'), de: compile(lists.de, 'de') }
  return {
    related(words, language) {
      const { groups, at } = compiled[language]
      const stems = words.map((word) => stem(word, language))
      const found: Related[] = []
      for (let from = 0; from < stems.length; from++)
        for (let count = 1; count <= longestExpression && from + count <= stems.length; count++) {
          const known = at.get(stems.slice(from, from + count).join(' '))
          if (known) found.push({ at: from, words: count, terms: termsOf(known.map((group) => groups[group]!)) })
        }
      return found
    },
  }
}

/** A member of a large group says less about the others; one of several words is only partly said by each. */
function termsOf(groups: string[][][]): Map<string, number> {
  const terms = new Map<string, number>()
  for (const members of groups) {
    const nearness = Math.min(1, 3 / Math.sqrt(members.length + 2))
    for (const member of members)
      for (const term of member) {
        const shared = nearness / Math.sqrt(member.length)
        if (shared > (terms.get(term) ?? 0)) terms.set(term, shared)
      }
  }
  return terms
}

function compile(list: string, language: AnalyzedLanguage) {
  const at = new Map<string, number[]>()
  const groups: string[][][] = []
  for (const line of list.split('\n')) {
    const members = line
      .split(',')
      .map((member) => wordsOf(member))
      .filter((words) => words.length > 0)
    if (members.length < 2) continue
    for (const words of members) {
      const key = words.map((word) => stem(word, language)).join(' ')
      const known = at.get(key)
      if (known) known.push(groups.length)
      else at.set(key, [groups.length])
    }
    groups.push(
      members.map((words) =>
        words.filter((word) => !isFunctionWord(word, language)).map((word) => stem(word, language)),
      ),
    )
  }
  return { at, groups }
}
