import type { types } from '@slack/bolt'
import slackify from 'slackify-markdown'
import type { DeskMessage, DeskWorkName, OutboundMessage, TicketCard } from '../../core/ports.ts'
import type { Pressed, SlackAddress } from './inbound.ts'
import { wordsOf } from './words.ts'

type Block = types.KnownBlock

/** Characters of a section; Slack's limit is 3,000. https://docs.slack.dev/reference/block-kit/blocks/section-block */
const sectionCharacters = 2_900
/** Sections of a message: Slack refuses near 13,200 characters over all blocks. */
const mostSections = 4
/** Characters of a button's label; Slack's limit is 75. */
const labelCharacters = 75

/** One `chat.postMessage`. `text` is what notifications and screen readers say. */
export interface Rendered {
  text: string
  blocks: Block[]
}

/** A text by somebody, in as many messages as Slack's limits ask for. */
export function renderText(text: string, author: string | null): Rendered[] {
  const pieces = split(mrkdwn(text), sectionCharacters)
  const messages: Rendered[] = []
  for (let at = 0; at < pieces.length; at += mostSections) {
    const part = pieces.slice(at, at + mostSections)
    messages.push({ text: shorten(part.join('\n'), sectionCharacters), blocks: part.map(section) })
  }
  if (author) messages[0]?.blocks.unshift(context(`*${escapeMarks(author)}*`))
  return messages
}

/** A message to a requester; the last of its parts has the buttons. */
export function renderMessage(message: OutboundMessage): Rendered[] {
  const source = message.article ? `\n\n[${message.article.title}](${message.article.url})` : ''
  const messages = renderText(`${message.text}${source}`, message.author)
  const address = message.address as unknown as SlackAddress
  if (message.actions.length > 0)
    messages.at(-1)?.blocks.push({
      type: 'actions',
      elements: message.actions.map(({ action, value, label }, index) => ({
        type: 'button',
        action_id: `say:${index}`,
        text: { type: 'plain_text', text: shorten(label, labelCharacters), emoji: false },
        value: JSON.stringify({ action, value, address } satisfies Pressed),
        ...(action === 'solved' ? { style: 'primary' as const } : {}),
      })),
    })
  return messages
}

/** The blocks of a message after a button was pressed: its outcome where the buttons were. */
export function withOutcome(blocks: Block[], label: string, user: string): Block[] {
  return [...blocks.filter(({ type }) => type !== 'actions'), context(`✓ ${escapeMarks(label)} (<@${user}>)`)]
}

/** What works at a desk in Slack; an article is sent from the console. */
const works: DeskWorkName[] = [
  'take',
  'reply',
  'wait',
  'solve',
  'reopen',
  'assign',
  'release',
  'escalate',
  'deescalate',
  'not_ours',
  'note',
]

/** The card of a ticket. */
export function renderCard(card: TicketCard, language: DeskMessage['language']): Rendered {
  const title = `#${card.number} ${card.subject}`
  const buttons = card.works.filter((work) => works.includes(work.do))
  return {
    text: escapeMarks(`${title} (${card.state.label})`),
    blocks: [
      {
        type: 'header',
        text: { type: 'plain_text', text: shorten(`${card.isUrgent ? '🔴 ' : ''}${title}`, 150), emoji: false },
      },
      ...(card.question ? [section(escapeMarks(shorten(card.question, 600)))] : []),
      // At most ten fields of 2,000 characters a section.
      {
        type: 'section',
        fields: card.fields.slice(0, 10).map(({ label, value }) => ({
          type: 'mrkdwn' as const,
          text: `*${escapeMarks(label)}*\n${escapeMarks(shorten(value, 300))}`,
        })),
      },
      ...(buttons.length > 0
        ? [
            {
              type: 'actions' as const,
              elements: buttons.map((work) => ({
                type: 'button' as const,
                action_id: `desk:${work.do}`,
                text: { type: 'plain_text' as const, text: shorten(work.label, labelCharacters), emoji: false },
                value: String(card.number),
                ...(work.do === 'take' ? { style: 'primary' as const } : {}),
              })),
            },
          ]
        : []),
      context(`<${card.url}|${escapeMarks(wordsOf(language).open)}>`),
    ],
  }
}

/** What happened to a ticket, for the thread below its card. */
export function renderLine(line: DeskMessage & { kind: 'line' }): Rendered[] {
  if (line.from === 'helpdesk')
    return [{ text: escapeMarks(line.text), blocks: [context(escapeMarks(shorten(line.text, 1_900)))] }]
  const who = `*${escapeMarks(line.author ?? '')}*${line.isNote ? ` – ${wordsOf(line.language).note}` : ''}`
  const pieces = split(mrkdwn(line.text), sectionCharacters)
  return [
    {
      text: shorten(pieces.join('\n'), sectionCharacters),
      blocks: [context(who), ...pieces.slice(0, mostSections).map(section)],
    },
  ]
}

const section = (text: string): Block => ({ type: 'section', text: { type: 'mrkdwn', text: text || ' ' } })
const context = (text: string): Block => ({ type: 'context', elements: [{ type: 'mrkdwn', text }] })

/**
 * Markdown as mrkdwn. The converter leaves code and Slack's own marks as they are, so that a text could call a whole
 * channel with `<!here>`: only links keep their brackets. It also parts a list from code by an empty comment.
 */
function mrkdwn(markdown: string): string {
  return slackify(markdown)
    .replaceAll(/\n*<!---->\n*/g, '\n\n')
    .replaceAll(/```[\s\S]*?```|`[^`\n]*`/g, escapeMarks)
    .replaceAll(/<(?!https?:|mailto:)/g, '&lt;')
    .trim()
}

/** Slack's three control characters. https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escapeMarks(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

function shorten(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters - 1).trimEnd()}…`
}

/** Cuts a text in pieces, between paragraphs, lines or words where it can. Nothing is lost but white space. */
export function split(text: string, characters: number): string[] {
  const pieces: string[] = []
  let rest = text
  while (rest.length > characters) {
    const window = rest.slice(0, characters)
    const at = ['\n\n', '\n', ' '].map((mark) => window.lastIndexOf(mark)).find((found) => found > characters / 2)
    pieces.push(rest.slice(0, at ?? characters).trimEnd())
    rest = rest.slice(at ?? characters).trimStart()
  }
  return [...pieces, rest]
}
