import { EntitySchema } from 'typeorm'
import type { Level } from '../people/team.ts'
import type { RoutingDecision } from '../routing/explain.ts'
import type { ArticleTried, FieldValues, Grade, Priority, TicketSource, TicketState } from './ticket.ts'
import type { ActorKind, TimelineKind } from './timeline.ts'

export interface TicketRow {
  number: string
  conversationId: string
  requesterId: string
  subject: string
  state: TicketState
  level: Level
  priority: Priority
  impact: Grade | null
  urgency: Grade | null
  category: string | null
  tags: string[]
  fields: FieldValues
  source: TicketSource
  teamId: string
  assigneeId: string | null
  articlesTried: ArticleTried[]
  routing: RoutingDecision
  firstResponseDue: Date | null
  resolutionDue: Date | null
  firstRespondedAt: Date | null
  solvedAt: Date | null
  closedAt: Date | null
  satisfaction: number | null
  snoozedUntil: Date | null
  mergedInto: string | null
  returns: string | null
  version: number
  createdAt: Date
  updatedAt: Date
}
const instant = (name: string) => ({ name, type: 'timestamptz', nullable: true }) as const
const now = (name: string) => ({ name, type: 'timestamptz', default: () => 'now()' }) as const

export const TicketEntity = new EntitySchema<TicketRow>({
  name: 'ticket',
  columns: {
    number: { type: 'bigint', primary: true, generated: 'increment' },
    conversationId: { name: 'conversation_id', type: 'uuid' },
    requesterId: { name: 'requester_id', type: 'uuid' },
    subject: { type: 'text' },
    state: { type: 'text', default: 'new' },
    level: { type: 'text' },
    priority: { type: 'text', default: 'normal' },
    impact: { type: 'text', nullable: true },
    urgency: { type: 'text', nullable: true },
    category: { type: 'text', nullable: true },
    tags: { type: 'text', array: true, default: [] },
    fields: { type: 'jsonb', default: {} },
    source: { type: 'text' },
    teamId: { name: 'team_id', type: 'uuid' },
    assigneeId: { name: 'assignee_id', type: 'uuid', nullable: true },
    articlesTried: { name: 'articles_tried', type: 'jsonb', default: [] },
    routing: { type: 'jsonb' },
    firstResponseDue: instant('first_response_due'),
    resolutionDue: instant('resolution_due'),
    firstRespondedAt: instant('first_responded_at'),
    solvedAt: instant('solved_at'),
    closedAt: instant('closed_at'),
    satisfaction: { type: 'smallint', nullable: true },
    snoozedUntil: instant('snoozed_until'),
    mergedInto: { name: 'merged_into', type: 'bigint', nullable: true },
    returns: { type: 'bigint', nullable: true },
    version: { type: 'integer', default: 1 },
    createdAt: now('created_at'),
    // Milliseconds, as cursors carry them.
    updatedAt: { ...now('updated_at'), precision: 3 },
  },
})

export interface TimelineEntryRow {
  id: string
  ticketNumber: string
  kind: TimelineKind
  actorKind: ActorKind
  actorId: string | null
  actorName: string
  text: string | null
  messageId: string | null
  data: Record<string, unknown>
  at: Date
}
export const TimelineEntryEntity = new EntitySchema<TimelineEntryRow>({
  name: 'timeline_entry',
  columns: {
    id: { type: 'bigint', primary: true, generated: 'increment' },
    ticketNumber: { name: 'ticket_number', type: 'bigint' },
    kind: { type: 'text' },
    actorKind: { name: 'actor_kind', type: 'text' },
    actorId: { name: 'actor_id', type: 'uuid', nullable: true },
    actorName: { name: 'actor_name', type: 'text' },
    text: { type: 'text', nullable: true },
    messageId: { name: 'message_id', type: 'uuid', nullable: true },
    data: { type: 'jsonb', default: {} },
    at: now('at'),
  },
})
