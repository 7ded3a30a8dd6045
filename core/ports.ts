/**
 * What the helpdesk and its channels know of each other. A channel turns a platform's events into
 * {@link InboundEvent} and {@link OutboundMessage} into the platform's own shape; nothing else crosses.
 */

/** The folder name of a channel under `bots/`, or `api` for custom channels that speak HTTP. */
export type ChannelName = string

export type Language = 'en' | 'de'

/** A plain JSON value: what is stored with an event has to survive the database unchanged. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** The account at the platform that an event comes from. */
export interface Sender {
  externalId: string
  name: string | null
  email: string | null
  /** True only where the platform vouches for the address; only then is the account joined to a known person. */
  emailVerified: boolean
  language: Language | null
}

/** A button of a message. `value` is the article of `choose`, the stars of `rate`. */
export type ActionName = 'solved' | 'not_helpful' | 'person' | 'choose' | 'rate'
export interface Action {
  action: ActionName
  label: string
  value: string | null
}

interface EventOrigin {
  channel: ChannelName
  /** Slack workspace, Teams tenant, Discord server; `-` where the channel has but one. */
  workspace: string
  /** The platform's id of this event. A second event with the same one has no effect. */
  externalId: string
  /** What the platform calls one conversation: a thread, a direct message, a visitor's chat. */
  conversationKey: string
  /** What `deliver` needs to answer there. Opaque to the core. */
  address: Json
  sender: Sender
  /** ISO 8601 instant at which it happened. */
  at: string
}
export type InboundEvent = EventOrigin &
  /** A message may be files alone: its text is then empty. */
  (
    | { kind: 'message'; text: string; attachments?: AttachmentOffered[] }
    | { kind: 'action'; action: ActionName; value: string | null }
    | ({ kind: 'request'; attachments?: AttachmentOffered[] } & RequestForm)
    /** The requester changed what a message says. `text` is the whole of it, as it is now. */
    | { kind: 'edited'; message: MessageName; text: string }
    /** The requester took a message back. */
    | { kind: 'deleted'; message: MessageName }
    /** Somebody put an emoji to a message, or took it away. `emoji`: the character, or `:name:` where there is none. */
    | { kind: 'reaction'; message: MessageName; emoji: string; isAdded: boolean }
  )

/**
 * How a channel names a message of a conversation: for one that came in the `externalId` of its event, for one that
 * went out what {@link Channel.deliver} returned. An event about a message that is not known changes nothing.
 */
export type MessageName = string

/**
 * A file that comes with a message. What is said of it is what the sender says: size and kind are found out from the
 * bytes. Either it is stored already ({@link ChannelHost.upload}), or `reference` is what the channel needs to fetch it
 * in {@link Channel.fetchAttachment}; that happens after the message is stored, so a link that dies loses no word.
 */
export type AttachmentOffered =
  | { stored: string }
  | {
      name: string
      /** As the platform says, null when it does not. */
      mediaType: string | null
      /** Bytes, as the platform says; null when it does not. Above the limit it is not fetched at all. */
      size: number | null
      reference: Json
    }

/** A file of a message as readers see it. */
export interface AttachmentShown {
  id: string
  /** Without path, control characters or anything that changes the direction of writing. */
  name: string
  /** Found out from the bytes, never what the sender says. `application/octet-stream` until they are here. */
  mediaType: string
  /** Bytes; null until they are here. */
  size: number | null
  /** `waiting`: still being fetched. `missing`: could not be fetched, and never will be. */
  state: 'stored' | 'waiting' | 'missing'
}

/** A file of a message that goes out. */
export interface AttachmentSent extends AttachmentShown {
  /** Where it can be had: for a requester a link that works without signing in and ends after a week, at a desk one that needs an agent. */
  url: string
}

/** The bytes of a stored file. */
export interface AttachmentContent {
  name: string
  mediaType: string
  /** Bytes. */
  size: number
  /** Reads them from the beginning; may be called again. */
  read(): AsyncIterable<Uint8Array>
}

