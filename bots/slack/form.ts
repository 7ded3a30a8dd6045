import type { types } from '@slack/bolt'
import type { DeskHost, DeskWork, DeskWorkName, Language } from '../../core/ports.ts'
import { wordsOf } from './words.ts'

/** What a form at a desk remembers of where it was opened. */
export interface FormOrigin {
  ticket: number
  work: DeskWorkName
  channel: string
  thread: string
}

/** The works that ask for something first. */
export const asksFirst: DeskWorkName[] = ['reply', 'note', 'escalate', 'deescalate', 'not_ours', 'assign']

/** A form for a piece of work. @param title the label of the button */
export function formFor(
  origin: FormOrigin,
  title: string,
  choices: Awaited<ReturnType<DeskHost['choices']>>,
  language: Language | null,
): types.ModalView {
  const words = wordsOf(language)
  const says = (name: string, label: string): types.KnownBlock => ({
    type: 'input',
    block_id: name,
    label: plain(label),
    element: { type: 'plain_text_input', action_id: name, multiline: true, max_length: 3_000 },
  })
  const picks = (name: string, label: string, options: { id: string; name: string }[]): types.KnownBlock => ({
    type: 'input',
    block_id: name,
    label: plain(label),
    // At most a hundred options.
    element: {
      type: 'static_select',
      action_id: name,
      options: options.slice(0, 100).map((option) => ({ text: plain(option.name), value: option.id })),
    },
  })
  const hint = (text: string): types.KnownBlock => ({ type: 'context', elements: [{ type: 'mrkdwn', text }] })
  const others = choices.teams.filter(({ isPresent }) => !isPresent)
  const blocks: Partial<Record<DeskWorkName, types.KnownBlock[]>> = {
    reply: [hint(words.toRequester), says('text', words.text)],
    note: [hint(words.amongAgents), says('text', words.text)],
    escalate: [says('reason', words.reason)],
    deescalate: [says('reason', words.reason)],
    not_ours: [picks('team', words.team, others), says('reason', words.reason)],
    assign: [picks('agent', words.agent, choices.agents)],
  }
  return {
    type: 'modal',
    callback_id: 'desk',
    private_metadata: JSON.stringify(origin),
    title: plain(`${title} #${origin.ticket}`.slice(0, 24)),
    submit: plain(words.send),
    close: plain(words.cancel),
    blocks: blocks[origin.work] ?? [],
  }
}

/** A text without marks, cut at the 75 characters of an option or a button. */
export const plain = (text: string) => ({ type: 'plain_text' as const, text: text.slice(0, 75), emoji: false })

/** Whether a form would have nothing to choose from. */
export function isEmpty(work: DeskWorkName, choices: Awaited<ReturnType<DeskHost['choices']>>): boolean {
  return (work === 'assign' && choices.agents.length === 0) || (work === 'not_ours' && choices.teams.length < 2)
}

/** What was filled in, as work; null when it is no form of ours. */
export function workOf(
  work: DeskWorkName,
  values: Record<string, Record<string, { value?: string | null; selected_option?: { value: string } | null }>>,
): DeskWork | null {
  const said = (name: string) => values[name]?.[name]?.value?.trim() ?? ''
  const picked = (name: string) => values[name]?.[name]?.selected_option?.value ?? ''
  switch (work) {
    case 'reply':
    case 'note':
      return { do: work, text: said('text') }
    case 'escalate':
    case 'deescalate':
      return { do: work, reason: said('reason'), team: null }
    case 'not_ours':
      return { do: work, reason: said('reason'), team: picked('team') }
    case 'assign':
      return { do: work, agent: picked('agent') }
    default:
      return null
  }
}
