import { createHash } from 'node:crypto'
import type { Action, DeskHost, DeskMessage, DeskWorkName, Language, TicketCard } from '../../core/ports.ts'
import { wordsOf } from './words.ts'

/** Characters of a text: in four bytes each within the 80 KB that are safe. https://learn.microsoft.com/microsoftteams/platform/bots/how-to/format-your-bot-messages */
const textCharacters = 18_000

type Part = Record<string, unknown>

/** What a button of ours carries. */
export type Pressed = { say: Action; digest: string } | { desk: DeskWorkName; ticket: number }

/** What a card says: a message of a conversation, as it goes out or as its transcript keeps it. */
export interface Said {
  text: string
  author: string | null
  article: { title: string; url: string } | null
  actions: Action[]
}

/** Tells one text from another, so that a pressed button finds the message it belongs to. */
export function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 16)
}

/** A message. @param outcome stands where the buttons were, null while they can be pressed */
export function renderMessage(said: Said, outcome: string | null): Part {
  const digest = digestOf(said.text)
  return activityOf(said.text, [
    ...(said.author ? [block(said.author, { weight: 'Bolder' })] : []),
    ...blocksOf(said.text),
    ...(said.article ? [block(`[${said.article.title}](${said.article.url})`, { isSubtle: true })] : []),
    ...(outcome === null
      ? said.actions.length > 0
        ? [actions(said.actions.map((say) => button(say.label, { say, digest })))]
        : []
      : [block(`✓ ${outcome}`, { isSubtle: true })]),
  ])
}

/** A plain text of ours. */
export function renderText(text: string): Part {
  return activityOf(text, blocksOf(text))
}

/** The card of a ticket with the forms behind its buttons. */
export function renderCard(
  card: TicketCard,
  choices: Awaited<ReturnType<DeskHost['choices']>>,
  language: Language,
): Part {
  const words = wordsOf(language)
  const title = `${card.isUrgent ? '🔴 ' : ''}#${card.number} ${card.subject}`
  const says = (id: string, label: string) => ({
    type: 'Input.Text',
    id,
    label,
    isMultiline: true,
    isRequired: true,
    errorMessage: label,
    maxLength: 3_000,
  })
  const picks = (id: string, label: string, options: { id: string; name: string }[]) => ({
    type: 'Input.ChoiceSet',
    id,
    label,
    isRequired: true,
    errorMessage: label,
    choices: options.slice(0, 100).map((option) => ({ title: option.name, value: option.id })),
  })
  const others = choices.teams.filter(({ isPresent }) => !isPresent)
  const forms: Partial<Record<DeskWorkName, Part[]>> = {
    reply: [block(words.toRequester), says('text', words.text)],
    note: [block(words.amongAgents), says('text', words.text)],
    escalate: [says('reason', words.reason)],
    deescalate: [says('reason', words.reason)],
    ...(others.length > 0 ? { not_ours: [picks('team', words.team, others), says('reason', words.reason)] } : {}),
    ...(choices.agents.length > 0 ? { assign: [picks('agent', words.agent, choices.agents)] } : {}),
  }
  const asksFirst: DeskWorkName[] = ['not_ours', 'assign', 'send_article']
  const buttons = card.works
    .filter(({ do: work }) => forms[work] !== undefined || !asksFirst.includes(work))
    .map(({ do: work, label }) => {
      const carried = { desk: work, ticket: card.number }
      const form = forms[work]
      if (!form) return button(label, carried)
      const body = [...form, actions([button(words.send, carried)])]
      return { type: 'Action.ShowCard', title: label, card: { type: 'AdaptiveCard', version: '1.5', body } }
    })
  return activityOf(`${title} (${card.state.label})`, [
    block(title, { weight: 'Bolder', size: 'Medium' }),
    ...(card.question ? [block(plain(shorten(card.question, 600)))] : []),
    { type: 'FactSet', facts: card.fields.map(({ label, value }) => ({ title: label, value: shorten(value, 300) })) },
    // Teams shows at most six actions of one set.
    ...Array.from({ length: Math.ceil(buttons.length / 6) }, (_, at) => actions(buttons.slice(at * 6, at * 6 + 6))),
    block(`[${words.open}](${card.url})`, { isSubtle: true }),
  ])
}

/** What happened to a ticket, for the thread below its card. */
export function renderLine(line: DeskMessage & { kind: 'line' }): Part {
  if (line.from === 'helpdesk') return activityOf(line.text, [block(plain(line.text), { isSubtle: true })])
  const who = `${line.author ?? ''}${line.isNote ? ` – ${wordsOf(line.language).note}` : ''}`
  return activityOf(line.text, [block(plain(who), { weight: 'Bolder' }), ...blocksOf(line.text)])
}

/** An answer to an `adaptiveCard/action`: the card as it is now. */
export function cardOf(activity: Part): unknown {
  return (activity.attachments as { content: unknown }[])[0]?.content
}

function activityOf(summary: string, body: Part[]): Part {
  return {
    type: 'message',
    summary: shorten(summary, 200),
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        content: {
          type: 'AdaptiveCard',
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          version: '1.5',
          body,
        },
      },
    ],
  }
}

const block = (text: string, more: Part = {}): Part => ({ type: 'TextBlock', text, wrap: true, ...more })
const actions = (buttons: Part[]): Part => ({ type: 'ActionSet', actions: buttons })

function button(title: string, carried: Pressed): Part {
  const data = { firstline: carried }
  return {
    type: 'Action.Execute',
    title,
    verb: 'firstline',
    data,
    fallback: { type: 'Action.Submit', title, data },
  }
}

/** Markdown as text blocks: they know emphasis, lists and links, but neither headings, code nor pictures. */
function blocksOf(markdown: string): Part[] {
  return shorten(markdown, textCharacters)
    .split(/(```[\s\S]*?(?:```|$))/)
    .flatMap((piece) => {
      if (piece.startsWith('```'))
        return [block(piece.replace(/^```.*\n?|\n?```$/g, '').replaceAll('\n', '\n\n'), { fontType: 'Monospace' })]
      return piece.split(/\n{2,}/).flatMap((paragraph) => {
        const text = paragraph.trim().replaceAll(/!\[/g, '[').replaceAll('`', '')
        if (text === '') return []
        const heading = /^#{1,6}\s+([^\n]+)$/.exec(text)
        return heading ? [block(heading[1] as string, { weight: 'Bolder' })] : [block(text)]
      })
    })
}

/** Escapes what a text block would take for marks. */
function plain(text: string): string {
  return text.replaceAll(/[\\*_[\]]/g, '\\$&')
}

function shorten(text: string, characters: number): string {
  return text.length <= characters ? text : `${text.slice(0, characters - 1).trimEnd()}…`
}
