import type { types } from '@slack/bolt'
import type { ChannelHost, Language, RequestForm } from '../../core/ports.ts'
import { plain } from './form.ts'
import type { SlackAddress } from './inbound.ts'
import { wordsOf } from './words.ts'

/** What the form remembers of the button it was opened by. */
export interface PersonFormOrigin {
  address: SlackAddress
  /** Timestamp of the message with the button. */
  message: string
  /** The button's label. */
  label: string
}

/** Characters of a subject and of what is written; a text input of Slack takes 3,000. */
const subjectCharacters = 150
const textCharacters = 3_000
/** https://docs.slack.dev/reference/block-kit/composition-objects/option-object */
const valueCharacters = 150
const mostOptions = 100

/**
 * The form behind *Talk to a person*: subject, category, urgency and free text.
 * @param draft what was asked already, to begin with
 * @param categories names; without any the form does not ask for one
 */
export function personForm(
  origin: PersonFormOrigin,
  draft: Awaited<ReturnType<ChannelHost['draft']>>,
  categories: string[],
  language: Language | null,
): types.ModalView {
  const words = wordsOf(language)
  const options = categories
    .filter((name) => name.length <= valueCharacters)
    .slice(0, mostOptions)
    .map((name) => ({ text: plain(name), value: name }))
  const priorities = (['low', 'normal', 'high', 'urgent'] as const).map((name) => ({
    text: plain(words.priority[name]),
    value: name,
  }))
  return {
    type: 'modal',
    callback_id: 'person',
    private_metadata: JSON.stringify(origin),
    title: plain(words.toPerson),
    submit: plain(words.send),
    close: plain(words.cancel),
    blocks: [
      written('subject', words.subject, draft.subject, { max_length: subjectCharacters }),
      ...(options.length > 0
        ? [
            {
              type: 'input' as const,
              block_id: 'category',
              label: plain(words.category),
              optional: true,
              element: { type: 'static_select' as const, action_id: 'category', options },
            },
          ]
        : []),
      {
        type: 'input',
        block_id: 'priority',
        label: plain(words.urgency),
        element: {
          type: 'static_select',
          action_id: 'priority',
          options: priorities,
          initial_option: { text: plain(words.priority.normal), value: 'normal' },
        },
      },
      written('text', words.matter, draft.text, { max_length: textCharacters, multiline: true }),
    ],
  }
}

/** An input that begins with a text; Slack refuses an empty one. */
function written(
  name: string,
  label: string,
  initial: string,
  limits: { max_length: number; multiline?: boolean },
): types.KnownBlock {
  const text = initial.slice(0, limits.max_length)
  return {
    type: 'input',
    block_id: name,
    label: plain(label),
    element: { type: 'plain_text_input', action_id: name, ...limits, ...(text ? { initial_value: text } : {}) },
  }
}

type Values = Record<string, Record<string, { value?: string | null; selected_option?: { value: string } | null }>>

/**
 * What was filled in, or what is wrong with it, by the name of the input.
 * @param categories those there are now: one may have gone while the form was open
 */
export function readPersonForm(
  values: Values,
  categories: string[],
  language: Language | null,
): { form: RequestForm } | { errors: Record<string, string> } {
  const words = wordsOf(language)
  const subject = values.subject?.subject?.value?.trim() ?? ''
  const text = values.text?.text?.value?.trim() ?? ''
  const category = values.category?.category?.selected_option?.value ?? null
  const priority = (values.priority?.priority?.selected_option?.value ?? 'normal') as RequestForm['priority']
  const errors = {
    ...(subject ? {} : { subject: words.needsSubject }),
    ...(text ? {} : { text: words.needsText }),
    ...(category === null || categories.includes(category) ? {} : { category: words.categoryGone }),
  }
  return Object.keys(errors).length > 0 ? { errors } : { form: { subject, category, priority, text } }
}
