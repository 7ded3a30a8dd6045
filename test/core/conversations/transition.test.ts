import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  beginning,
  type ConversationEvent,
  type ConversationState,
  phases,
  type Transition,
  transition,
} from '../../../core/conversations/transition.ts'
import type { Answer } from '../../../knowledge/index.ts'

const candidate = (id: string) => ({ articleId: id, title: `Article ${id}`, url: null, confidence: 0.9, passage: null })
const answer = (change: Partial<Answer> = {}): Answer => ({
  intent: 'question',
  decision: 'answer',
  confidence: 0.9,
  candidates: [candidate('a'), candidate('b'), candidate('c'), candidate('d')],
  language: 'en',
  ...change,
})
const wrote = (change: Partial<Answer> = {}, text = 'a question'): ConversationEvent => ({
  type: 'message',
  text,
  answer: answer(change),
})
const nothing = wrote({ decision: 'handoff', candidates: [] })

/** Plays events one after another. @returns what each did */
function play(events: ConversationEvent[], from: ConversationState = beginning): Transition[] {
  const steps: Transition[] = []
  let state = from
  for (const event of events) {
    const step = transition(state, event)
    steps.push(step)
    state = step.state
  }
  return steps
}
const last = (events: ConversationEvent[]) => play(events).at(-1) as Transition

