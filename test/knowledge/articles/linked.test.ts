import { describe, expect, it } from 'vitest'
import { leadLinks, linkedKeys } from '../../../knowledge/articles/linked.ts'

describe('a link in an imported page', () => {
  it.each([
    ['a path of the site', '/travel/faq/', 'travel/faq'],
    ['one with an anchor', '/travel/faq/#cars', 'travel/faq'],
    ['a file beside the page', 'faq.md', 'travel/faq.md'],
    ['a file above it', '../about.md', 'about.md'],
    ['an encoded path', '/a%20b/', 'a b'],
  ])('may be %s', (_kind, target, alias) => {
    const found = linkedKeys('travel/leave.md', target)
    expect(found?.alias).toBe(alias)
    expect(found?.keys).toContain(alias.endsWith('.md') ? alias : `${alias}.md`)
  })

  it.each(['https://example.org/', 'mailto:a@example.org', '#here', '//cdn.example.org/x', '../../outside.md'])(
    'is none of ours: %s',
    (target) => {
      expect(linkedKeys('travel/leave.md', target)).toBeNull()
    },
  )

  it('is led somewhere, while whole addresses stay', () => {
    const markdown =
      'See [FAQ](/travel/faq/ "title"), [here](#cars), [odd](<a b.md>), [out](https://example.org/x) and ![pic](/p.png).'
    expect(leadLinks(markdown, (target) => `to:${target}`)).toBe(
      'See [FAQ](<to:/travel/faq/> "title"), [here](<to:#cars>), [odd](<to:a b.md>), [out](https://example.org/x) and ![pic](<to:/p.png>).',
    )
  })
})