/** What a form for a person asks for, beyond what was said already. */
export interface RequestForm {
  subject: string
  /** Name of a category; null lets routing find one. */
  category: string | null
  priority: 'low' | 'normal' | 'high' | 'urgent'
  /** What the requester writes in the form. */
  text: string
}

export interface ArticleShown {
  id: string
  title: string
  url: string
}

export interface OutboundMessage {
  /** Idempotency key, the same for every attempt at one message. */
  key: string
  conversationId: string
  conversationKey: string
  workspace: string
  address: Json
  from: 'bot' | 'agent'
  /** Name of the agent, null for the bot. */
  author: string | null
  /** Markdown. */
  text: string
  article: ArticleShown | null
  actions: Action[]
  /** Files an agent sends along. Their bytes: {@link ChannelHost.attachment}. One that is `missing` is only named. */
  attachments: AttachmentSent[]
  language: Language
}

export interface Delivered {
  externalMessageId: string | null
}

/** An agent changed a reply that went out, or took it back. */
export interface OutboundRevision {
  /** Idempotency key, the same for every attempt. */
  key: string
  conversationKey: string
  workspace: string
  address: Json
  /** What {@link Channel.deliver} returned for it; null where that was nothing, or it never arrived. */
  externalMessageId: string | null
  author: string | null
  /** Markdown, the whole of it as it is now; null: it is taken back. */
  text: string | null
  language: Language
}

/** One message of a transcript, as a channel that shows whole conversations needs it. */
export interface TranscriptMessage {
  id: string
  from: 'requester' | 'bot' | 'agent'
  author: string | null
  text: string
  at: string
  article: ArticleShown | null
  actions: Action[]
  attachments: AttachmentShown[]
  /** ISO 8601 instant of the last change by its author, null when it is as it was written. */
  editedAt: string | null
  /** True once its author took it back: its text is empty and its files are gone. */
  isDeleted: boolean
  /** Emoji put to it, oldest first. */
  reactions: { emoji: string; by: string }[]
}

export interface Transcript {
  id: string
  state: 'open' | 'answered' | 'resolved' | 'handed_off' | 'closed'
  channel: ChannelName
  ticket: number | null
  messages: TranscriptMessage[]
}

/** One of an account's conversations, for a list of them. */
export interface ConversationListed {
  conversationKey: string
  /** What it is about: the ticket's subject, or the last question. */
  about: string
  state: Transcript['state']
  ticket: number | null
  /** ISO 8601 instant of the last change. */
  updatedAt: string
}

/** One of a person's tickets, for a list of them. */
export interface TicketListed {
  number: number
  subject: string
  isOpen: boolean
  /** The state in the reader's words. */
  state: string
  /** ISO 8601 instant of the last change. */
  updatedAt: string
}

/** Names one conversation as a channel knows it. */
export interface ConversationPlace {
  channel: ChannelName
  workspace: string
  conversationKey: string
}

/** Where a message is, and what is needed to answer there. */
export interface MessagePlace {
  conversationKey: string
  address: Json
}

/** Names a desk: a channel of the platform in which a team works on its tickets. */
export interface DeskPlace {
  channel: ChannelName
  workspace: string
  /** What the platform calls it. */
  place: string
}

/** What an agent can do with a ticket from a chat. */
export type DeskWork =
  | { do: 'take' | 'release' | 'wait' | 'solve' | 'reopen' }
  | { do: 'assign'; agent: string }
  | { do: 'escalate' | 'deescalate'; reason: string; team: string | null }
  | { do: 'not_ours'; reason: string; team: string }
  | { do: 'note' | 'reply'; text: string; attachments?: AttachmentOffered[] }
  | { do: 'send_article'; article: string }
export type DeskWorkName = DeskWork['do']

export interface DeskCommand {
  channel: ChannelName
  workspace: string
  /** Where it was done, null when at no desk. */
  place: string | null
  /** The platform's id of this command. A second one with the same has no effect. */
  externalId: string
  sender: Sender
  ticket: number
  work: DeskWork
}

/** How a command ended, in the words of who gave it. */
export interface DeskOutcome {
  done: boolean
  text: string
}