describe('a conversation', () => {
  it('shows a sure answer and remembers it', () => {
    const { state, say } = last([wrote()])
    expect(state.phase).toBe('answered')
    expect(say).toMatchObject([{ say: 'answer', article: { articleId: 'a' } }])
    expect(state.memory.tried).toEqual([{ id: 'a', title: 'Article a', outcome: 'shown' }])
  })

  it('offers at most three where several fit, and shows the one chosen', () => {
    const offered = last([wrote({ decision: 'suggest' })])
    expect(offered.say).toMatchObject([
      { say: 'suggest', offers: [{ articleId: 'a' }, { articleId: 'b' }, { articleId: 'c' }] },
    ])
    const chosen = last([wrote({ decision: 'suggest' }), { type: 'choose', articleId: 'b' }])
    expect(chosen.state.phase).toBe('answered')
    expect(chosen.say).toMatchObject([{ say: 'answer', article: { articleId: 'b' } }])
    expect(chosen.effects).toEqual([
      { do: 'record_outcome', articleId: 'b', question: 'a question', outcome: 'chosen' },
    ])
  })

  it('ignores a choice that was not offered, or is not offered any more', () => {
    expect(last([wrote({ decision: 'suggest' }), { type: 'choose', articleId: 'd' }]).say).toEqual([])
    expect(last([wrote({ decision: 'suggest' }), wrote(), { type: 'choose', articleId: 'b' }]).say).toEqual([])
  })

  it('offers once to rephrase where nothing fits, then hands off', () => {
    const [first, second] = play([nothing, nothing])
    expect(first).toMatchObject({ state: { phase: 'open' }, say: [{ say: 'rephrase' }], effects: [] })
    expect(second).toMatchObject({
      state: { phase: 'handed_off' },
      effects: [{ do: 'hand_off', reason: 'nothing_found' }],
    })
  })

  it('offers to rephrase afresh once a question has been answered', () => {
    expect(last([nothing, wrote(), nothing]).say).toEqual([{ say: 'rephrase' }])
  })

  it('hands off at once when asked for a person, in words or by button', () => {
    for (const event of [wrote({ intent: 'person', decision: 'handoff' }), { type: 'person' } as const])
      expect(last([event])).toMatchObject({
        state: { phase: 'handed_off' },
        effects: [{ do: 'hand_off', reason: 'asked_for_person' }],
      })
  })

  it('hands off what is urgent with the article that helps meanwhile', () => {
    const { say, effects, state } = last([wrote({ intent: 'urgent', decision: 'handoff' }, 'my laptop was stolen')])
    expect(say).toMatchObject([{ say: 'urgent', article: { articleId: 'a' } }, { say: 'handedOff' }])
    expect(effects).toEqual([{ do: 'hand_off', reason: 'urgent' }])
    expect(state.memory.question).toBe('my laptop was stolen')
  })

  it('hands off what did not help, and says so of the article', () => {
    const { state, effects } = last([wrote(), { type: 'not_helpful' }])
    expect(effects).toEqual([
      { do: 'record_outcome', articleId: 'a', question: 'a question', outcome: 'not_helpful' },
      { do: 'hand_off', reason: 'not_helpful' },
    ])
    expect(state.memory.tried).toEqual([{ id: 'a', title: 'Article a', outcome: 'not_helpful' }])
  })

  it('is resolved by the button, and by thanks after an answer', () => {
    expect(last([wrote(), { type: 'solved' }])).toMatchObject({
      state: { phase: 'resolved' },
      effects: [{ do: 'record_outcome', outcome: 'solved' }],
    })
    expect(last([wrote(), wrote({ intent: 'thanks' })])).toMatchObject({
      state: { phase: 'resolved' },
      say: [{ say: 'welcome' }],
      effects: [],
    })
  })

  it('keeps a file without a word and asks what it is about', () => {
    const file: ConversationEvent = { type: 'message', text: '', answer: null, hasFiles: true }
    expect(last([file])).toMatchObject({ state: { phase: 'open' }, say: [{ say: 'fileOnly' }], effects: [] })
    expect(last([wrote(), file]).state).toMatchObject({ phase: 'answered', memory: { shown: 'a' } })
    expect(last([{ type: 'person' }, file]).effects).toEqual([{ do: 'append_to_ticket', reopens: true }])
  })

  it.each<[string, ConversationEvent[], Partial<Answer>, string, string]>([
    ['to another article', [wrote()], { candidates: [candidate('b')] }, 'answered', 'answer'],
    ['to the article that is shown', [wrote()], {}, 'answered', ''],
    ['to something of which several fit', [wrote()], { decision: 'suggest' }, 'open', 'suggest'],
    ['to nothing known, once', [wrote()], { decision: 'handoff', candidates: [] }, 'open', 'rephrase'],
    ['to nothing known, twice', [nothing], { decision: 'handoff', candidates: [] }, 'handed_off', 'handedOff'],
    ['to a wish for a person', [wrote()], { intent: 'person' }, 'handed_off', 'handedOff'],
    ['after it was solved', [wrote(), { type: 'solved' }], { candidates: [candidate('b')] }, 'resolved', ''],
    ['after the handoff', [{ type: 'person' }], { candidates: [candidate('b')] }, 'handed_off', ''],
    ['after all is over', [{ type: 'idle' }], {}, 'closed', ''],
  ])('whose question is changed %s goes on with that', (_what, before, change, phase, says) => {
    const step = last([...before, { type: 'edited', text: 'in other words', answer: answer(change) }])
    expect([step.state.phase, step.say[0]?.say ?? '']).toEqual([phase, says])
    if (phase === 'answered') expect(step.state.memory.question).toBe('in other words')
  })

  it('whose question is taken back is on none, and another is not touched by it', () => {
    const back = (text: string): ConversationEvent => ({ type: 'deleted', text })
    expect(last([wrote(), back('a question')]).state).toMatchObject({ phase: 'open', memory: { question: null } })
    expect(last([wrote(), back('a question'), { type: 'solved' }]).effects).toEqual([])
    expect(last([wrote(), back('something else')]).state).toMatchObject({ phase: 'answered' })
    expect(last([wrote(), { type: 'person' }, back('a question')]).state.memory.question).toBe('a question')
  })

  it('goes on with a second question', () => {
    expect(last([wrote(), { type: 'solved' }, wrote()])).toMatchObject({ state: { phase: 'answered' } })
  })

  it('answers small talk without touching the question', () => {
    const before = last([nothing])
    const after = transition(before.state, wrote({ intent: 'small_talk' }))
    expect(after).toEqual({ state: before.state, say: [{ say: 'greeting' }], effects: [] })
  })

  it('lets a requester settle a ticket, and keeps mere thanks from opening it again', () => {
    const person = { type: 'person' } as const
    expect(last([person, { type: 'solved' }]).effects).toEqual([{ do: 'solve_ticket' }])
    expect(last([person, wrote({ intent: 'thanks' })]).effects).toEqual([{ do: 'append_to_ticket', reopens: false }])
    expect(last([person, wrote()]).effects).toEqual([{ do: 'append_to_ticket', reopens: true }])
  })

  it('ends with its ticket, or after long silence, but not while people have it', () => {
    expect(last([{ type: 'person' }, { type: 'idle' }]).state.phase).toBe('handed_off')
    expect(last([{ type: 'person' }, { type: 'ticket_closed' }]).state.phase).toBe('closed')
    expect(last([wrote(), { type: 'idle' }]).state.phase).toBe('closed')
  })
})

