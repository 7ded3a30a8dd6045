import { defaultIntentLists, type IntentLists } from '../answer/intent-lists.ts'
import { isFunctionWord, wordsOf } from '../search/analyze.ts'
import { workplaceWords } from '../search/workplace-words.ts'
import { WordLineRefused } from './errors.ts'

/**
 * The lists an admin can edit. `related_words.*`: words that mean the same, a group a line, parted by commas.
 * `needs_person`: how people ask for a person. `urgent`: what people look at whatever the score; behind ` => ` may
 * stand what to search for besides.
 */
export const wordListNames = ['related_words.en', 'related_words.de', 'needs_person', 'urgent'] as const
export type WordListName = (typeof wordListNames)[number]

/** What an admin made of a list: lines of their own, and shipped lines that are switched off. */
export interface WordListEdit {
  added: string[]
  off: string[]
}

/** All lists as the answerer uses them. */
export interface Words {
  related: { en: string; de: string }
  intents: IntentLists
}

/** Longer lists and lines than these are a mistake. A line is in UTF-16 units. */
export const most = { lines: 1_000, line: 500 }
/** The longest expression that is related to others, in words. */
const longestExpression = 4
/** Parts of a pattern, and how many of them may be `…`. */
const longestPattern = { parts: 20, gaps: 3 }

/** The shipped lines of a list, in order. */
export function shippedLines(name: WordListName): string[] {
  switch (name) {
    case 'related_words.en':
      return linesOf(workplaceWords.en)
    case 'related_words.de':
      return linesOf(workplaceWords.de)
    case 'needs_person':
      return defaultIntentLists.person
    case 'urgent':
      return [...new Set(defaultIntentLists.urgent.flatMap(({ patterns }) => patterns))]
  }
}

/**
 * Checks what an admin wrote, and tidies it: spaces around lines and empty lines go, and what is said twice.
 * @throws WordLineRefused naming the first line that cannot be used
 */
export function checkEdit(name: WordListName, edit: WordListEdit): WordListEdit {
  const check = name.startsWith('related_words') ? checkGroup : checkPattern
  edit.added.forEach((text, at) => {
    if (text.trim() !== '') check(text.trim(), at + 1)
  })
  const shipped = new Set(shippedLines(name))
  edit.off.forEach((text, at) => {
    if (!shipped.has(text.trim())) throw new WordLineRefused(at + 1, text, 'not_shipped')
  })
  const tidy = (lines: string[]) => [...new Set(lines.map((line) => line.trim()).filter(Boolean))]
  return { added: tidy(edit.added), off: tidy(edit.off) }
}

/** Joins shipped lines and what admins made of them. A list without an edit is as shipped. */
export function wordsWith(edits: Partial<Record<WordListName, WordListEdit>>): Words {
  const off = (name: WordListName) => new Set(edits[name]?.off ?? [])
  const added = (name: WordListName) => edits[name]?.added ?? []
  const kept = (name: WordListName) => [...added(name), ...shippedLines(name).filter((line) => !off(name).has(line))]
  const urgentOff = off('urgent')
  return {
    related: { en: kept('related_words.en').join('\n'), de: kept('related_words.de').join('\n') },
    intents: {
      ...defaultIntentLists,
      person: kept('needs_person'),
      urgent: [
        ...added('urgent').map((line) => {
          const { pattern, searchAlso } = cutUrgent(line)
          return { searchAlso, patterns: [pattern] }
        }),
        ...defaultIntentLists.urgent.map((topic) => ({
          ...topic,
          patterns: topic.patterns.filter((pattern) => !urgentOff.has(pattern)),
        })),
      ],
    },
  }
}

function linesOf(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
}

function cutUrgent(line: string): { pattern: string; searchAlso: string } {
  const [pattern = '', searchAlso = ''] = line.split('=>')
  return { pattern: pattern.trim(), searchAlso: searchAlso.trim() }
}

function checkGroup(text: string, line: number): void {
  checkLength(text, line)
  const members = text.split(',').map((member) => wordsOf(member))
  if (members.filter((words) => words.length > 0).length < 2) throw new WordLineRefused(line, text, 'one_word')
  if (members.some((words) => words.length > longestExpression))
    throw new WordLineRefused(line, text, 'long_expression')
}

function checkPattern(text: string, line: number): void {
  checkLength(text, line)
  const parts = cutUrgent(text).pattern.split(/\s+/u).filter(Boolean)
  if (parts.length > longestPattern.parts || parts.filter((part) => part === '…').length > longestPattern.gaps)
    throw new WordLineRefused(line, text, 'long_pattern')
  for (const part of parts) {
    if (part === '…') continue
    for (const word of part.replace(/\?$/u, '').split('|'))
      if (wordsOf(word).join(' ') !== word || word === '') throw new WordLineRefused(line, text, 'not_a_word')
  }
  const needed = parts.filter((part) => part !== '…' && !part.endsWith('?'))
  const everywhere = (word: string) => isFunctionWord(word, 'en') || isFunctionWord(word, 'de')
  // A pattern that every other sentence holds would hand everything to people.
  if (needed.length === 0 || (needed.length === 1 && needed[0]!.split('|').some(everywhere)))
    throw new WordLineRefused(line, text, 'matches_all')
}

function checkLength(text: string, line: number): void {
  if (text.length > most.line) throw new WordLineRefused(line, text.slice(0, 40), 'long_line')
}
