/** What agents do with a ticket. Each leaves a line in the timeline; the conversation is locked before the ticket. */

import { type FilesOffered, takeFiles } from '../attachments/taking.ts'
import { handOff } from '../conversations/handoff.ts'
import { speak, type Words } from '../conversations/speak.ts'
import { appendMessage, type Conversation, insertConversation, lockConversations } from '../conversations/store.ts'
import { beginning } from '../conversations/transition.ts'
import { laneOf } from '../delivery/lane.ts'
import { notifyChange } from '../delivery/store.ts'
import { DomainError } from '../errors.ts'
import { catalogue } from '../messages/catalogue.ts'
import { canWork } from '../people/person.ts'
import { getPerson, getTeam, listPeople, recognize } from '../people/store.ts'
import type { ArticleShown } from '../ports.ts'
import { assignTicket, assignWaiting } from '../routing/assign.ts'
import { listCategories } from '../routing/store.ts'
import type { Transaction } from '../transaction.ts'
import { demandFields, firstValues } from './field-values.ts'
import { mentionsIn } from './mentions.ts'
import type { Grades } from './priority.ts'
import { changeState } from './state.ts'
import { conversationsOfTicket, lockTicket, noteResponse, record, saveAssignee, touchTicket } from './store.ts'
import { changeTags } from './tags.ts'
import {
  type FieldValue,
  isUnsolved,
  type Priority,
  type Ticket,
  type TicketSource,
  type TicketState,
} from './ticket.ts'
import { demandSeen } from './ticket-changed.ts'
import type { Actor } from './timeline.ts'
import { addWatcher } from './watchers.ts'

/** How satisfied a requester can be, best first. */
const ratings = [5, 4, 3, 2, 1]

/**
 * Locks a ticket and its conversation for a change, and the conversations of the tickets merged into it.
 * @throws DomainError ticket_not_found
 * @throws TicketChanged
 */
export async function lockForWork(
  tx: Transaction,
  number: number,
  seen: number | undefined,
): Promise<{ ticket: Ticket; conversation: Conversation; merged: Conversation[] }> {
  const [conversation, ...merged] = await lockConversations(tx, await conversationsOfTicket(tx, number))
  if (!conversation) throw new DomainError('ticket_not_found', { number })
  const ticket = await lockTicket(tx, number)
  demandSeen(ticket, seen)
  return { ticket, conversation, merged }
}

function refuseClosed(ticket: Ticket): void {
  if (ticket.state === 'closed') throw new DomainError('ticket_closed', { number: ticket.number })
}

/**
 * An agent answers the requester, in the requester's own chat. A new ticket becomes open.
 * @returns the timeline entry
 * @throws DomainError ticket_not_found, ticket_closed
 */
export async function reply(
  tx: Transaction,
  number: number,
  actor: Actor,
  said: string | { text: string; article?: ArticleShown; files?: FilesOffered },
  now: Date,
): Promise<string> {
  const { ticket, conversation, merged } = await lockForWork(tx, number, undefined)
  refuseClosed(ticket)
  const { text, article = null, files } = typeof said === 'string' ? { text: said } : said
  const taken = await takeFiles(tx, files ?? null)
  const messageId = await speak(
    tx,
    conversation,
    { sender: 'agent', id: actor.id, name: actor.name },
    { text, article, actions: [] },
    now,
  )
  await taken.bind({ messageId })
  await tellOthers(tx, merged, ticket, actor, { text, article, actions: [] }, now)
  const data = { ...taken.data, ...(article ? { article: { id: article.id, title: article.title } } : {}) }
  const entry = await record(tx, number, actor, { kind: 'reply', data, text, messageId }, now)
  await noteResponse(tx, number, now)
  if (ticket.state === 'new') await changeState(tx, ticket, 'open', actor, now)
  else await touchTicket(tx, number, now)
  await notifyChange(tx, { place: laneOf({ ...conversation, conversationKey: conversation.key }) })
  await notifyChange(tx, { ticket: number })
  return entry
}

