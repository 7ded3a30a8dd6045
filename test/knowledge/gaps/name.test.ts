import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { nameOf } from '../../../knowledge/gaps/name.ts'

describe('the name of a gap', () => {
  it('is the question most like the others, with the words most of them have', () => {
    const { name, words } = nameOf(
      [
        'VPN on the new laptops',
        'the VPN does not start on the new laptops since Monday',
        'laptop without tunnel to VPN',
      ],
      () => 3,
    )
    expect(name).toBe('VPN on the new laptops')
    expect(words.toSorted()).toEqual(['laptops', 'new', 'vpn'])
  })

  it('leaves out words that are common everywhere', () => {
    const common = (stem: string) => (stem === 'new' ? 500 : 2)
    expect(nameOf(['new badge', 'badge is new'], common).words[0]).toBe('badge')
  })

  it('is short, whatever was asked', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1, maxLength: 8 }), (texts) => {
        const { name, words } = nameOf(texts, () => 1)
        expect([...name].length).toBeLessThanOrEqual(80)
        expect(words.length).toBeLessThanOrEqual(4)
      }),
    )
  })
})
