/**
 * The conversation of the first level as a pure function: state and event in; new state, things to say and
 * effects out. It reads no clock, no database and no catalogue. `docs/conversation.md` holds the table of all
 * transitions, written from this file by `npm run -s firstline -- transitions`.
 */
import type { Answer, AnswerCandidate } from '../../knowledge/index.ts'
import type { ArticleTried } from '../tickets/ticket.ts'

/** Where a conversation stands. `handed_off`: a ticket exists and the bot keeps out of the way. */
export type Phase = 'open' | 'answered' | 'resolved' | 'handed_off' | 'closed'
export const phases: readonly Phase[] = ['open', 'answered', 'resolved', 'handed_off', 'closed']

/** An article that a requester may choose by its button. */
export type Offer = Pick<AnswerCandidate, 'articleId' | 'title' | 'url' | 'passage'>

/** What a conversation remembers beside its phase. */
export interface Memory {
  /** The question the requester is on, null before the first. */
  question: string | null
  /** True once this question was met with the one offer to rephrase. */
  rephraseOffered: boolean
  /** Suggestions whose buttons are still to be pressed. */
  offers: Offer[]
  /** Every article shown for any question of this conversation, oldest first. */
  tried: ArticleTried[]
  /** The article the last answer showed, null when none is waiting for a verdict. */
  shown: string | null
}

export interface ConversationState {
  phase: Phase
  memory: Memory
}

/** What a new conversation starts from. */
export const beginning: ConversationState = {
  phase: 'open',
  memory: { question: null, rephraseOffered: false, offers: [], tried: [], shown: null },
}

export type ConversationEvent =
  /** The requester wrote. `answer` is what knowledge makes of it; it is not asked once people have taken over. */
  | { type: 'message'; text: string; answer: Answer | null; hasFiles?: boolean }
  /** The requester changed their newest message; the answer is that to its present text. */
  | { type: 'edited'; text: string; answer: Answer | null }
  /** The requester took a message back. `text`: what it said. */
  | { type: 'deleted'; text: string }
  | { type: 'solved' }
  | { type: 'not_helpful' }
  | { type: 'person' }
  | { type: 'choose'; articleId: string }
  /** The requester filled in the form for a person. */
  | { type: 'request'; text: string }
  /** The requester says how satisfied they were: 1 to 5, anything else means nothing. */
  | { type: 'rate'; stars: number }
  | { type: 'ticket_closed' }
  | { type: 'idle' }

/** Why people are needed. */
export type HandoffReason = 'asked_for_person' | 'urgent' | 'nothing_found' | 'not_helpful'

/** One thing for the bot to say; the engine puts it into the requester's language. */
export type Say =
  | { say: 'greeting' | 'welcome' | 'resolved' | 'rephrase' | 'emptyQuestion' | 'fileOnly' | 'rated' }
  | { say: 'answer'; article: Offer }
  | { say: 'suggest'; offers: Offer[] }
  | { say: 'urgent'; article: Offer | null }
  /** Who has the ticket and by when to expect an answer; known only after routing. */
  | { say: 'handedOff' }

export type Effect =
  | { do: 'hand_off'; reason: HandoffReason }
  /** The message becomes part of the ticket. `reopens` is false for mere thanks. */
  | { do: 'append_to_ticket'; reopens: boolean }
  /** The requester says that the matter of the ticket is settled. */
  | { do: 'solve_ticket' }
  | { do: 'rate_ticket'; stars: number }
  /** Knowledge learns how an article did on a question. */
  | { do: 'record_outcome'; articleId: string; question: string; outcome: 'solved' | 'not_helpful' | 'chosen' }

export interface Transition {
  state: ConversationState
  say: Say[]
  effects: Effect[]
}

/**
 * The next state of a conversation.
 * @returns a state of one of the five phases for any event in any phase; an event that means nothing in a phase
 *   changes nothing and says nothing
 */
