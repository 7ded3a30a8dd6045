import type { Intent } from '../index.ts'
import { wordsOf } from '../search/analyze.ts'
import { defaultIntentLists, type IntentLists } from './intent-lists.ts'

/** Tells what a text wants before anything is searched. */
export type RecognizeIntent = (text: string) => Recognized

/** An intent, and for something urgent the words under which a base keeps what to do. */
export interface Recognized {
  intent: Intent
  searchAlso: string
}

/** How far a greeting or thanks may be from filling the whole text, in words: more than that and there is a question in it. */
const wordsBeside = 2

/** Compiles lists of patterns into a function that recognizes intents. @throws Error on a pattern that cannot be read */
export function intentRecognizer(lists: IntentLists = defaultIntentLists): RecognizeIntent {
  const person = lists.person.map(compile)
  const urgent = lists.urgent.map(({ patterns, searchAlso }) => ({ patterns: patterns.map(compile), searchAlso }))
  const smallTalk = longestFirst(lists.smallTalk).map(compile)
  const thanks = longestFirst(lists.thanks).map(compile)
  return (text) => {
    const words = wordsOf(text.slice(0, 2_000))
    const line = words.join(' ')
    const polite = words.map(asMeant)
    const topic = urgent.find(({ patterns }) => patterns.some((pattern) => pattern.test(line)))
    if (topic) return { intent: 'urgent', searchAlso: topic.searchAlso }
    const intent = wantsPerson(person, words, line)
      ? 'person'
      : fills(thanks, polite)
        ? 'thanks'
        : fills(smallTalk, polite)
          ? 'small_talk'
          : 'question'
    return { intent, searchAlso: '' }
  }
}

/** One word alone asks for a person only when it is all there is: "agent" does, "which travel agent" does not. */
function wantsPerson(patterns: RegExp[], words: string[], line: string): boolean {
  return patterns.some((pattern) => {
    const found = pattern.exec(line)
    if (!found) return false
    return found[0].trim().includes(' ') || words.length <= 2
  })
}

/** A short pattern must not take a word out of a longer one. */
function longestFirst(patterns: string[]): string[] {
  const parts = (pattern: string) => pattern.split(/\s+/).length
  return patterns.toSorted((a, b) => parts(b) - parts(a))
}

/** Words of greeting and thanks in which people swap letters without looking. */
const greetings = new Set(['morning', 'afternoon', 'evening', 'hello', 'thanks', 'thank', 'morgen', 'danke', 'hallo'])

/** A word with a letter held down, or a greeting with two letters swapped, as it was meant; any other as it is. */
function asMeant(word: string): string {
  const once = word.replace(/(.)\1{2,}/gu, '$1')
  if (once !== word) return once
  for (let at = 0; at + 1 < once.length; at++) {
    const swapped = once.slice(0, at) + once[at + 1] + once[at] + once.slice(at + 2)
    if (greetings.has(swapped)) return swapped
  }
  return word
}

function fills(patterns: RegExp[], words: string[]): boolean {
  if (words.length === 0) return false
  let rest = words.join(' ')
  for (const pattern of patterns) rest = rest.replace(pattern, ' ')
  const left = rest.split(' ').filter(Boolean).length
  return left <= Math.min(wordsBeside, Math.floor(words.length / 2)) && left < words.length
}

/** A pattern of {@link IntentLists} as a regular expression over words joined by spaces. */
function compile(pattern: string): RegExp {
  const source = pattern
    .trim()
    .split(/\s+/)
    .map((part) => {
      if (part === '…') return '(?:\\S+ ){0,3}'
      const optional = part.endsWith('?')
      const alternatives = (optional ? part.slice(0, -1) : part)
        .split('|')
        .map((word) => word.replace(/[.*+^${}()[\]\\]/g, '\\$&'))
      return optional ? `(?:(?:${alternatives.join('|')}) )?` : `(?:${alternatives.join('|')}) `
    })
    .join('')
  // The last word of a line has no space behind it.
  return new RegExp(`(?<![^ ])${source.replace(/ $/, '')}(?![^ ])`, 'u')
}
