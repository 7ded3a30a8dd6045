/** What is wrong with a line of a word list. */
export type WordLineFault =
  | 'one_word'
  | 'long_expression'
  | 'long_pattern'
  | 'long_line'
  | 'not_a_word'
  | 'matches_all'
  | 'not_shipped'

/** A line of a word list cannot be used. */
export class WordLineRefused extends Error {
  /** From 1; of the lines to switch off when the fault is `not_shipped`, else of the added ones. */
  readonly line: number
  readonly text: string
  readonly fault: WordLineFault
  constructor(line: number, text: string, fault: WordLineFault) {
    super(`Line ${line} (${text}): ${fault}.`)
    this.name = 'WordLineRefused'
    this.line = line
    this.text = text
    this.fault = fault
  }
}

/** Somebody else changed the list since it was read. */
export class WordListChanged extends Error {
  /** The version it has now. */
  readonly present: number
  /** The version the change was made on. */
  readonly seen: number
  constructor(present: number, seen: number) {
    super(`The list is at version ${present}, the change was made on version ${seen}.`)
    this.name = 'WordListChanged'
    this.present = present
    this.seen = seen
  }
}
