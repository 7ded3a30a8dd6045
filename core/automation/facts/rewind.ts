import type { Level } from '../../people/team.ts'
import type { Priority, TicketState } from '../../tickets/ticket.ts'
import type { ActorKind, TimelineKind } from '../../tickets/timeline.ts'
import type { TicketFacts } from './facts.ts'

/** A line of a timeline, as far as it tells what a ticket was. */
export interface PastEntry {
  id: string
  kind: TimelineKind
  at: Date
  actor: ActorKind
  data: Record<string, unknown>
}

/** A ticket as it is now, with everything that happened to it. */
export interface History {
  present: TicketFacts
  /** Oldest first. */
  entries: PastEntry[]
  /** What the requester wrote, oldest first. */
  written: { at: Date; text: string }[]
}

/** Up to and with a line of the timeline, or up to an instant. */
export type Until = { entry: string } | { at: Date }

/**
 * A ticket's facts as they were: what happened later is taken back from the present ones, last first. What was owed by
 * when is not known for the past; the present due times stand in.
 * @param levels level of each team by name; teams keep theirs
 */
export function rewind(history: History, until: Until, levels: ReadonlyMap<string, Level>): TicketFacts {
  const { present, entries, written } = history
  const isPast = (entry: PastEntry) =>
    'entry' in until ? BigInt(entry.id) <= BigInt(until.entry) : entry.at <= until.at
  const past = entries.filter(isPast)
  const now = 'at' in until ? until.at : (past.at(-1)?.at ?? present.now)
  const facts: TicketFacts = { ...present, now, actor: 'entry' in until ? (past.at(-1)?.actor ?? 'system') : 'system' }
  for (const entry of entries.slice(past.length).reverse()) takeBack(facts, entry, levels)
  facts.state = stateAfter(past)
  facts.assignee = assigneeAfter(past)
  facts.text = written
    .filter(({ at }) => at <= now)
    .map(({ text }) => text)
    .join('\n')
  const last = (is: (entry: PastEntry) => boolean) => past.findLast(is)?.at ?? null
  const created = present.moments.created
  const replied = last((entry) => entry.kind === 'reply' && entry.actor === 'agent')
  facts.moments = {
    created,
    stateChanged: last((entry) => entry.kind === 'state_changed') ?? created,
    replied,
    requesterWrote: last((entry) => entry.kind === 'requester_message') ?? created,
    changed: past.at(-1)?.at ?? created,
  }
  facts.due = {
    firstResponse: replied === null ? present.due.firstResponse : null,
    resolution: facts.state === 'solved' || facts.state === 'closed' ? null : present.due.resolution,
  }
  return facts
}

/** Makes facts what they were before a line of the timeline. */
function takeBack(facts: TicketFacts, entry: PastEntry, levels: ReadonlyMap<string, Level>): void {
  const { kind, data } = entry
  if (kind === 'tags_changed') {
    const { added, removed } = data as { added: string[]; removed: string[] }
    facts.tags = [...facts.tags.filter((tag) => !added.includes(tag)), ...removed]
  }
  if (kind === 'subject_changed') facts.subject = String(data.from)
  if (kind === 'priority_changed') facts.priority = data.from as Priority
  if (kind === 'category_changed') facts.category = data.from as string | null
  if ((kind === 'escalated' || kind === 'deescalated' || kind === 'moved') && typeof data.fromTeam === 'string') {
    facts.team = data.fromTeam
    facts.level = levels.get(data.fromTeam) ?? facts.level
  }
}

function stateAfter(past: PastEntry[]): TicketState {
  const last = past.findLast(({ kind }) => kind === 'state_changed' || kind === 'merged_into' || kind === 'recorded')
  if (!last) return 'new'
  if (last.kind === 'merged_into') return 'closed'
  return (last.kind === 'recorded' ? last.data.state : last.data.to) as TicketState
}

function assigneeAfter(past: PastEntry[]): string | null {
  const last = past.findLast(({ kind }) => ['assigned', 'queued', 'escalated', 'deescalated', 'moved'].includes(kind))
  return last?.kind === 'assigned' ? String(last.data.agent) : null
}
