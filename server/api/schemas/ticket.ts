import { type Static, Type } from 'typebox'
import { Instant, Named, Nullable, OneOf, Page, PageQuery } from './common.ts'
import { Attachment, AttachmentIds } from './conversation.ts'

export const ticketStates = ['new', 'open', 'pending', 'on_hold', 'solved', 'closed'] as const
export const ticketLevels = ['second', 'third'] as const
export const ticketPriorities = ['low', 'normal', 'high', 'urgent'] as const
export const ticketSources = ['slack', 'teams', 'discord', 'web', 'email', 'api', 'phone', 'fax', 'walk_in'] as const

/** One type of several, not a union: the validator would try to turn one into the other. */
const FieldValue = Type.Unsafe<string | number | boolean>({ type: ['string', 'number', 'boolean'] })

export const TicketTeam = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  level: OneOf(ticketLevels),
})

export const Considered = Type.Array(
  Type.Object({
    agent: Type.String(),
    eligible: Type.Boolean(),
    openTickets: Type.Integer(),
    reason: Type.String({ description: 'why not; of the one who got it, what room they had' }),
  }),
)

export const Ticket = Type.Object({
  number: Type.Integer(),
  subject: Type.String(),
  state: OneOf(ticketStates),
  level: OneOf(ticketLevels),
  priority: OneOf(ticketPriorities),
  impact: Nullable(OneOf(['low', 'medium', 'high'])),
  urgency: Nullable(OneOf(['low', 'medium', 'high'])),
  category: Nullable(Type.String()),
  tags: Type.Array(Type.String()),
  fields: Type.Record(Type.String(), FieldValue),
  snoozedUntil: Nullable(Instant),
  mergedInto: Nullable(Type.Integer()),
  returns: Nullable(Type.Integer({ description: 'a ticket of the same requester, solved lately, about the same' })),
  source: OneOf(ticketSources),
  team: TicketTeam,
  assignee: Nullable(Named),
  requester: Type.Object({ id: Type.String(), name: Type.String(), email: Nullable(Type.String()) }),
  sla: Type.Object({
    firstResponseDue: Nullable(Instant),
    resolutionDue: Nullable(Instant),
    firstRespondedAt: Nullable(Instant),
    solvedAt: Nullable(Instant),
  }),
  routing: Type.Object({
    why: Type.String({ description: 'one readable sentence or several: category, level, team, agent' }),
    decidedAt: Instant,
    considered: Considered,
  }),
  articlesTried: Type.Array(
    Type.Object({ id: Type.String(), title: Type.String(), outcome: OneOf(['shown', 'suggested', 'not_helpful']) }),
  ),
  conversation: Type.String({ format: 'uuid' }),
  createdAt: Instant,
  updatedAt: Instant,
  version: Type.Integer({ description: 'send it back as `version` to be told when somebody else changed the ticket' }),
})
export type Ticket = Static<typeof Ticket>

export const TicketPage = Page(Ticket)

export const TicketQuery = Type.Object({
  ...PageQuery.properties,
  state: Type.Optional(
    Type.String({ description: 'one or several states, separated by commas', examples: ['new,open'] }),
  ),
  level: Type.Optional(OneOf(ticketLevels)),
  team: Type.Optional(Type.String({ description: 'id of the team, or `mine`: any of my teams' })),
  assignee: Type.Optional(Type.String({ description: 'id of a person, `me` or `none`' })),
  priority: Type.Optional(OneOf(ticketPriorities)),
  category: Type.Optional(Type.String({ description: 'name of a category, or `none`' })),
  source: Type.Optional(OneOf(ticketSources)),
  tag: Type.Optional(Type.String({ description: 'one or several tags, separated by commas: all of them' })),
  watcher: Type.Optional(Type.String({ description: 'id of a person, or `me`' })),
  requester: Type.Optional(Type.String({ description: 'id of a person' })),
  snoozed: Type.Optional(Type.Boolean()),
  dueBefore: Type.Optional(
    Type.String({ format: 'date-time', description: 'an answer or the solution is owed by then and not given' }),
  ),
  parent: Type.Optional(Type.Integer({ minimum: 1, description: 'number of the ticket they are part of' })),
  q: Type.Optional(
    Type.String({
      maxLength: 200,
      description:
        '`#` and a number, or words of number, subject, requester, text, tags and fields; "in quotes" together',
    }),
  ),
})

