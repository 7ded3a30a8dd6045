import { describe, expect, test } from 'vitest'
import { digest, isSameFile, pageOf } from '../../../knowledge/import/page.ts'

describe('what a page does not say is taken from its path', () => {
  test.each([
    ['travel-and-leave/sick_leave.md', 'Sick leave', 'Travel and leave'],
    ['tools/vpn/index.md', 'Vpn', 'Tools'],
    ['README.md', 'README', null],
  ])('%s', (key, title, category) => {
    expect(pageOf(key, 'Text', undefined)).toMatchObject({ title, category, url: null })
  })
})

describe('with a site, addresses and links are whole', () => {
  const site = 'https://example.com/handbook/'
  test.each([
    ['a/b.md', '', 'https://example.com/handbook/a/b/'],
    ['a/index.md', '', 'https://example.com/handbook/a/'],
    ['index.md', '', 'https://example.com/handbook/'],
    ['a/b c.md', '', 'https://example.com/handbook/a/b%20c/'],
    ['a/b.md', 'permalink: /own/', 'https://example.com/handbook/own/'],
    ['a/b.md', 'url: https://other.example/x', 'https://other.example/x'],
  ])('address of %s %s', (key, front, url) => {
    expect(pageOf(key, `---\n${front}\n---\nText`, site).url).toBe(url)
  })

  test.each([
    ['/leave/#paid', 'https://example.com/handbook/leave/#paid'],
    ['#here', 'https://example.com/handbook/a/b/#here'],
    ['c.md#x', 'https://example.com/handbook/a/c/#x'],
    ['../d/', 'https://example.com/handbook/d/'],
    ['../../out.md', '../../out.md'],
    ['mailto:a@example.com', 'mailto:a@example.com'],
    ['https://other.example', 'https://other.example'],
  ])('link to %s', (target, whole) => {
    expect(pageOf('a/b.md', `[x](${target})`, site).body).toBe(`[x](${whole})`)
  })
})

test('the digest of a page changes with all it says, and not with the order of its phrasings', () => {
  const page = pageOf('a.md', '---\nphrasings: [One?, Two?]\n---\nText', undefined)
  const said = page.hash.split('.')[1]
  expect(digest({ ...page, phrasings: ['Two?', 'One?'] })).toBe(said)
  for (const other of [
    { title: 'x' },
    { body: 'x' },
    { tags: ['x'] },
    { category: 'x' },
    { url: 'x' },
    { phrasings: [] },
  ])
    expect(digest({ ...page, ...other })).not.toBe(said)
})

test('a file is the same until it, its path or its site changes', () => {
  const { hash } = pageOf('a.md', 'Text', 'https://example.com')
  expect(isSameFile(hash, 'a.md', 'Text', 'https://example.com')).toBe(true)
  expect(isSameFile(hash, 'a.md', 'Text ', 'https://example.com')).toBe(false)
  expect(isSameFile(hash, 'b.md', 'Text', 'https://example.com')).toBe(false)
  expect(isSameFile(hash, 'a.md', 'Text', undefined)).toBe(false)
  expect(isSameFile(null, 'a.md', 'Text', 'https://example.com')).toBe(false)
})
