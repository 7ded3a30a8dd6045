import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readText } from '../../../bots/slack/inbound.ts'
import { renderMessage, split } from '../../../bots/slack/render.ts'
import type { OutboundMessage } from '../../../core/ports.ts'

const message = (change: Partial<OutboundMessage>): OutboundMessage => ({
  key: 'k',
  conversationId: 'c',
  conversationKey: 'D1/1.1',
  workspace: 'T1',
  address: { channel: 'D1', thread: '1.1' },
  from: 'bot',
  author: null,
  text: 'text',
  article: null,
  actions: [],
  attachments: [],
  language: 'en',
  ...change,
})
const textOf = (change: Partial<OutboundMessage>) =>
  renderMessage(message(change))
    .flatMap(({ blocks }) => blocks.map((block) => (block.type === 'section' ? (block.text?.text ?? '') : '')))
    .join('\n')

describe('a message in Slack', () => {
  it('has its links, lists, emphasis and code in mrkdwn, and the three control characters escaped', () => {
    const text = textOf({
      text: '## Steps\n\n- open **it** at [here](https://a.example/x)\n- `run` <b & c>\n\n```\na < b\n```',
    })
    expect(text).toContain('*Steps*')
    expect(text).toContain('<https://a.example/x|here>')
    expect(text).toContain('`run`')
    expect(text).toContain('a &lt; b')
    expect(textOf({ text: 'run `<!channel> & <@U1>` or <!here>' })).not.toMatch(/<[!@]/)
    expect(text).not.toContain('<!')
    expect(text).not.toContain('<b & c>')
  })

  it('keeps within the limits of Block Kit whatever its length, and its buttons at the end', () => {
    const long = 'Some words of an article. '.repeat(2_000)
    const actions = [{ action: 'solved' as const, label: 'x'.repeat(200), value: null }]
    const messages = renderMessage(message({ text: long, actions, author: 'Alex' }))
    expect(messages.length).toBeGreaterThan(1)
    for (const { blocks, text } of messages) {
      expect(blocks.length).toBeLessThanOrEqual(50)
      expect(JSON.stringify(blocks).length).toBeLessThan(13_200)
      expect(text.length).toBeLessThanOrEqual(40_000)
      for (const block of blocks)
        if (block.type === 'section') expect(block.text?.text.length).toBeLessThanOrEqual(3_000)
    }
    expect(messages.map(({ blocks }) => blocks.some(({ type }) => type === 'actions'))).toEqual([
      ...messages.slice(1).map(() => false),
      true,
    ])
  })

  it('loses nothing but white space when it is cut', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 400 }), fc.integer({ min: 2, max: 60 }), (text, most) => {
        const pieces = split(text, most)
        for (const piece of pieces) expect(piece.length).toBeLessThanOrEqual(most)
        expect(pieces.join('').replace(/\s/g, '')).toBe(text.replace(/\s/g, ''))
      }),
    )
  })
})

describe('what people write in Slack', () => {
  it.each([
    ['<@U123> how are you', 'how are you'],
    ['see <https://a.example|the page>', 'see [the page](https://a.example)'],
    ['see <https://a.example>', 'see https://a.example'],
    ['in <#C1|general>', 'in general'],
    ['a &lt; b &amp;&amp; c &gt; d', 'a < b && c > d'],
    ['&amp;lt;', '&lt;'],
  ])('%s is read as %s', (written, read) => {
    expect(readText(written)).toBe(read)
  })
})