/** What each event does in each state: the next phase, what the bot says, what is done. What is not here changes nothing. */
type Row = [next: string, says: string, does: string]
const handed: Row = ['handed_off', 'handedOff', 'hand_off asked_for_person']
const questions = {
  'a question with a sure answer': ['answered', 'answer', ''],
  'a question that several fit': ['open', 'suggest', ''],
  'a question that nothing fits': ['open', 'rephrase', ''],
  'words that ask for a person': handed,
  'words that sound urgent': ['handed_off', 'urgent handedOff', 'hand_off urgent'],
  'the button for a person': handed,
  'the form for a person': handed,
  'two weeks of silence': ['closed', '', ''],
} satisfies Record<string, Row>
const append: Row = ['handed_off', '', 'append_to_ticket reopening']
const rows: Record<string, Record<string, Row>> = {
  'open and nothing asked yet': {
    ...questions,
    'small talk': ['open', 'greeting', ''],
    thanks: ['open', 'welcome', ''],
    'an empty message': ['open', 'emptyQuestion', ''],
    'the button “did not help”': ['handed_off', 'handedOff', 'hand_off not_helpful'],
  },
  'open with suggestions': {
    ...questions,
    'small talk': ['open', 'greeting', ''],
    thanks: ['open', 'welcome', ''],
    'an empty message': ['open', 'emptyQuestion', ''],
    'the button “solved”': ['resolved', 'resolved', ''],
    'the button “did not help”': ['handed_off', 'handedOff', 'hand_off not_helpful'],
    'the choice of a suggestion': ['answered', 'answer', 'record_outcome chosen'],
  },
  'open and asked to rephrase': {
    ...questions,
    'a question that nothing fits': ['handed_off', 'handedOff', 'hand_off nothing_found'],
    'small talk': ['open', 'greeting', ''],
    thanks: ['open', 'welcome', ''],
    'an empty message': ['open', 'emptyQuestion', ''],
    'the button “solved”': ['resolved', 'resolved', ''],
    'the button “did not help”': ['handed_off', 'handedOff', 'hand_off not_helpful'],
  },
  answered: {
    ...questions,
    'small talk': ['answered', 'greeting', ''],
    thanks: ['resolved', 'welcome', ''],
    'an empty message': ['answered', 'emptyQuestion', ''],
    'the button “solved”': ['resolved', 'resolved', 'record_outcome solved'],
    'the button “did not help”': ['handed_off', 'handedOff', 'record_outcome not_helpful, hand_off not_helpful'],
  },
  resolved: {
    ...questions,
    'small talk': ['resolved', 'greeting', ''],
    thanks: ['resolved', 'welcome', ''],
    'an empty message': ['resolved', 'emptyQuestion', ''],
  },
  'handed off': {
    'a question with a sure answer': append,
    'a question that several fit': append,
    'a question that nothing fits': append,
    'words that ask for a person': append,
    'words that sound urgent': append,
    'small talk': append,
    thanks: ['handed_off', '', 'append_to_ticket'],
    'an empty message': append,
    'the button “solved”': ['handed_off', '', 'solve_ticket'],
    'the form for a person': append,
    'a number of stars': ['handed_off', 'rated', 'rate_ticket'],
    'the ticket being closed': ['closed', '', ''],
  },
  closed: {},
}

