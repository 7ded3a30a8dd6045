import type { Fault } from '../attachments/attachment.ts'
import type { ErrorCode } from '../errors.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import type { Level } from '../people/team.ts'
import type { AttachmentShown } from '../ports.ts'
import type { Priority, TicketState } from './ticket.ts'

export type ActorKind = 'bot' | 'requester' | 'agent' | 'system'

/** Who did something. `id` is null for the bot, the system and tokens that belong to nobody. */
export interface Actor {
  kind: ActorKind
  id: string | null
  name: string
}

export type HandoffWhy = 'asked_for_person' | 'urgent' | 'nothing_found' | 'not_helpful' | 'opened_by_agent'

/** Files of a message or note, as its line names them. */
type Files = { attachments?: { id: string; name: string }[] }

/** A rule as the timeline names it: its id, name and version at the time. */
interface RuleNamed {
  rule: string
  name: string
  version: number
}

/** What happened to a ticket. */
export type TimelineEvent =
  | { kind: 'created'; data: { reason: HandoffWhy } }
  | { kind: 'routed'; data: { team: string; level: Level; why: string } }
  | { kind: 'assigned'; data: { agent: string; why: string } }
  | { kind: 'queued'; data: { team: string; why: string } }
  | { kind: 'requester_message'; data: Files; text: string; messageId: string }
  | { kind: 'reply'; data: Files & { article?: { id: string; title: string } }; text: string; messageId: string }
  /** `desk`: id of the desk where it was written. */
  | { kind: 'note'; data: Files & { desk?: string }; text: string }
  /** `text`: what the message says now; `before`: what it said. */
  | { kind: 'message_edited'; data: { message: string; before: string }; text: string }
  | { kind: 'message_deleted'; data: { message: string; before: string } }
  /** On a message of the bot or an agent. */
  | { kind: 'reaction'; data: { message: string; emoji: string; isAdded: boolean } }
  | { kind: 'file_missing'; data: { id: string; name: string; fault: Fault } }
  | { kind: 'state_changed'; data: { from: TicketState; to: TicketState } }
  | {
      kind: 'escalated' | 'deescalated' | 'moved'
      data: { team: string; fromTeam: string; fromTeamId: string; reason: string }
    }
  | { kind: 'priority_changed'; data: { from: Priority; to: Priority } }
  /** Names of categories, null for none. */
  | { kind: 'category_changed'; data: { from: string | null; to: string | null } }
  | { kind: 'leads_alerted'; data: { leads: { id: string; name: string }[] }; text: string }
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
