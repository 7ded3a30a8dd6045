import type { Fault } from '../attachments/attachment.ts'
import type { ErrorCode } from '../errors.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import type { Level } from '../people/team.ts'
import type { AttachmentShown } from '../ports.ts'
import type { RebuiltTicket } from './rebuild.ts'
import type { ArticleTried, FieldValues, Grade, Priority, TicketSource, TicketState } from './ticket.ts'

export type ActorKind = 'bot' | 'requester' | 'agent' | 'system'

/** Who did something. `id` is null for the bot, the system and tokens that belong to nobody. */
export interface Actor {
  kind: ActorKind
  id: string | null
  name: string
}

export type HandoffWhy = 'asked_for_person' | 'urgent' | 'nothing_found' | 'not_helpful' | 'opened_by_agent' | 'split'

/** Files of a message or note, as its line names them. */
type Files = { attachments?: { id: string; name: string }[] }

/** A rule as the timeline names it: its id, name and version at the time. */
interface RuleNamed {
  rule: string
  name: string
  version: number
}

/** What a ticket is when it is made. `requester` and `conversation` are ids. */
export interface Birth {
  reason: HandoffWhy
  subject: string
  requester: string
  conversation: string
  source: TicketSource
  priority: Priority
  impact: Grade | null
  urgency: Grade | null
  category: string | null
  articlesTried: ArticleTried[]
  fields: FieldValues
}

/** By when a team owes what, ISO 8601. */
interface Dues {
  firstResponseDue: string
  resolutionDue: string
}

/** How another ticket stands to this one. `duplicate`: this one says the same as the other. */
export type LinkKind = 'related' | 'parent' | 'child' | 'duplicate' | 'duplicated_by'

interface TicketNamed {
  number: number
  subject: string
}

interface PersonNamed {
  id: string
  name: string
}

/**
 * What happened to a ticket. `data` holds what is needed to know the ticket again from its history
 * ({@link import('./rebuild.ts').rebuild}): ids beside names, values as they are now.
 */
export type TimelineEvent =
  | { kind: 'created'; data: Birth }
  /** The whole of a ticket that is older than this kind of history, once. */
  | { kind: 'recorded'; data: RebuiltTicket }
  | { kind: 'routed'; data: { team: string; teamId: string; level: Level; why: string } & Dues }
  | { kind: 'assigned'; data: { agent: string; agentId: string; why: string } }
  | { kind: 'queued'; data: { team: string; why: string } }
  | { kind: 'requester_message'; data: Files; text: string; messageId: string }
  | { kind: 'reply'; data: Files & { article?: { id: string; title: string } }; text: string; messageId: string }
  /** `desk`: id of the desk where it was written. */
  | { kind: 'note'; data: Files & { desk?: string; mentions?: PersonNamed[] }; text: string }
  /** `text`: what the message says now; `before`: what it said. */
  | { kind: 'message_edited'; data: { message: string; before: string }; text: string }
  | { kind: 'message_deleted'; data: { message: string; before: string } }
  /** On a message of the bot or an agent. */
  | { kind: 'reaction'; data: { message: string; emoji: string; isAdded: boolean } }
  | { kind: 'file_missing'; data: { id: string; name: string; fault: Fault } }
  | { kind: 'state_changed'; data: { from: TicketState; to: TicketState } }
  | {
      kind: 'escalated' | 'deescalated' | 'moved'
      data: { team: string; teamId: string; level: Level; fromTeam: string; fromTeamId: string; reason: string } & Dues
    }
  | { kind: 'priority_changed'; data: { from: Priority; to: Priority; impact: Grade | null; urgency: Grade | null } }
  /** Names of categories, null for none. */
  | { kind: 'category_changed'; data: { from: string | null; to: string | null } }
  | { kind: 'subject_changed'; data: { from: string; to: string } }
  /** `tags`: all it has now. */
  | { kind: 'tags_changed'; data: { added: string[]; removed: string[]; tags: string[] } }
  /** `changed`: labels of the fields; `fields`: all values it has now. */
  | { kind: 'fields_changed'; data: { changed: string[]; fields: FieldValues } }
  | { kind: 'watcher_added'; data: { person: PersonNamed } }
  | { kind: 'watcher_removed'; data: { person: PersonNamed } }
  | { kind: 'linked' | 'unlinked'; data: TicketNamed & { link: LinkKind } }
  | { kind: 'merged_into'; data: TicketNamed }
  | { kind: 'merged_from'; data: TicketNamed & { requester: PersonNamed } }
  /** `messages`: ids, in this ticket's conversation. */
  | { kind: 'split_into'; data: TicketNamed & { messages: string[] } }
  | { kind: 'split_from'; data: TicketNamed }
  | { kind: 'snoozed'; data: { until: string; reason: string | null } }
  | { kind: 'woken'; data: { because: 'time' | 'requester' | 'agent'; assignee: string | null } }
  /** `likeness`: 0 to 1. */
  | { kind: 'returned'; data: TicketNamed & { likeness: number } }
  | { kind: 'leads_alerted'; data: { leads: PersonNamed[] }; text: string }
  | { kind: 'rule_ran'; data: RuleNamed & { why: string[] } }
  /** `chain`: names of the rules whose effects led here. */
  | {
      kind: 'rule_stopped'
      data: RuleNamed & { because: 'own_effect' | 'chain' | 'too_often'; chain: string[]; limit: number }
    }
  /** `action`: as it reads; `code` and `data`: of the refusal. */
  | {
      kind: 'rule_failed'
      data: RuleNamed & { action: string; code: ErrorCode; data: Record<string, string | number> }
    }
  | { kind: 'requester_action'; data: { action: 'solved' } }
  /** `stars`: 1 to 5. */
  | { kind: 'rated'; data: { stars: number } }
