import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanMarkdown, MarkdownUnreadable } from '../../../knowledge/import/clean-markdown.ts'

const body = (raw: string) => cleanMarkdown(raw).body

describe('front matter', () => {
  test('gives title, tags, category, address and language', () => {
    const page = cleanMarkdown(
      '---\ntitle: Taking <em>leave</em>\ntags: [leave, time]\nkeywords: holiday, time\ncategory: People\npermalink: /leave/\nlang: de-DE\n---\nText',
    )
    expect(page).toMatchObject({
      title: 'Taking leave',
      tags: ['leave', 'time', 'holiday'],
      category: 'People',
      url: '/leave/',
      language: 'de',
      body: 'Text',
    })
  })

  test('questions in people’s words become phrasings, channels and addresses become whom to ask', () => {
    const page = cleanMarkdown(
      '---\nquestions:\n  - How do I take leave?\n  - people-ops\n  - hr@example.com\n  - text: Office hours\n    url: https://example.com/hours\n---\nText',
    )
    expect(page.phrasings).toEqual(['How do I take leave?'])
    expect(page.body).toBe(
      'Text\n\nQuestions? #people-ops, [hr@example.com](mailto:hr@example.com), [Office hours](https://example.com/hours)',
    )
  })

  test('a page that has only moved says where to', () => {
    expect(body('---\ntitle: Old\nredirect_to: /new/#here\n---\n')).toBe('This page is at [/new/#here](/new/#here).')
  })

  test('the first heading is the title of a page without one', () => {
    expect(cleanMarkdown('# Using *the* VPN\n\nText').title).toBe('Using the VPN')
    expect(cleanMarkdown('Text').title).toBeNull()
  })

  test('broken YAML is refused with its place and reason', () => {
    expect(() => cleanMarkdown('---\ntitle: [open\n---\nText')).toThrow(MarkdownUnreadable)
    expect(() => cleanMarkdown('---\ntitle: a\n b: : c\n---\nText')).toThrow(/front matter is no YAML \(line \d+\)/)
  })

  test('text between two rules is text', () => {
    expect(body('---\nHello there\n---\nmore')).toContain('Hello there')
  })

  test('German is told from English by its words', () => {
    expect(cleanMarkdown('Der Urlaub wird mit dem Formular beantragt und ist bezahlt.').language).toBe('de')
    expect(cleanMarkdown('You can ask for leave with the form.').language).toBe('en')
  })
})

describe('shortcodes', () => {
  test.each([
    ['a page as target of a link', '[leave]({% page "/leave/#paid" %})', '[leave](/leave/#paid)'],
    ['a page without its slash', '[leave]({% page\n  "leave/" %})', '[leave](/leave/)'],
    ['a page in HTML', '<a href="{% page "/leave/" %}">leave</a>', '[leave](/leave/)'],
    ['an address', '[x]({% link "https://example.com" %})', '[x](https://example.com)'],
    ['a file', '[form]({% download "downloads/form.pdf" %})', '[form](/downloads/form.pdf)'],
    ['the root of the site', '[x]({{base.baseurl}}/software/)', '[x](/software/)'],
    ['a channel', 'Ask {% slack_channel "#travel" %} first', 'Ask #travel first'],
    ['a channel with a label', 'Ask {% slack_channel "vets" "Vets" %}', 'Ask Vets (#vets)'],
    ['a picture', '{% image "a.png" "don\'t click "allow"" %}', '*don\'t click "allow"*'],
    ['a picture without words', 'a\n\n{% image "a.png" %}\n\nb', 'a\n\nb'],
    ['a picture with a class', '{% image_with_class "a.png" "big" "a cat" %}', '*a cat*'],
    [
      'an alert',
      '{% alert "Heads up!" %}\n  Mind *this*.\n{% endalert %}\nEnd',
      '> **Heads up!**\n>\n> Mind *this*.\n\nEnd',
    ],
    ['an alert without title', '{% alert "", "warning" %}\nMind.\n{% endalert %}', '> Mind.'],
    ['an end without a beginning', '*a*{% endalert %}', '*a*'],
    ['a comment', 'a\n\n{% comment %}\n# not\n{% endcomment %}\n\nb', 'a\n\nb'],
    ['an icon', 'a {% uswds_icon "campaign" %} b', 'a b'],
    ['what we do not know', '{% fancy "x" %}kept{% endfancy %}', 'kept'],
    ['what another generator writes', 'see {{< ref "/leave" >}}', 'see [/leave](/leave)'],
    ['a gap of a template', 'Hi {{ first_name }}!', 'Hi {{ first_name }}!'],
    ['raw text', 'use {% raw %}{% include "x" %}{% endraw %}', 'use `{% include "x" %}`'],
    [
      'raw code',
      '```\n{% raw %}{% alert %}\nx\n{% endalert %}{% endraw %}\n```',
      '```\n{% alert %}\nx\n{% endalert %}\n```',
    ],
    [
      'code that is not protected',
      '```\n{% alert %}\nx\n{% endalert %}\n```',
      '```\n{% alert %}\nx\n{% endalert %}\n```',
    ],
    ['a string', '`{{ "{%include%}" }}`', '`{%include%}`'],
  ])('%s', (_, raw, readable) => {
    expect(body(raw)).toBe(readable)
  })
})

