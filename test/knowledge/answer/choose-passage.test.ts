import { describe, expect, it } from 'vitest'
import { choosePassage } from '../../../knowledge/answer/choose-passage.ts'
import { cutPassages } from '../../../knowledge/search/passages.ts'

const passages = cutPassages(
  '## Install the client\n\nOpen the portal and install VPN.\n\n## Certificates\n\nThey are renewed each year.',
)
const choose = (words: string[], preferred: number) =>
  choosePassage(
    passages,
    'en',
    words.map((term) => [{ term, weight: 1 }]),
    preferred,
  )?.heading

describe('the passage an answer shows', () => {
  it('is the one the search preferred, if it speaks of what was asked', () => {
    expect(choose(['certif', 'vpn'], 1)).toBe('Certificates')
  })
  it('is another that does, where the search went by the title alone', () => {
    expect(choose(['vpn'], 1)).toBe('Install the client')
  })
  it('is the first where none speaks of it', () => {
    expect(choose(['banana'], -1)).toBe('Install the client')
  })
  it('is none of an article without text', () => {
    expect(choosePassage([], 'en', [], -1)).toBeNull()
  })
})