/**
 * A note among agents; it never leaves the ticket.
 * @param desk id of the desk where it was written, if at one
 * @param files what is kept with it
 * @returns the timeline entry
 * @throws DomainError ticket_not_found
 */
export async function note(
  tx: Transaction,
  number: number,
  actor: Actor,
  text: string,
  now: Date,
  desk?: string,
  files?: FilesOffered,
): Promise<string> {
  await lockTicket(tx, number)
  const taken = await takeFiles(tx, files ?? null)
  const staff = text.includes('@') ? await listPeople(tx, { staff: true, limit: 1_000 }) : []
  const mentions = mentionsIn(text, staff).map(({ id, name }) => ({ id, name }))
  const data = { ...taken.data, ...(desk ? { desk } : {}), ...(mentions.length > 0 ? { mentions } : {}) }
  const entry = await record(tx, number, actor, { kind: 'note', data, text }, now)
  await taken.bind({ entryId: entry })
  for (const { id } of mentions) await addWatcher(tx, number, actor, id, now)
  await touchTicket(tx, number, now)
  await notifyChange(tx, { ticket: number })
  return entry
}

/**
 * Gives a ticket to somebody, back into the queue (`null`), or lets routing choose (`undefined`).
 * @throws DomainError ticket_not_found, ticket_changed, ticket_closed, person_not_found, person_cannot_work
 */
export async function assign(
  tx: Transaction,
  number: number,
  actor: Actor,
  assignee: string | null | undefined,
  seen: number | undefined,
  now: Date,
): Promise<void> {
  const { ticket } = await lockForWork(tx, number, seen)
  refuseClosed(ticket)
  const words = catalogue('en')
  const routing = (why: string) => ({ why, decidedAt: now.toISOString(), considered: [] })
  if (assignee) {
    const person = await getPerson(tx, assignee)
    if (!canWork(person.role)) throw new DomainError('person_cannot_work', { name: person.name })
    const why = words.because.byHand(person.name, actor.name)
    await saveAssignee(tx, number, person.id, routing(why), now)
    await record(tx, number, actor, { kind: 'assigned', data: { agent: person.name, agentId: person.id, why } }, now)
  } else {
    const why = words.because.backToQueue(actor.name)
    await saveAssignee(tx, number, null, routing(why), now)
    if (assignee === undefined) await assignTicket(tx, number, '', now)
    else await record(tx, number, actor, { kind: 'queued', data: { team: ticket.team.name, why } }, now)
  }
  if (ticket.assignee) await assignWaiting(tx, [ticket.team.id], now)
  await notifyChange(tx, { ticket: number })
}

/**
 * An agent takes a ticket for themselves, unless another one has it: of two who try at once one gets it.
 * @throws DomainError ticket_not_found, ticket_closed, ticket_taken
 */
export async function take(tx: Transaction, number: number, actor: Actor & { id: string }, now: Date): Promise<void> {
  const { ticket } = await lockForWork(tx, number, undefined)
  if (ticket.assignee && ticket.assignee.id !== actor.id)
    throw new DomainError('ticket_taken', { number, agent: ticket.assignee.name })
  if (!ticket.assignee) await assign(tx, number, actor, actor.id, undefined, now)
}

/**
 * Sets the state of a ticket. The requester is told when it is solved, in the agent's name or, for a rule, the bot's.
 * @throws DomainError ticket_not_found, ticket_changed, ticket_closed, ticket_state_impossible
 */