describe('HTML', () => {
  test.each([
    ['line breaks', 'a<br>b', 'a\\\nb'],
    [
      'a table',
      '<table><tr><th>A</th><th>B</th></tr><tr><td>1<br/>2</td><td><ul><li>x</li><li>y</li></ul></td></tr></table>',
      '| A | B |\n| - | - |\n| 1 2 | x; y |',
    ],
    ['line breaks in a table of Markdown', '| A |\n| - |\n| x<br><br>`y` |', '| A |\n| - |\n| x `y` |'],
    ['what can be folded', '<details><summary>More</summary>\n\nText *here*\n\n</details>', '**More**\n\nText *here*'],
    ['a frame', '<iframe src="https://example.com/v" title="A film"></iframe>', '[A film](https://example.com/v)'],
    ['styles and scripts', '<style>td {x: y}</style>\n\na<script>alert(1)</script>', 'a'],
    ['buttons in headings', '<h3><button class="x">Step 1</button></h3>', '### Step 1'],
    ['a raised number', 'significant<sup>1</sup> comments', 'significant (1) comments'],
    ['raised letters', 'the 4<sup>th</sup>', 'the 4th'],
    ['a gap to fill in', 'Dear <your name>, go to <project>', 'Dear \\<your name>, go to \\<project>'],
    ['strong that touches a word', '<b>Note:</b>this', '**Note:** this'],
    ['a link that runs code', '[x](javascript:alert(1))', 'x'],
    ['an anchor', '## Side {#side-nav}', '## Side'],
    ['a note', 'One[^1] two.\n\n[^1]: Or *more*.', 'One (Or *more*.) two.'],
    ['a picture elsewhere', '<img src="https://example.com/a.png" alt="A">', '![A](https://example.com/a.png)'],
    ['a picture of the page', '![A map](../map.png)', '*A map*'],
  ])('%s', (_, raw, readable) => {
    expect(body(raw)).toBe(readable)
  })
})

test('links between pages survive, and lead where they are told to', () => {
  expect(body('[a](../other.md#x) and [b]')).toBe('[a](../other.md#x) and \\[b]')
  expect(body('[a][1]\n\n[1]: /other/')).toBe('[a](/other/)')
  const page = cleanMarkdown('[a]({% page "/leave" %})', (target) => `https://example.com${target}`)
  expect(page.body).toBe('[a](https://example.com/leave)')
})

const pieces = fc.constantFrom(
  ...'{% raw %}|{% endraw %}|{% alert "x" %}|{% endalert %}|{% comment %}|{% endcomment %}|{% page "/a b" %}|{{ "{% x %}" }}'.split(
    '|',
  ),
  ...'{%|%}|{{|}}|{#a}|{: .b}|# |- |1. |> |```|`|~~~|    |\n|\n\n|[|](|)|![|*|**|_|~~|[^1]|[^1]: |\\|&amp;|&#32;|&'.split(
    '|',
  ),
  ...'<b>|</b>|<br>|<table>|<tr>|<td>|</table>|<details>|<summary>|<your name>|<!--|-->|<sup>1</sup>|<script>|<pre>|<h2>'.split(
    '|',
  ),
  ...[
    '|',
    '\n| - |\n',
    '---\n',
    'https://example.com',
    'a@b.de',
    '\uFEFF',
    '\uFDD00\uFDD1',
    '\u0000',
    '\uD800',
    '\u00A0',
    'ü',
    '字',
    '.',
    ':',
  ],
)
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc
    .array(fc.oneof(pieces, fc.string({ unit: 'grapheme', maxLength: 6 })), { maxLength: 30 })
    .map((parts) => parts.join('')),
)

test('any text becomes readable, and cleaning it again changes nothing', () => {
  fc.assert(
    fc.property(text, (raw) => {
      let page: ReturnType<typeof cleanMarkdown>
      try {
        page = cleanMarkdown(raw)
      } catch (error) {
        expect(error).toBeInstanceOf(MarkdownUnreadable)
        return
      }
      expect(page.body).not.toMatch(/[^\P{Cc}\t\n]|[\uFDD0\uFDD1]|\p{Surrogate}/u)
      expect(cleanMarkdown(page.body).body).toBe(page.body)
    }),
    { numRuns: 1_000 },
  )
})

test('words are never lost among the marks of Markdown', () => {
  const word = fc.stringMatching(/^[a-z]{3,8}$/)
  const mark = fc.constantFrom(
    ' ',
    '*',
    '**',
    '_',
    '\n',
    '\n\n',
    '\n- ',
    '\n> ',
    '\n# ',
    ' [',
    '] ',
    ' | ',
    ' {% x %} ',
    '<br>',
  )
  fc.assert(
    fc.property(fc.array(fc.tuple(word, mark), { minLength: 1, maxLength: 20 }), (row) => {
      const readable = body(row.map(([letters, sign]) => letters + sign).join('')).replace(/[^a-z]/g, '')
      expect(readable).toBe(row.map(([letters]) => letters).join(''))
    }),
    { numRuns: 500 },
  )
})

const handbook = resolve(import.meta.dirname, '../../../../shared/data/handbook/pages')

test.runIf(existsSync(handbook))('a real handbook is readable, page by page', () => {
  const files = readdirSync(handbook, { recursive: true, encoding: 'utf8' }).filter((path) => path.endsWith('.md'))
  const pages = files.map((path) => cleanMarkdown(readFileSync(join(handbook, path), 'utf8')))
  expect(pages).toHaveLength(246)
  for (const page of pages) {
    const words = page.body.replace(/```[\s\S]*?```|`[^`\n]*`/g, '')
    expect(page.title).toBeTruthy()
    expect(page.body).not.toBe('')
    expect(words).not.toMatch(/\{%|%\}|&#x|<\/?(?:div|br|table|td|a|b|span|style)\b/)
  }
})
