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

/** A button of a message. `value` is the article of `choose`. */
export type ActionName = 'solved' | 'not_helpful' | 'person' | 'choose'
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
  ({ kind: 'message'; text: string } | { kind: 'action'; action: ActionName; value: string | null })

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
  language: Language
}

export interface Delivered {
  externalMessageId: string | null
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

/** Names one conversation as a channel knows it. */
export interface ConversationPlace {
  channel: ChannelName
  workspace: string
  conversationKey: string
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
