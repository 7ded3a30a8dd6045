import { type Static, Type } from 'typebox'
import { Instant, Named, Nullable, OneOf, Page } from './common.ts'
import { TimelineEntry, ticketStates } from './ticket.ts'

const Version = Type.Optional(
  Type.Integer({ description: 'the version you saw; refused with 409 when it is no longer the present one' }),
)
const closed = { additionalProperties: false } as const
const Tag = Type.String({ minLength: 1, maxLength: 60 })
/** One type of several, not a union: the validator would try to turn one into the other. */
const FieldValue = Type.Unsafe<string | number | boolean | null>({ type: ['string', 'number', 'boolean', 'null'] })
export const linkKinds = ['related', 'parent', 'child', 'duplicate', 'duplicated_by'] as const

export const TicketTags = Type.Object(
  { add: Type.Optional(Type.Array(Tag)), remove: Type.Optional(Type.Array(Tag)), version: Version },
  closed,
)
export const TicketFields = Type.Object(
  {
    values: Type.Record(Type.String(), FieldValue, { description: 'by key of the field; null takes a value away' }),
    version: Version,
  },
  closed,
)
export const TicketLinkWrite = Type.Object(
  {
    link: OneOf(linkKinds, { description: 'what the other ticket is to this one' }),
    number: Type.Integer({ minimum: 1 }),
    version: Version,
  },
  closed,
)
export const TicketLinks = Page(
  Type.Object({
    link: OneOf(linkKinds),
    number: Type.Integer(),
    subject: Type.String(),
    state: OneOf(ticketStates),
  }),
)
export const TicketMerge = Type.Object(
  { into: Type.Integer({ minimum: 1, description: 'number of the ticket that lives on' }), version: Version },
  closed,
)
export const TicketSnooze = Type.Object(
  {
    until: Type.Union([Instant, Type.Null()], { description: 'null wakes it' }),
    reason: Type.Optional(Type.String({ maxLength: 500 })),
    version: Version,
  },
  closed,
)
export const Watchers = Page(Named)

const grade = ['low', 'medium', 'high'] as const
export const TicketPriority = Type.Object(
  {
    priority: Type.Optional(OneOf(['low', 'normal', 'high', 'urgent'])),
    impact: Type.Optional(OneOf(grade)),
    urgency: Type.Optional(OneOf(grade)),
    version: Version,
  },
  { ...closed, description: 'either `priority`, or `impact` and `urgency` it is worked out from' },
)

export const Notification = Type.Object({
  id: Type.String(),
  because: OneOf(['watching', 'mentioned', 'assigned', 'called', 'woken']),
  at: Instant,
  readAt: Nullable(Instant),
  ticket: Type.Object({ number: Type.Integer(), subject: Type.String(), state: OneOf(ticketStates) }),
  kind: TimelineEntry.properties.kind,
  summary: Type.String(),
  text: Nullable(Type.String()),
})
export type Notification = Static<typeof Notification>
export const NotificationPage = Page(Notification)

export const Field = Type.Object({
  id: Type.String(),
  category: Named,
  key: Type.String(),
  label: Type.String(),
  type: OneOf(['text', 'number', 'choice', 'date', 'boolean']),
  options: Type.Array(Type.String()),
  isRequired: Type.Boolean(),
  position: Type.Integer(),
})
export const FieldPage = Page(Field)
const change = {
  label: Type.String({ minLength: 1, maxLength: 100 }),
  options: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 200 })),
  isRequired: Type.Optional(Type.Boolean()),
  position: Type.Optional(Type.Integer()),
}
export const FieldCreate = Type.Object(
  {
    category: Type.String({ format: 'uuid' }),
    key: Type.String({ pattern: '^[a-z][a-z0-9_]{0,39}$' }),
    type: OneOf(['text', 'number', 'choice', 'date', 'boolean']),
    ...change,
  },
  closed,
)
export const FieldChange = Type.Object(change, closed)
