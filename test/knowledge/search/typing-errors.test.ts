import { describe, expect, it } from 'vitest'
import { createAnswerer } from '../../../knowledge/index.ts'
import { TypingErrors } from '../../../knowledge/search/typing-errors.ts'

describe('typing errors that leave no word', () => {
  const typing = new TypingErrors()
  typing.put('leave', ['Parental leave', 'paternity leave'])
  typing.put('vpn', ['Set up the VPN'])

  it.each([
    ['parentalleave', 'leave'],
    ['parntl leve', 'leave'],
    ['setupthevpn', 'vpn'],
  ])('%s is taken for an article by its letters', (text, id) => {
    expect(typing.find(text)[0]).toBe(id)
  })

  it.each(['', 'xyz', 'qqqqqqqq', 'x'.repeat(100_000)])('%.10s… is taken for none', (text) => {
    expect(typing.find(text)).toEqual([])
  })

  it('are suggested, never answered', () => {
    const answerer = createAnswerer()
    const article = { body: 'Text.', phrasings: [], url: null, category: null, tags: [], language: 'en' }
    answerer.put({ id: 'leave', title: 'Parental leave', ...article })
    answerer.put({ id: 'vpn', title: 'Set up the VPN', ...article })
    expect(answerer.ask('parentalleave')).toMatchObject({ decision: 'suggest', candidates: [{ articleId: 'leave' }] })
    answerer.remove('leave')
    expect(answerer.ask('parentalleave').decision).toBe('handoff')
  })
})
