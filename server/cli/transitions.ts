import {
  beginning,
  type ConversationEvent,
  type ConversationState,
  phases,
  transition,
} from '../../core/conversations/transition.ts'
import type { Answer } from '../../knowledge/index.ts'

const candidate = { articleId: 'a', title: 'Article', url: null, confidence: 0.9, passage: null }
const answer = (change: Partial<Answer>): Answer => ({
  intent: 'question',
  decision: 'answer',
  confidence: 0.9,
  candidates: [candidate],
  language: 'en',
  ...change,
})
const message = (change: Partial<Answer>): ConversationEvent => ({
  type: 'message',
  text: 'question',
  answer: answer(change),
})

const events: [string, ConversationEvent][] = [
  ['question, sure answer', message({})],
  ['question, several fit', message({ decision: 'suggest' })],
  ['question, nothing found', message({ decision: 'handoff', candidates: [] })],
  ['asks for a person', message({ intent: 'person', decision: 'handoff' })],
  ['sounds urgent', message({ intent: 'urgent', decision: 'handoff' })],
  ['small talk', message({ intent: 'small_talk', decision: 'handoff' })],
  ['thanks', message({ intent: 'thanks', decision: 'handoff' })],
  ['empty message', { type: 'message', text: '', answer: null }],
  ['a file without a word', { type: 'message', text: '', answer: null, hasFiles: true }],
  ['changes the question, sure answer', { type: 'edited', text: 'other', answer: answer({}) }],
  [
    'changes the question, nothing found',
    { type: 'edited', text: 'other', answer: answer({ decision: 'handoff', candidates: [] }) },
  ],
  ['takes the question back', { type: 'deleted', text: 'question' }],
  ['presses “solved”', { type: 'solved' }],
  ['presses “did not help”', { type: 'not_helpful' }],
  ['presses “talk to a person”', { type: 'person' }],
  ['chooses a suggestion', { type: 'choose', articleId: 'a' }],
  ['sends the form for a person', { type: 'request', text: 'question' }],
  ['presses a number of stars', { type: 'rate', stars: 4 }],
  ['the ticket is closed', { type: 'ticket_closed' }],
  ['nothing for two weeks', { type: 'idle' }],
]

const started = { ...beginning.memory, question: 'question', offers: [candidate] }
const states: [string, ConversationState][] = [
  ['open, nothing asked yet', beginning],
  ['open, asked', { phase: 'open', memory: started }],
  ['open, rephrase offered', { phase: 'open', memory: { ...started, offers: [], rephraseOffered: true } }],
  ...phases
    .filter((phase) => phase !== 'open')
    .map((phase): [string, ConversationState] => [
      phase,
      { phase, memory: { ...started, offers: [], shown: phase === 'answered' ? 'a' : null } },
    ]),
]

/** The table of all transitions, worked out by the function itself, so that it cannot say anything else. */
export function transitionTable(): string {
  const rows = states.flatMap(([name, state]) =>
    events.map(([happens, event]) => {
      const next = transition(state, event)
      const unchanged = next.state.phase === state.phase && next.say.length === 0 && next.effects.length === 0
      const says = next.say.map((said) => said.say).join(', ')
      const does = next.effects
        .map((effect) => ('reason' in effect ? `${effect.do} (${effect.reason})` : effect.do))
        .join(', ')
      return unchanged ? null : `| ${name} | ${happens} | ${next.state.phase} | ${says || '–'} | ${does || '–'} |`
    }),
  )
  return [
    '| state | event | next | the bot says | effects |',
    '| --- | --- | --- | --- | --- |',
    ...rows.filter((row) => row !== null),
  ].join('\n')
}
