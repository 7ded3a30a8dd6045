import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { keptOf, withoutSecrets } from '../../../core/audit/entry.ts'

describe('what the audit log keeps of a request', () => {
  it.each([
    ['a password', { password: 'correct horse' }, { password: '•••' }],
    ['a nested secret', { to: [{ signingSecret: 'abc', url: 1 }] }, { to: [{ signingSecret: '•••', url: 1 }] }],
    ['a token of ours in a text', { text: 'use firstline_AbCdEf123456' }, { text: 'use firstline_•••' }],
    [
      'the path of an address, which may be a secret',
      { url: 'https://user:pass@hooks.example.org/T0/B0/xyz?key=1' },
      { url: 'https://hooks.example.org/…' },
    ],
    ['nothing of what is harmless', { name: 'Team', days: [1, 2] }, { name: 'Team', days: [1, 2] }],
  ])('leaves out %s', (_what, asked, kept) => expect(withoutSecrets(asked)).toEqual(kept))

  it('cuts long texts and says how long they were', () => {
    expect(withoutSecrets('ä'.repeat(400))).toBe(`${'ä'.repeat(300)}… (400 characters)`)
  })

  it('keeps of a very long change which fields it has', () => {
    const lines = Array.from({ length: 2_000 }, (_, line) => `word ${line}`)
    expect(keptOf({ name: 'urgent', added: lines })).toMatchObject({ fields: ['name', 'added'] })
    expect(keptOf({ name: 'urgent', added: lines.slice(0, 3) })).toEqual({ name: 'urgent', added: lines.slice(0, 3) })
  })

  it('never holds the value of a field named like a secret, however deep', () => {
    const secret = 'S3CR3T-VALUE'
    fc.assert(
      fc.property(
        fc.constantFrom('password', 'apiKey', 'client_secret', 'Authorization', 'accessToken'),
        fc.array(fc.string(), { maxLength: 4 }),
        (name, path) => {
          const value = path.reduce<object>((inner, key) => ({ [`k${key}`]: [inner] }), { [name]: secret })
          expect(JSON.stringify(withoutSecrets(value as never))).not.toContain(secret)
        },
      ),
    )
  })
})