/** A ticket as a desk shows it, in the desk's language. */
export interface TicketCard {
  number: number
  subject: string
  /** Of the ticket in the console. */
  url: string
  state: { name: 'new' | 'open' | 'pending' | 'on_hold' | 'solved' | 'closed'; label: string }
  isUrgent: boolean
  /** Name of the agent who has it, null for nobody. */
  assignee: string | null
  requester: { name: string; email: string | null }
  /** What the requester wrote first. */
  question: string
  /** What else is worth knowing at a glance, most important first. */
  fields: { label: string; value: string }[]
  /** What can be done with it now. */
  works: { do: DeskWorkName; label: string }[]
}

/** A ticket's card, or something that happened to it, for a desk. */
export type DeskMessage = DeskPlace & {
  /** Idempotency key, the same for every attempt. */
  key: string
  /** What was given when the desk was bound. */
  address: Json
  language: Language
} & (
    | {
        kind: 'card'
        /** What the platform calls the card shown before, to be changed in place; null when there is none. */
        thread: string | null
        card: TicketCard
      }
    | {
        kind: 'line'
        /** What the platform calls the card below which this goes. */
        thread: string
        from: 'requester' | 'agent' | 'helpdesk'
        author: string | null
        /** Markdown. */
        text: string
        attachments: AttachmentSent[]
        /** True for what the requester never sees. */
        isNote: boolean
      }
  )

/** What the core offers a channel in which agents work. */
export interface DeskHost {
  /** Does what an agent wants, committed when it resolves. A refusal by a rule is an outcome, not an error. */
  work(command: DeskCommand): Promise<DeskOutcome>
  /** The ticket whose card a desk shows under a name, null when it shows none. */
  ticketAt(desk: DeskPlace, thread: string): Promise<number | null>
  /** The present card of a ticket, null when there is no such ticket. */
  card(ticket: number, language: Language): Promise<TicketCard | null>
  /** Everything said between requester, bot and agents, null when there is no such ticket. */
  transcript(ticket: number): Promise<Transcript | null>
  /** Who could be given a ticket, its team's agents, and the teams it could go to. */
  choices(ticket: number): Promise<{
    agents: { id: string; name: string; isAvailable: boolean }[]
    teams: { id: string; name: string; level: 'second' | 'third'; isPresent: boolean }[]
  }>
  /** Published articles that fit some words best, at most ten. */
  findArticles(words: string): Promise<ArticleShown[]>
  /** Whether a place is some team's desk. */
  isDesk(desk: DeskPlace): Promise<boolean>
  /** Makes a place the desk of the team with a name; leads and admins may. `team` null: nobody's. */
  bind(
    desk: DeskPlace & { address: Json; name: string; team: string | null; language: Language },
    sender: Sender,
  ): Promise<DeskOutcome>
  /** Says whether an agent can be given tickets now. */
  setPresence(
    place: { channel: ChannelName; workspace: string },
    sender: Sender,
    presence: 'available' | 'away' | 'offline',
  ): Promise<DeskOutcome>
}

