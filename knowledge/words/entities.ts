import { EntitySchema } from 'typeorm'
import type { WordListName } from './word-list.ts'

/** A list of words as it was made at a time; the highest version is in use, none means as shipped. */
export interface WordListVersionRow {
  name: WordListName
  version: number
  added: string[]
  off: string[]
  author: string
  createdAt: Date
}
export const WordListVersionEntity = new EntitySchema<WordListVersionRow>({
  name: 'word_list_version',
  columns: {
    name: { type: 'text', primary: true },
    version: { type: 'integer', primary: true },
    added: { type: 'text', array: true },
    off: { type: 'text', array: true },
    author: { type: 'text' },
    createdAt: { name: 'created_at', type: 'timestamptz', precision: 3, default: () => 'now()' },
  },
})
