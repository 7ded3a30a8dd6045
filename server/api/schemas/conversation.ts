import { type Static, Type } from 'typebox'
import { Instant, Nullable, OneOf } from './common.ts'

export const conversationStates = ['open', 'answered', 'resolved', 'handed_off', 'closed'] as const
export const conversationActions = ['solved', 'not_helpful', 'person', 'choose', 'rate'] as const

/** A button under a message. Actions are offered only under the last message that carries any; a pressed or outdated one is refused. */
export const Action = Type.Object({
  action: OneOf(conversationActions),
  label: Type.String(),
  value: Nullable(Type.String({ description: 'for `choose`: the id of the article; for `rate`: the stars' })),
})
export type Action = Static<typeof Action>

export const ArticleShown = Type.Object({
  id: Type.String(),
  title: Type.String(),
  url: Type.String({ description: 'where the whole article can be read' }),
})

/** A file of a message or note. */
export const Attachment = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  mediaType: Type.String({ description: 'found out from the bytes; `application/octet-stream` until they are here' }),
  size: Nullable(Type.Integer({ description: 'bytes; null until they are here' })),
  state: OneOf(['stored', 'waiting', 'missing'], {
    description: '`waiting`: still being fetched from the platform; `missing`: could not be had',
  }),
})
export type Attachment = Static<typeof Attachment>

export const Message = Type.Object({
  id: Type.String(),
  from: OneOf(['requester', 'bot', 'agent']),
  author: Nullable(Type.String({ description: 'name of the agent or requester who wrote it' })),
  text: Type.String({ description: 'Markdown' }),
  at: Instant,
  article: Nullable(ArticleShown),
  actions: Type.Array(Action),
  attachments: Type.Array(Attachment, { description: 'their bytes: `GET attachments/{id}`' }),
  editedAt: Nullable(Instant),
  isDeleted: Type.Boolean({ description: 'its author took it back; the text is empty then' }),
  reactions: Type.Array(Type.Object({ emoji: Type.String(), by: Type.String() })),
})
export type Message = Static<typeof Message>

export const Conversation = Type.Object({
  id: Type.String({ format: 'uuid' }),
  state: OneOf(conversationStates),
  channel: Type.String(),
  ticket: Nullable(Type.Integer()),
  messages: Type.Array(Message),
})
export type Conversation = Static<typeof Conversation>

/** Files uploaded before (`POST attachments`), by the same caller, to go with a message. */
export const AttachmentIds = Type.Optional(
  Type.Array(Type.String({ format: 'uuid' }), { maxItems: 20, description: 'ids from `POST attachments`, sent once' }),
)

const Text = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 100_000,
    description: 'what the requester wrote; left out when files say it all',
  }),
)
const ExternalId = Type.Optional(
  Type.String({
    minLength: 1,
    maxLength: 200,
    description: "the sender's own id of this message; sending the same one again has no second effect",
  }),
)

export const ConversationStart = Type.Object(
  {
    requester: Type.Object(
      {
        email: Type.String({ format: 'email', maxLength: 320 }),
        name: Type.Optional(Type.String({ minLength: 1, maxLength: 200 })),
      },
      { additionalProperties: false },
    ),
    text: Text,
    attachments: AttachmentIds,
    externalId: ExternalId,
  },
  { additionalProperties: false },
)

export const ConversationMessage = Type.Object(
  { text: Text, attachments: AttachmentIds, externalId: ExternalId },
  { additionalProperties: false },
)

export const ConversationAction = Type.Object(
  { action: OneOf(conversationActions), value: Type.Optional(Type.String()), externalId: ExternalId },
  { additionalProperties: false },
)