describe('every row of the table', () => {
  const suggest = wrote({ decision: 'suggest' })
  const stories: Record<string, ConversationEvent[]> = {
    'open and nothing asked yet': [],
    'open with suggestions': [suggest],
    'open and asked to rephrase': [nothing],
    answered: [wrote()],
    resolved: [wrote(), { type: 'solved' }],
    'handed off': [wrote(), { type: 'person' }],
    closed: [wrote(), { type: 'idle' }],
  }
  const events: Record<string, ConversationEvent> = {
    'a question with a sure answer': wrote(),
    'a question that several fit': suggest,
    'a question that nothing fits': nothing,
    'words that ask for a person': wrote({ intent: 'person', decision: 'handoff' }),
    'words that sound urgent': wrote({ intent: 'urgent', decision: 'handoff' }),
    'small talk': wrote({ intent: 'small_talk', decision: 'handoff' }),
    thanks: wrote({ intent: 'thanks', decision: 'handoff' }),
    'an empty message': { type: 'message', text: '', answer: null },
    'the button “solved”': { type: 'solved' },
    'the button “did not help”': { type: 'not_helpful' },
    'the button for a person': { type: 'person' },
    'the choice of a suggestion': { type: 'choose', articleId: 'a' },
    'the form for a person': { type: 'request', text: 'Please call me' },
    'a number of stars': { type: 'rate', stars: 4 },
    'the ticket being closed': { type: 'ticket_closed' },
    'two weeks of silence': { type: 'idle' },
  }
  const pairs = Object.keys(stories).flatMap((state) => Object.keys(events).map((event) => [state, event] as const))

  it('names only states and events that there are', () => {
    expect(Object.keys(rows)).toEqual(Object.keys(stories))
    for (const row of Object.values(rows)) expect(Object.keys(events)).toEqual(expect.arrayContaining(Object.keys(row)))
  })

  it.each(pairs)('a conversation that is %s, met by %s', (state, event) => {
    const before = play(stories[state] ?? []).at(-1)?.state ?? beginning
    const next = transition(before, events[event] as ConversationEvent)
    const expected = rows[state]?.[event]
    if (expected) expect([next.state.phase, saysOf(next), doesOf(next)]).toEqual(expected)
    else expect(next).toEqual({ state: before, say: [], effects: [] })
  })
})

function saysOf({ say }: Transition): string {
  return say.map((said) => said.say).join(' ')
}

function doesOf({ effects }: Transition): string {
  return effects
    .map((effect) => {
      if (effect.do === 'hand_off') return `hand_off ${effect.reason}`
      if (effect.do === 'record_outcome') return `record_outcome ${effect.outcome}`
      if (effect.do === 'append_to_ticket') return effect.reopens ? 'append_to_ticket reopening' : 'append_to_ticket'
      return effect.do
    })
    .join(', ')
}

const anyAnswer = fc.record({
  intent: fc.constantFrom('question', 'person', 'urgent', 'small_talk', 'thanks') as fc.Arbitrary<Answer['intent']>,
  decision: fc.constantFrom('answer', 'suggest', 'handoff') as fc.Arbitrary<Answer['decision']>,
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
  candidates: fc.array(fc.constantFrom('a', 'b', 'c', 'd').map(candidate), { maxLength: 5 }),
  language: fc.constantFrom('en', 'de') as fc.Arbitrary<'en' | 'de'>,
})
/** Often one of few, so that a message is edited and deleted that was written. */
const anyText = fc.oneof(fc.constantFrom('one', 'two', ''), fc.string())
const anyEvent: fc.Arbitrary<ConversationEvent> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('message' as const),
      text: anyText,
      answer: fc.option(anyAnswer),
      hasFiles: fc.boolean(),
    }),
  },
  fc.record({ type: fc.constant('edited' as const), text: anyText, answer: fc.option(anyAnswer) }),
  fc.record({ type: fc.constant('deleted' as const), text: anyText }),
  fc.constantFrom('solved', 'not_helpful', 'ticket_closed', 'idle').map((type) => ({ type }) as ConversationEvent),
  { weight: 1, arbitrary: fc.constant({ type: 'person' } as const) },
  fc.record({ type: fc.constant('choose' as const), articleId: fc.constantFrom('a', 'b', 'c', 'x') }),
  fc.record({ type: fc.constant('request' as const), text: fc.string() }),
  fc.record({ type: fc.constant('rate' as const), stars: fc.integer({ min: -1, max: 7 }) }),
)
const anyStory = fc.array(anyEvent, { maxLength: 40 })

