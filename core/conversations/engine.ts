import type { Answer, Answerer } from '../../knowledge/index.ts'
import { ownerOf, takeFiles } from '../attachments/taking.ts'
import { laneOf } from '../delivery/lane.ts'
import { notifyChange } from '../delivery/store.ts'
import { setTimer } from '../delivery/timers.ts'
import { catalogue, spokenInstant } from '../messages/catalogue.ts'
import { recognize } from '../people/store.ts'
import type { ChannelName, InboundEvent } from '../ports.ts'
import { isMessageChange, type Meaning, type MessageChange, reviseMessage } from '../revisions/revise.ts'
import { appendRequesterMessage, rateTicket, solveByRequester } from '../tickets/requester.ts'
import { learnFromSent } from '../tickets/sent-articles.ts'
import { ticketOfConversation } from '../tickets/store.ts'
import { subjectOf, type TicketSource } from '../tickets/ticket.ts'
import type { Transaction } from '../transaction.ts'
import { type HandedOff, handOff } from './handoff.ts'
import { type LinkToArticle, type ReadablePassage, speak, type Words, wordsFor } from './speak.ts'
import { appendMessage, type Conversation, insertConversation, lockLive, requesterTexts, saveState } from './store.ts'
import {
  beginning,
  type ConversationEvent,
  type ConversationState,
  type Effect,
  type HandoffReason,
  type Memory,
  transition,
} from './transition.ts'

/** What somebody did about an article, for knowledge to learn from. */
export interface Outcome {
  articleId: string
  question: string
  /** `sent`: an agent answered with it. */
  outcome: 'solved' | 'not_helpful' | 'chosen' | 'sent'
  /** Whose verdict it is: one person alone moves little. */
  personId: string
}

/** A question that people took over, for knowledge to find its gaps. */
export interface UnansweredQuestion {
  question: string
  reason: 'nothing_found' | 'not_helpful' | 'asked_for_person'
  /** The article that was shown for it, null when none was. */
  articleId: string | null
  conversationId: string
  ticketNumber: number
  askedAt: Date
}

export interface Engine {
  knowledge: Pick<Answerer, 'ask' | 'show'>
  link: LinkToArticle
  readable: ReadablePassage
  /** Category of an article, null when it has none. */
  categoryOf(tx: Transaction, articleId: string): Promise<string | null>
  learn(tx: Transaction, outcome: Outcome): Promise<void>
  unanswered(tx: Transaction, question: UnansweredQuestion): Promise<void>
  now(): Date
}

/** A conversation nobody touches for so long is closed; the next message begins a new one. */
const idleDays = 14

/**
 * Deals with one event in the transaction given: the message, the decision, what is said and the new state are
 * committed together or not at all.
 */
export async function handleEvent(engine: Engine, tx: Transaction, event: InboundEvent): Promise<void> {
  const now = engine.now()
  const nameless = catalogue(event.sender.language ?? 'en').requesterWithoutName()
  const requester = await recognize(tx, event, event.sender, nameless)
  const revised = isMessageChange(event) ? await reviseMessage(tx, event, requester, now) : null
  const conversation = isMessageChange(event) ? revised?.conversation : await liveConversation(tx, event, requester)
  if (!conversation) return

  const said = isSaid(event) ? await append(tx, conversation.id, event, requester) : null
  const answer =
    (event.kind === 'message' || revised?.meaning?.type === 'edited') && 'text' in event && isReadable(event.text)
      ? engine.knowledge.ask(event.text, { language: event.sender.language ?? undefined })
      : null
  const language =
    event.sender.language ??
    (answer && conversation.state.memory.question === null ? answer.language : conversation.language)
  const speaking = { ...conversation, language }
  const happened = isMessageChange(event) ? meant(revised?.meaning ?? null, answer) : conversationEvent(event, answer)
  const next = happened ? transition(conversation.state, happened) : { state: conversation.state, say: [], effects: [] }

  let handedOff: HandedOff | null = null
  for (const effect of next.effects) {
    const done = await carryOut(engine, tx, {
      conversation: speaking,
      next: next.state.memory,
      requester,
      event,
      said,
      effect,
      now,
    })
    handedOff = done ?? handedOff
  }
  for (const say of next.say) {
    const words =
      say.say === 'handedOff'
        ? handoffWords(handedOff, speaking)
        : wordsFor(say, catalogue(language), engine.link, engine.readable)
    if (words) await speak(tx, speaking, { sender: 'bot', id: null, name: null }, words, now)
  }
  await saveState(tx, conversation.id, next.state, language)
  await notifyChange(tx, { place: laneOf(event) })
  if (next.state.phase !== 'handed_off' && next.state.phase !== 'closed')
    await setTimer(tx, {
      name: `close-conversation:${conversation.id}`,
      kind: 'close_conversation',
      dueAt: new Date(now.getTime() + idleDays * 86_400_000),
      payload: conversation.id,
    })
}

/** The live conversation at the event's place. A first message begins one; a button pressed where none lives means nothing. */
async function liveConversation(
  tx: Transaction,
  event: InboundEvent,
  requester: { id: string; language: 'en' | 'de' },
): Promise<Conversation | null> {
  const live = await lockLive(tx, event)
  if (live) return live
  if (event.kind === 'action') return null
  return insertConversation(tx, {
    channel: event.channel,
    workspace: event.workspace,
    conversationKey: event.conversationKey,
    address: event.address,
    requesterId: requester.id,
    language: requester.language,
    state: beginning,
  })
}

/** What the requester said, stored: a message, or what they wrote into the form. */
interface Said {
  text: string
  messageId: string
  files: { attachments?: { id: string; name: string }[] }
}
type SayingEvent = Extract<InboundEvent, { kind: 'message' | 'request' }>