export async function setState(
  tx: Transaction,
  number: number,
  actor: Actor,
  state: TicketState,
  seen: number | undefined,
  now: Date,
): Promise<void> {
  const { ticket, conversation, merged } = await lockForWork(tx, number, seen)
  if (state === 'solved' && isUnsolved(ticket.state)) await demandFields(tx, ticket)
  await changeState(tx, ticket, state, actor, now)
  if (state === 'solved' && ticket.state !== 'solved') {
    const words = catalogue(conversation.language)
    const actions = ratings.map((stars) => ({
      action: 'rate' as const,
      label: words.stars(stars),
      value: String(stars),
    }))
    await speak(
      tx,
      conversation,
      actor.kind === 'agent'
        ? { sender: 'agent', id: actor.id, name: actor.name }
        : { sender: 'bot', id: null, name: null },
      { text: words.solvedByAgent(actor.kind === 'agent' ? actor.name : 'Firstline', number), article: null, actions },
      now,
    )
    for (const other of othersOf(merged, ticket)) {
      const text = catalogue(other.language).solvedByAgent(actor.kind === 'agent' ? actor.name : 'Firstline', number)
      await tellOthers(tx, [other], ticket, actor, { text, article: null, actions: [] }, now)
    }
    await notifyChange(tx, { place: laneOf({ ...conversation, conversationKey: conversation.key }) })
  }
}

/** Of each other requester of a ticket the latest conversation: where they hear what its own requester hears. */
function othersOf(merged: readonly Conversation[], ticket: Ticket): Conversation[] {
  const latest = new Map(merged.map((conversation) => [conversation.requesterId, conversation]))
  latest.delete(ticket.requester.id)
  return [...latest.values()]
}

async function tellOthers(
  tx: Transaction,
  merged: readonly Conversation[],
  ticket: Ticket,
  actor: Actor,
  said: Words,
  now: Date,
): Promise<void> {
  const from =
    actor.kind === 'agent'
      ? ({ sender: 'agent', id: actor.id, name: actor.name } as const)
      : ({ sender: 'bot', id: null, name: null } as const)
  for (const other of othersOf(merged, ticket)) {
    await speak(tx, other, from, said, now)
    await notifyChange(tx, { place: laneOf({ ...other, conversationKey: other.key }) })
  }
}

export interface TicketOpening {
  requester: { email: string; name: string | null }
  subject: string
  text: string
  source: TicketSource
  priority: Priority | Grades
  category: string | null
  team: string | null
  tags?: string[]
  fields?: Record<string, FieldValue | null>
}

/**
 * A ticket opened by an agent: for a phone call, a fax, a walk-in. Its conversation begins handed off.
 * @returns the number
 * @throws DomainError team_not_found, category_not_found, no_team_at_level
 */
export async function openTicket(
  tx: Transaction,
  actor: Actor,
  opening: TicketOpening,
  key: string,
  now: Date,
): Promise<number> {
  if (opening.category !== null) {
    const known = (await listCategories(tx)).some((rule) => rule.name.toLowerCase() === opening.category?.toLowerCase())
    if (!known) throw new DomainError('category_not_found', { name: opening.category })
  }
  const fields = await firstValues(tx, opening.category, opening.fields ?? {})
  const place = { channel: 'api', workspace: '-', conversationKey: key }
  const requester = await recognize(
    tx,
    place,
    {
      externalId: opening.requester.email.toLowerCase(),
      name: opening.requester.name,
      email: opening.requester.email,
      emailVerified: true,
      language: null,
    },
    opening.requester.email,
  )
  const conversation = await insertConversation(tx, {
    ...place,
    address: { sender: opening.requester.email.toLowerCase() },
    requesterId: requester.id,
    language: requester.language,
    state: { phase: 'handed_off', memory: { ...beginning.memory, question: opening.text } },
  })
  await appendMessage(tx, conversation.id, {
    sender: 'requester',
    authorId: requester.id,
    authorName: requester.name,
    text: opening.text,
    at: now,
  })
  const handed = await handOff(
    tx,
    {
      conversationId: conversation.id,
      requesterId: requester.id,
      subject: opening.subject,
      request: `${opening.subject}\n${opening.text}`,
      articleCategory: null,
      articlesTried: [],
      priority: opening.priority,
      fields,
      source: opening.source,
      reason: 'opened_by_agent',
      actor,
      ...(opening.team ? { team: await getTeam(tx, opening.team) } : {}),
      ...(opening.category ? { category: opening.category } : {}),
    },
    now,
  )
  if (opening.tags?.length)
    await changeTags(tx, handed.number, actor, { add: opening.tags, remove: [] }, undefined, now)
  return handed.number
}