export type TimelineKind = TimelineEvent['kind']

/** One line of the history as it is read back. */
export interface TimelineEntry {
  id: string
  kind: TimelineKind
  at: Date
  actor: { kind: ActorKind; name: string }
  text: string | null
  messageId: string | null
  data: Record<string, unknown>
  /** Files of the message or note. */
  attachments: AttachmentShown[]
}

/** One readable sentence about a line of the history, in the words of a language. */
export function summarize(entry: Pick<TimelineEntry, 'kind' | 'actor' | 'data'>, words: Catalogue): string {
  const say = words.timeline
  const name = entry.actor.name
  const data = entry.data as Record<string, string>
  switch (entry.kind) {
    case 'created':
      return say.created(words.reason[data.reason as HandoffWhy]())
    case 'recorded':
      return say.recorded()
    case 'routed':
      return say.routed(data.team ?? '', words.level[data.level as Level]())
    case 'assigned':
      return say.assigned(data.agent ?? '')
    case 'queued':
      return say.queued(data.team ?? '')
    case 'requester_message':
      return say.requester_message(name)
    case 'reply':
      return say.reply(name)
    case 'note':
      return say.note(name)
    case 'state_changed':
      return say.state_changed(name, words.state[data.to as TicketState]())
    case 'escalated':
      return say.escalated(name, data.team ?? '', data.reason ?? '')
    case 'deescalated':
      return say.deescalated(name, data.team ?? '', data.reason ?? '')
    case 'moved':
      return say.moved(name, data.team ?? '', data.reason ?? '')
    case 'priority_changed':
      return say.priority_changed(name, words.priority[data.to as Priority]())
    case 'category_changed':
      return data.to ? say.category_changed(name, data.to) : say.category_removed(name)
    case 'subject_changed':
      return say.subject_changed(name, data.to ?? '')
    case 'tags_changed':
      return say.tags_changed(name, list(entry.data.added), list(entry.data.removed))
    case 'fields_changed':
      return say.fields_changed(name, list(entry.data.changed))
    case 'watcher_added':
      return say.watcher_added((entry.data.person as PersonNamed).name)
    case 'watcher_removed':
      return say.watcher_removed((entry.data.person as PersonNamed).name)
    case 'linked':
      return say.linked[data.link as LinkKind](Number(data.number), data.subject ?? '')
    case 'unlinked':
      return say.unlinked(name, Number(data.number))
    case 'merged_into':
      return say.merged_into(name, Number(data.number))
    case 'merged_from':
      return say.merged_from(name, Number(data.number), (entry.data.requester as PersonNamed).name)
    case 'split_into':
      return say.split_into(name, Number(data.number))
    case 'split_from':
      return say.split_from(name, Number(data.number))
    case 'snoozed':
      return say.snoozed(name, data.until ?? '')
    case 'woken':
      return say.woken[data.because as 'time']()
    case 'returned':
      return say.returned(Number(data.number), data.subject ?? '')
    case 'leads_alerted':
      return say.leads_alerted(name, (entry.data.leads as { name: string }[]).map((lead) => lead.name).join(', '))
    case 'rule_ran':
      return say.rule_ran(data.name ?? '')
    case 'rule_stopped':
      return say.rule_stopped[data.because as 'chain'](
        data.name ?? '',
        (entry.data.chain as string[]).join(' → '),
        Number(data.limit),
      )
    case 'rule_failed': {
      const why = words.errors[data.code as ErrorCode](entry.data.data as Record<string, string | number>)
      return say.rule_failed(data.name ?? '', data.action ?? '', why)
    }
    case 'requester_action':
      return say.requester_action(name)
    case 'message_edited':
      return say.message_edited(name)
    case 'message_deleted':
      return say.message_deleted(name)
    case 'reaction':
      return say.reaction(name, data.emoji ?? '', entry.data.isAdded === true)
    case 'file_missing':
      return say.file_missing(data.name ?? '', words.fileFault[data.fault as Fault]())
    case 'rated':
      return say.rated(name, Number(data.stars))
  }
}

function list(names: unknown): string {
  return (names as string[]).join(', ')
}