export function transition(state: ConversationState, event: ConversationEvent): Transition {
  switch (event.type) {
    case 'message':
      return onMessage(state, event)
    case 'edited':
      return onEdited(state, event.text, event.answer)
    case 'deleted':
      return onDeleted(state, event.text)
    case 'solved':
      return onSolved(state)
    case 'not_helpful':
      return onNotHelpful(state)
    case 'person':
      return isWithPeople(state) ? nothing(state) : handOff(state, 'asked_for_person')
    case 'choose':
      return onChoose(state, event.articleId)
    case 'request':
      return onRequest(state, event.text)
    case 'rate':
      return onRate(state, event.stars)
    case 'ticket_closed':
      return state.phase === 'handed_off' ? { state: close(state), say: [], effects: [] } : nothing(state)
    case 'idle':
      return isWithPeople(state) ? nothing(state) : { state: close(state), say: [], effects: [] }
  }
}

/** True where the bot has nothing to say any more: people have taken over, or all is over. */
function isWithPeople(state: ConversationState): boolean {
  return state.phase === 'handed_off' || state.phase === 'closed'
}

function onMessage(
  state: ConversationState,
  { text, answer, hasFiles = false }: { text: string; answer: Answer | null; hasFiles?: boolean },
): Transition {
  if (state.phase === 'closed') return nothing(state)
  if (state.phase === 'handed_off')
    return { state, say: [], effects: [{ do: 'append_to_ticket', reopens: answer?.intent !== 'thanks' }] }
  if (answer === null) return { state, say: [{ say: hasFiles ? 'fileOnly' : 'emptyQuestion' }], effects: [] }
  switch (answer.intent) {
    case 'thanks':
      return state.phase === 'answered'
        ? { state: { phase: 'resolved', memory: settled(state.memory) }, say: [{ say: 'welcome' }], effects: [] }
        : { state, say: [{ say: 'welcome' }], effects: [] }
    case 'small_talk':
      return { state, say: [{ say: 'greeting' }], effects: [] }
    case 'person':
      return handOff(withQuestion(state, openQuestion(state) ?? text), 'asked_for_person')
    case 'urgent':
      return onUrgent(state, text, answer)
    case 'question':
      return onQuestion(state, text, answer)
  }
}

/** Another wording gets another answer; the same article again is not said twice. */
function onEdited(state: ConversationState, text: string, answer: Answer | null): Transition {
  if ((state.phase !== 'open' && state.phase !== 'answered') || answer === null) return nothing(state)
  const best = answer.candidates[0]
  const isShown = best !== undefined && best.articleId === state.memory.shown
  if (answer.intent === 'question' && answer.decision === 'answer' && isShown) return nothing(withQuestion(state, text))
  return onMessage(state, { text, answer })
}

/** A question that was taken back is not asked any more. */
function onDeleted(state: ConversationState, text: string): Transition {
  if ((state.phase !== 'open' && state.phase !== 'answered') || state.memory.question !== text) return nothing(state)
  return nothing({ phase: 'open', memory: { ...settled(state.memory), question: null } })
}

/** The question somebody is still on; null before the first, and when the last one is settled. */
function openQuestion({ phase, memory }: ConversationState): string | null {
  return phase === 'resolved' ? null : memory.question
}

function onUrgent(state: ConversationState, text: string, answer: Answer): Transition {
  const article = answer.candidates[0] ? offerOf(answer.candidates[0]) : null
  const asked = withQuestion(state, text)
  const handed = handOff(article ? remember(asked, [article], 'shown') : asked, 'urgent')
  return { ...handed, say: [{ say: 'urgent', article }, ...handed.say] }
}

function onQuestion(state: ConversationState, text: string, answer: Answer): Transition {
  const asked = withQuestion(state, text)
  const best = answer.candidates[0]
  if (answer.decision === 'answer' && best) {
    const article = offerOf(best)
    const memory = {
      ...remember(asked, [article], 'shown').memory,
      rephraseOffered: false,
      offers: [],
      shown: article.articleId,
    }
    return { state: { phase: 'answered', memory }, say: [{ say: 'answer', article }], effects: [] }
  }
  if (answer.decision === 'suggest' && best) {
    const offers = answer.candidates.slice(0, 3).map(offerOf)
    const memory = { ...remember(asked, offers, 'suggested').memory, offers, shown: null }
    return { state: { phase: 'open', memory }, say: [{ say: 'suggest', offers }], effects: [] }
  }
  if (state.memory.rephraseOffered) return handOff(asked, 'nothing_found')
  const memory = { ...asked.memory, rephraseOffered: true, offers: [], shown: null }
  return { state: { phase: 'open', memory }, say: [{ say: 'rephrase' }], effects: [] }
}

