import { describe, expect, it } from 'vitest'
import { intentRecognizer } from '../../../knowledge/answer/intent.ts'
import { defaultIntentLists } from '../../../knowledge/answer/intent-lists.ts'
import { createAnswerer } from '../../../knowledge/index.ts'
import { workplaceWords } from '../../../knowledge/search/workplace-words.ts'
import { type WordLineFault, WordLineRefused } from '../../../knowledge/words/errors.ts'
import {
  checkEdit,
  shippedLines,
  type WordListName,
  wordListNames,
  wordsWith,
} from '../../../knowledge/words/word-list.ts'

describe('a list of words', () => {
  it('is as shipped until somebody changes it', () => {
    const { related, intents } = wordsWith({})
    expect(related.en).toBe(workplaceWords.en.trim())
    expect(related.de).toBe(workplaceWords.de.trim())
    expect(intents).toEqual(defaultIntentLists)
  })

  it('has shipped lines that would all be accepted as lines of an admin', () => {
    const refused = wordListNames.flatMap((name) =>
      shippedLines(name).flatMap((line) => {
        try {
          checkEdit(name, { added: [line], off: [line] })
          return []
        } catch (error) {
          return [`${name}: ${(error as Error).message}`]
        }
      }),
    )
    expect(refused).toEqual([])
  })

  it.each<[WordListName, string, WordLineFault]>([
    ['related_words.en', 'laptop', 'one_word'],
    ['related_words.en', 'laptop, , !', 'one_word'],
    ['related_words.en', 'laptop, the thing that you type on', 'long_expression'],
    ['related_words.de', 'x'.repeat(600), 'long_line'],
    ['needs_person', 'Get me the boss', 'not_a_word'],
    ['needs_person', "don't answer", 'not_a_word'],
    ['needs_person', 'boss||chief', 'not_a_word'],
    ['needs_person', 'a?b', 'not_a_word'],
    ['urgent', '…', 'matches_all'],
    ['urgent', 'fire? smoke?', 'matches_all'],
    ['urgent', 'the', 'matches_all'],
    ['urgent', '=> fire drill', 'matches_all'],
    ['urgent', 'word '.repeat(21), 'long_pattern'],
    ['urgent', 'a … b … c … d … e', 'long_pattern'],
  ])('%s refuses “%s”: %s', (name, line, fault) => {
    expect(() => checkEdit(name, { added: ['', line], off: [] })).toThrow(
      expect.objectContaining({ line: 2, fault }) as Error,
    )
  })

  it('refuses to switch off what was never shipped', () => {
    expect(() => checkEdit('urgent', { added: [], off: ['no such line'] })).toThrow(WordLineRefused)
  })

  it('is tidied: spaces, empty and repeated lines go', () => {
    expect(checkEdit('related_words.en', { added: [' a, b ', '', 'a, b'], off: [] })).toEqual({
      added: ['a, b'],
      off: [],
    })
  })

  it('takes lines of its own, also with what to search for, and leaves out those switched off', () => {
    const { intents } = wordsWith({
      urgent: { added: ['gas|smoke smell => fire drill'], off: ['nicht mehr leben'] },
      needs_person: { added: ['works council'], off: [] },
    })
    const recognize = intentRecognizer(intents)
    expect(recognize('there is a smoke smell')).toEqual({ intent: 'urgent', searchAlso: 'fire drill' })
    expect(recognize('the works council please').intent).toBe('person')
    expect(intentRecognizer()('ich will nicht mehr leben').intent).toBe('urgent')
    expect(recognize('ich will nicht mehr leben').intent).toBe('question')
  })

  it('changes the answers at once', async () => {
    const answerer = createAnswerer()
    const article = { body: '', phrasings: [], url: null, category: null, tags: [], language: 'en' }
    answerer.put({ ...article, id: 'desk', title: 'Zugspitze meeting room' })
    answerer.put({ ...article, id: 'leave', title: 'Parental leave' })
    expect(answerer.ask('where is the aquarium').candidates).toEqual([])
    answerer.takeWords(wordsWith({ 'related_words.en': { added: ['aquarium, zugspitze'], off: [] } }))
    expect(answerer.ask('where is the aquarium').candidates[0]?.articleId).toBe('desk')
    answerer.takeWords(wordsWith({}))
    expect(answerer.ask('where is the aquarium').candidates).toEqual([])
    await answerer.close()
  })
})