describe('any sequence of events', () => {
  it('reaches one of the five phases only', () => {
    fc.assert(
      fc.property(anyStory, (story) => play(story).every(({ state }) => phases.includes(state.phase))),
      { numRuns: 500 },
    )
  })

  it('makes exactly one ticket of a conversation that is handed off, and none of one that is not', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        const steps = play(story)
        const handoffs = steps.flatMap((step) => step.effects).filter((effect) => effect.do === 'hand_off').length
        const isHandedOff = steps.some((step) => step.state.phase === 'handed_off')
        expect(handoffs).toBe(isHandedOff ? 1 : 0)
      }),
      { numRuns: 500 },
    )
  })

  it('never makes the bot speak where people have taken over, but to thank for stars, or all is over', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        let phase = beginning.phase
        for (const { say, state } of play(story)) {
          const unasked = say.filter((said) => said.say !== 'rated')
          if (phase === 'handed_off' || phase === 'closed') expect(unasked).toEqual([])
          phase = state.phase
        }
      }),
      { numRuns: 500 },
    )
  })

  it('is left as it was by an event that means nothing there', () => {
    fc.assert(
      fc.property(anyStory, anyEvent, (story, event) => {
        const state = play(story).at(-1)?.state ?? beginning
        fc.pre(meansNothing(event, state))
        expect(transition(state, event)).toEqual({ state, say: [], effects: [] })
      }),
      { numRuns: 500 },
    )
  })

  it('lets every message of a handed-off conversation reach the ticket', () => {
    fc.assert(
      fc.property(anyStory, fc.string(), (story, text) => {
        const state = play(story).at(-1)?.state ?? beginning
        if (state.phase !== 'handed_off') return
        expect(transition(state, { type: 'message', text, answer: null }).effects).toEqual([
          { do: 'append_to_ticket', reopens: true },
        ])
      }),
      { numRuns: 500 },
    )
  })

  it('offers only what it remembers, and leaves its input as it was', () => {
    fc.assert(
      fc.property(anyStory, (story) => {
        let state = beginning
        for (const event of story) {
          const before = structuredClone(state)
          const next = transition(state, event)
          expect(state).toEqual(before)
          for (const said of next.say) if (said.say === 'suggest') expect(next.state.memory.offers).toEqual(said.offers)
          state = next.state
        }
      }),
    )
  })
})

/** The claims of `docs/conversation.md` about what is ignored, apart from the code under test. */
function meansNothing(event: ConversationEvent, { phase, memory }: ConversationState): boolean {
  if (phase === 'closed') return true
  switch (event.type) {
    case 'message':
    case 'request':
      return false
    case 'edited':
      return event.answer === null || (phase !== 'open' && phase !== 'answered')
    case 'deleted':
      return memory.question !== event.text || (phase !== 'open' && phase !== 'answered')
    case 'rate':
      return phase !== 'handed_off' || ![1, 2, 3, 4, 5].includes(event.stars)
    case 'ticket_closed':
      return phase !== 'handed_off'
    case 'person':
    case 'idle':
      return phase === 'handed_off'
    case 'not_helpful':
      return phase === 'handed_off' || phase === 'resolved'
    case 'solved':
      return phase === 'resolved' || (phase !== 'handed_off' && memory.question === null)
    case 'choose':
      return !memory.offers.some((offer) => offer.articleId === event.articleId)
  }
}