const Count = Type.Integer({ minimum: 0 })
/** What each view of the inbox holds: tickets that are not solved, sleeping ones only in `watched`, `snoozed` and `all`. */
export const InboxCounts = Type.Object({
  mine: Count,
  queue: Type.Integer({ minimum: 0, description: 'with nobody, in one of my teams' }),
  unassigned: Count,
  second: Count,
  third: Count,
  due: Type.Integer({ minimum: 0, description: 'an answer or the solution is owed before `dueBefore`' }),
  watched: Count,
  snoozed: Count,
  all: Count,
})
export type InboxCounts = Static<typeof InboxCounts>

export const InboxQuery = Type.Object({
  dueBefore: Type.Optional(Type.String({ format: 'date-time', description: 'absent: now' })),
})

export const timelineKinds = [
  'created',
  'routed',
  'assigned',
  'queued',
  'requester_message',
  'reply',
  'note',
  'state_changed',
  'escalated',
  'deescalated',
  'moved',
  'requester_action',
  'priority_changed',
  'category_changed',
  'recorded',
  'subject_changed',
  'tags_changed',
  'fields_changed',
  'watcher_added',
  'watcher_removed',
  'linked',
  'unlinked',
  'merged_into',
  'merged_from',
  'split_into',
  'split_from',
  'snoozed',
  'woken',
  'returned',
  'leads_alerted',
  'rule_ran',
  'rule_stopped',
  'rule_failed',
  'rated',
  'message_edited',
  'message_deleted',
  'reaction',
  'file_missing',
] as const

/** One line of the append-only history. `text` is set for messages, replies and notes; `summary` is a readable sentence for all kinds. */
export const TimelineEntry = Type.Object({
  id: Type.String(),
  kind: OneOf(timelineKinds),
  at: Instant,
  actor: Type.Object({ kind: OneOf(['bot', 'requester', 'agent', 'system']), name: Type.String() }),
  summary: Type.String(),
  text: Nullable(Type.String()),
  messageId: Nullable(Type.String({ description: 'the message of the conversation it stands for, if any' })),
  data: Type.Record(Type.String(), Type.Unknown()),
  attachments: Type.Array(Attachment, { description: 'files of the message or note' }),
})
export type TimelineEntry = Static<typeof TimelineEntry>

export const TimelinePage = Page(TimelineEntry)

const Body = Type.String({ minLength: 1, maxLength: 100_000, description: 'Markdown' })
const Version = Type.Optional(
  Type.Integer({ description: 'the version you saw; refused with 409 when it is no longer the present one' }),
)

export const TicketCreate = Type.Object(
  {
    requester: Type.Object(
      {
        email: Type.String({ format: 'email', maxLength: 320 }),
        name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      },
      { additionalProperties: false },
    ),
    subject: Type.String({ minLength: 1, maxLength: 300 }),
    text: Body,
    source: Type.Optional(OneOf(['phone', 'fax', 'walk_in', 'email', 'api'])),
    priority: Type.Optional(OneOf(ticketPriorities)),
    category: Type.Optional(Type.String({ description: 'name of a category' })),
    team: Type.Optional(Type.String({ format: 'uuid' })),
    tags: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 60 }))),
    fields: Type.Optional(
      Type.Record(Type.String(), FieldValue, {
        description: 'values of the fields of its category, by key',
      }),
    ),
  },
  { additionalProperties: false },
)

export const TicketReply = Type.Object(
  {
    text: Type.Optional(
      Type.String({ minLength: 1, maxLength: 100_000, description: 'Markdown; left out when files say it all' }),
    ),
    internal: Type.Optional(Type.Boolean({ default: false })),
    attachments: AttachmentIds,
  },
  { additionalProperties: false },
)

export const TicketAssign = Type.Object(
  {
    assignee: Type.Optional(
      Nullable(
        Type.String({
          description: 'id of a person or `me`; null puts it back into the queue; absent lets routing choose',
        }),
      ),
    ),
    version: Version,
  },
  { additionalProperties: false },
)

export const TicketEscalate = Type.Object(
  {
    reason: Type.String({ minLength: 1, maxLength: 2_000 }),
    team: Type.Optional(Type.String({ format: 'uuid', description: 'absent: the default team of that level' })),
    version: Version,
  },
  { additionalProperties: false },
)

export const TicketState = Type.Object(
  { state: OneOf(['open', 'pending', 'on_hold', 'solved', 'closed']), version: Version },
  { additionalProperties: false },
)