/** What the core offers a channel. */
export interface ChannelHost {
  /** Stores an event; resolves once it is committed, so that the platform may be told "received". `false`: seen before. */
  accept(event: InboundEvent): Promise<boolean>
  /** Stores an event and waits until it has been dealt with. Resolves also for one that was seen before. */
  handle(event: InboundEvent): Promise<void>
  /** The newest conversation at a place, null when there is none. */
  transcript(place: ConversationPlace): Promise<Transcript | null>
  /** Calls `listener` after each change of the conversation at a place, in whichever process it happened. Returns the way to stop. */
  watch(place: ConversationPlace, listener: () => void): () => void
  /** Records what a sender says of themselves, if anything, and returns what is known. */
  introduce(
    place: { channel: ChannelName; workspace: string },
    sender: Sender,
  ): Promise<{ name: string | null; email: string | null }>
  /** The conversations of an account at one place of a channel, last changed first, at most twenty. */
  conversationsOf(place: { channel: ChannelName; workspace: string }, externalId: string): Promise<ConversationListed[]>
  /** The tickets of whoever has an account, from whichever channel, last changed first, at most twenty. */
  ticketsOf(place: { channel: ChannelName; workspace: string }, externalId: string): Promise<TicketListed[]>
  /** What a form for a person begins with at a place: what was asked there, if anything. */
  draft(place: ConversationPlace): Promise<{ subject: string; text: string }>
  /** Names of the categories a request can be given, by name. */
  categories(): Promise<string[]>
  /**
   * The conversation that holds a message, for platforms whose edits, deletions and reactions do not name it; null when
   * no conversation does, so that an event about it need not be handed over.
   */
  placeOf(channel: { channel: ChannelName; workspace: string }, message: MessageName): Promise<MessagePlace | null>
  /**
   * Stores a file before it is sent with a message; whoever uploaded it, and nobody else, may send it within a day.
   * @throws DomainError attachment_empty, attachment_too_large
   */
  upload(
    place: { channel: ChannelName; workspace: string },
    sender: string,
    file: { name: string; bytes: Uint8Array },
  ): Promise<AttachmentShown>
  /** A stored file of any message, for delivery; null when there is none or its bytes are not here. */
  attachment(id: string): Promise<AttachmentContent | null>
  /**
   * Where a browser can have a file of a message at a place, or one its sender has uploaded and not sent yet, without
   * signing in; null for any other file. Ends after five minutes, so it is made anew whenever it is needed.
   */
  attachmentLink(place: ConversationPlace, sender: string, id: string): Promise<string | null>
  /** The largest file taken, in bytes. */
  readonly attachmentLimit: number
  /** The tickets' side of chat, for agents. */
  desk: DeskHost
  /** The published article that a link written in another one names, null when there is none. */
  linkedArticle(articleId: string, target: string): Promise<string | null>
  /** A published article in full, null when there is none. */
  article(id: string): Promise<{ id: string; title: string; body: string; url: string | null } | null>
}

/** What a channel gives the core, and all that the core knows of it. */
export interface Channel {
  readonly name: ChannelName
  start(host: ChannelHost): Promise<void>
  stop(): Promise<void>
  /**
   * Sends one message. Safe to repeat with the same `key`.
   * @throws ChannelRefused when the platform said no
   * @throws ChannelUnreachable when it was not reached
   */
  deliver(message: OutboundMessage): Promise<Delivered>
  /**
   * Changes a message that went out, or takes it back. Safe to repeat with the same `key`. Absent where what was sent
   * cannot be changed: a correction then goes out as a message of its own.
   * @throws ChannelRefused, ChannelUnreachable as {@link Channel.deliver}
   */
  revise?(revision: OutboundRevision): Promise<void>
  /**
   * Shows agents a ticket, or what happened to it, at a desk. Safe to repeat with the same `key`. Absent where agents
   * cannot work in the channel.
   * @throws ChannelRefused, ChannelUnreachable as {@link Channel.deliver}
   */
  announce?(message: DeskMessage): Promise<Delivered>
  /**
   * Fetches a file that came with a message. Absent where files are uploaded ({@link ChannelHost.upload}).
   * A body that ends early has to throw.
   * @param reference as it was handed over
   * @throws ChannelRefused when the platform said no; `permanent` when it is gone for good
   * @throws ChannelUnreachable when it was not reached
   */
  fetchAttachment?(reference: Json, workspace: string): Promise<AsyncIterable<Uint8Array>>
}

/** The platform was reached and said no. */
export class ChannelRefused extends Error {
  /** The platform's own code for it. */
  readonly code: string
  /** Seconds the platform asks us to wait; null when it names none. */
  readonly retryAfterSeconds: number | null
  /** True when trying again cannot help: the chat is gone, the token was revoked. */
  readonly permanent: boolean
  constructor(code: string, text: string, options: { retryAfterSeconds?: number; permanent?: boolean } = {}) {
    super(text)
    this.name = 'ChannelRefused'
    this.code = code
    this.retryAfterSeconds = options.retryAfterSeconds ?? null
    this.permanent = options.permanent ?? false
  }
}

/** The platform was not reached: network, time-out. Trying again may help. */
export class ChannelUnreachable extends Error {
  constructor(text: string, options?: ErrorOptions) {
    super(text, options)
    this.name = 'ChannelUnreachable'
  }
}