function isSaid(event: InboundEvent): event is SayingEvent {
  return event.kind === 'message' || event.kind === 'request'
}

async function append(
  tx: Transaction,
  conversationId: string,
  event: SayingEvent,
  requester: { id: string; name: string },
): Promise<Said> {
  const messageId = await appendMessage(tx, conversationId, {
    sender: 'requester',
    authorId: requester.id,
    authorName: requester.name,
    text: event.text,
    externalId: event.externalId,
    at: new Date(event.at),
  })
  const owners = [ownerOf(event, event.sender.externalId), ownerOf(event, '')]
  const files = await takeFiles(tx, { offered: event.attachments ?? [], owners, from: event })
  await files.bind({ messageId })
  return { text: event.text, messageId, files: files.data }
}

function isReadable(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text)
}

function meant(meaning: Meaning, answer: Answer | null): ConversationEvent | null {
  return meaning?.type === 'edited' ? { ...meaning, answer } : meaning
}

function conversationEvent(event: Exclude<InboundEvent, MessageChange>, answer: Answer | null): ConversationEvent {
  if (event.kind === 'message')
    return { type: 'message', text: event.text, answer, hasFiles: (event.attachments ?? []).length > 0 }
  if (event.kind === 'request') return { type: 'request', text: event.text }
  if (event.action === 'choose') return { type: 'choose', articleId: event.value ?? '' }
  if (event.action === 'rate') return { type: 'rate', stars: Number(event.value) }
  return { type: event.action }
}

interface Happening {
  conversation: Conversation
  next: Conversation['state']['memory']
  requester: { id: string; name: string }
  event: InboundEvent
  said: Said | null
  effect: Effect
  now: Date
}

async function carryOut(engine: Engine, tx: Transaction, happening: Happening): Promise<HandedOff | null> {
  const { effect, conversation, requester, now } = happening
  switch (effect.do) {
    case 'hand_off':
      return handOffConversation(engine, tx, happening, effect.reason)
    case 'append_to_ticket': {
      const number = await ticketOfConversation(tx, conversation.id)
      if (number !== null && happening.said !== null)
        await appendRequesterMessage(tx, number, { ...requester, ...happening.said, reopens: effect.reopens }, now)
      return null
    }
    case 'solve_ticket': {
      const number = await ticketOfConversation(tx, conversation.id)
      if (number === null) return null
      await solveByRequester(tx, number, requester, now)
      await learnFromSent(tx, number, engine.learn)
      return null
    }
    case 'rate_ticket': {
      const number = await ticketOfConversation(tx, conversation.id)
      if (number !== null) await rateTicket(tx, number, requester, effect.stars, now)
      return null
    }
    case 'record_outcome':
      await engine.learn(tx, {
        articleId: effect.articleId,
        question: effect.question,
        outcome: effect.outcome,
        personId: requester.id,
      })
      return null
  }
}

async function handOffConversation(
  engine: Engine,
  tx: Transaction,
  happening: Happening,
  reason: HandoffReason,
): Promise<HandedOff> {
  const { conversation, next, requester, event, now } = happening
  const closest = closestArticle(conversation.state.memory, next)
  const form = event.kind === 'request' ? event : null
  const handedOff = await handOff(
    tx,
    {
      conversationId: conversation.id,
      requesterId: requester.id,
      subject: subjectOf(form?.subject.trim() || next.question, catalogue(conversation.language).untitled()),
      request: (await requesterTexts(tx, conversation.id)).join('\n'),
      articleCategory: closest ? await engine.categoryOf(tx, closest) : null,
      articlesTried: next.tried,
      priority: form?.priority ?? (reason === 'urgent' ? 'urgent' : 'normal'),
      source: sourceOf(event.channel),
      reason,
      actor: { kind: 'bot', id: null, name: 'Bot' },
      ...(form?.category ? { category: form.category } : {}),
    },
    now,
  )
  const { question, shown } = unansweredBy(conversation.state, next, reason)
  if (question !== null && reason !== 'urgent')
    await engine.unanswered(tx, {
      question,
      reason,
      articleId: shown,
      conversationId: conversation.id,
      ticketNumber: handedOff.number,
      askedAt: now,
    })
  return handedOff
}

/**
 * The question a handoff leaves unanswered, and the article that was shown for it. Who asks for a person leaves the
 * question they were on before, if any.
 */
function unansweredBy(before: ConversationState, after: Memory, reason: HandoffReason) {
  if (reason === 'nothing_found') return { question: after.question, shown: null }
  if (before.phase === 'resolved') return { question: null, shown: null }
  return { question: before.memory.question, shown: before.memory.shown }
}

/** The article that came closest to the question: the first of those offered, the one shown, or the last one tried. */
function closestArticle(before: Memory, after: Memory): string | null {
  return before.offers[0]?.articleId ?? before.shown ?? after.tried.at(-1)?.id ?? null
}

function handoffWords(handedOff: HandedOff | null, conversation: Conversation): Words | null {
  if (!handedOff) return null
  const say = catalogue(conversation.language)
  const due = spokenInstant(handedOff.firstResponseDue, conversation.language, handedOff.team.hours.timeZone)
  const { number, team, agent, isTeamThere } = handedOff
  const text = agent
    ? say.handedOffTo(number, agent, team.name, due)
    : say[isTeamThere ? 'handedOffWaiting' : 'handedOffClosed'](number, team.name, due)
  return { text, article: null, actions: [] }
}

function sourceOf(channel: ChannelName): TicketSource {
  if (channel === 'webchat') return 'web'
  return channel === 'slack' || channel === 'teams' || channel === 'discord' || channel === 'email' ? channel : 'api'
}