function onSolved(state: ConversationState): Transition {
  if (state.phase === 'handed_off') return { state, say: [], effects: [{ do: 'solve_ticket' }] }
  if (state.phase === 'closed' || state.phase === 'resolved' || state.memory.question === null) return nothing(state)
  return {
    state: { phase: 'resolved', memory: settled(state.memory) },
    say: [{ say: 'resolved' }],
    effects: outcome(state.memory, 'solved'),
  }
}

function onNotHelpful(state: ConversationState): Transition {
  if (isWithPeople(state) || state.phase === 'resolved') return nothing(state)
  const { memory } = state
  const unhelpful = memory.shown
  const tried = memory.tried.map((article) =>
    article.id === unhelpful ? { ...article, outcome: 'not_helpful' as const } : article,
  )
  const handed = handOff({ phase: state.phase, memory: { ...memory, tried } }, 'not_helpful')
  return { ...handed, effects: [...outcome(memory, 'not_helpful'), ...handed.effects] }
}

function onChoose(state: ConversationState, articleId: string): Transition {
  const article = state.memory.offers.find((offer) => offer.articleId === articleId)
  if (isWithPeople(state) || !article) return nothing(state)
  const shown = remember(state, [article], 'shown').memory
  const memory = { ...shown, rephraseOffered: false, offers: [], shown: articleId }
  return {
    state: { phase: 'answered', memory },
    say: [{ say: 'answer', article }],
    effects: outcome(memory, 'chosen'),
  }
}

function onRequest(state: ConversationState, text: string): Transition {
  if (state.phase === 'closed') return nothing(state)
  if (state.phase === 'handed_off') return { state, say: [], effects: [{ do: 'append_to_ticket', reopens: true }] }
  return handOff(withQuestion(state, openQuestion(state) ?? text), 'asked_for_person')
}

function onRate(state: ConversationState, stars: number): Transition {
  if (state.phase !== 'handed_off' || ![1, 2, 3, 4, 5].includes(stars)) return nothing(state)
  return { state, say: [{ say: 'rated' }], effects: [{ do: 'rate_ticket', stars }] }
}

function handOff(state: ConversationState, reason: HandoffReason): Transition {
  return {
    state: { phase: 'handed_off', memory: { ...state.memory, offers: [], shown: null } },
    say: [{ say: 'handedOff' }],
    effects: [{ do: 'hand_off', reason }],
  }
}

function nothing(state: ConversationState): Transition {
  return { state, say: [], effects: [] }
}

function close(state: ConversationState): ConversationState {
  return { phase: 'closed', memory: { ...state.memory, offers: [], shown: null } }
}

/** What is forgotten when a question is settled: the next one starts afresh, but what was tried stays on record. */
function settled(memory: Memory): Memory {
  return { ...memory, rephraseOffered: false, offers: [], shown: null }
}

function withQuestion(state: ConversationState, question: string): ConversationState {
  return { ...state, memory: { ...state.memory, question } }
}

function remember(state: ConversationState, offers: Offer[], outcome: ArticleTried['outcome']): ConversationState {
  const tried = [...state.memory.tried]
  for (const offer of offers) {
    const at = tried.findIndex((article) => article.id === offer.articleId)
    const entry = { id: offer.articleId, title: offer.title, outcome }
    if (at < 0) tried.push(entry)
    else if (tried[at]?.outcome === 'suggested') tried[at] = entry
  }
  return { ...state, memory: { ...state.memory, tried } }
}

function outcome(memory: Memory, result: 'solved' | 'not_helpful' | 'chosen'): Effect[] {
  if (memory.shown === null || memory.question === null) return []
  return [{ do: 'record_outcome', articleId: memory.shown, question: memory.question, outcome: result }]
}

function offerOf(candidate: AnswerCandidate): Offer {
  return {
    articleId: candidate.articleId,
    title: candidate.title,
    url: candidate.url,
    passage: candidate.passage,
  }
}
