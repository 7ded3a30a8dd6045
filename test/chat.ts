import type {
  AttachmentOffered,
  Channel,
  ChannelHost,
  DeskMessage,
  InboundEvent,
  Json,
  OutboundMessage,
  OutboundRevision,
} from '../core/ports.ts'

/** A chat platform of a few lines, in which requesters and agents meet and files have to be fetched. */
export interface Chat extends Channel {
  host: ChannelHost
  /** What requesters were shown, in order. */
  delivered: OutboundMessage[]
  /** What agents were shown. */
  announced: DeskMessage[]
  /** What was changed of it since. */
  revised: OutboundRevision[]
  /** Files the platform keeps: the bytes, or what it answers instead, one attempt after another. */
  files: Map<string, (Uint8Array | Error)[]>
  /** Hands over an event of a user and waits until it is dealt with. @returns its id */
  says(user: string, thread: string, what: { text: string; attachments?: AttachmentOffered[] }): Promise<string>
  does(user: string, thread: string, what: Happening): Promise<void>
  /** Resolves with the first delivered message, or line at a desk, that fits. */
  heard(fits: (message: OutboundMessage) => boolean): Promise<OutboundMessage>
  told(fits: (message: DeskMessage) => boolean): Promise<DeskMessage>
  changed(fits: (revision: OutboundRevision) => boolean): Promise<OutboundRevision>
}

type Happening = DistributiveOmit<InboundEvent, keyof Origin>
type Origin = Pick<
  InboundEvent,
  'channel' | 'workspace' | 'externalId' | 'conversationKey' | 'address' | 'sender' | 'at'
>
type DistributiveOmit<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never

/** A file of the chat, as it comes with a message. */
export function fileOf(name: string, size: number | null = null): AttachmentOffered {
  return { name, mediaType: 'image/png', size, reference: { name } }
}

export function createChat(): Chat {
  let count = 0
  const watchers = new Set<() => void>()
  const rouse = () => {
    for (const look of [...watchers]) look()
  }
  const first = <T>(all: T[], fits: (each: T) => boolean) =>
    new Promise<T>((resolve) => {
      const look = () => {
        const found = all.find(fits)
        if (found === undefined) return
        watchers.delete(look)
        resolve(found)
      }
      watchers.add(look)
      look()
    })
  const chat: Chat = {
    name: 'chat',
    host: null as unknown as ChannelHost,
    delivered: [],
    announced: [],
    revised: [],
    files: new Map(),
    async start(host) {
      chat.host = host
    },
    stop: async () => {},
    async deliver(message) {
      chat.delivered.push(message)
      rouse()
      return { externalMessageId: `sent-${chat.delivered.length}` }
    },
    async announce(message) {
      chat.announced.push(message)
      rouse()
      return { externalMessageId: message.kind === 'card' ? `card-${message.card.number}` : null }
    },
    async revise(revision) {
      chat.revised.push(revision)
      rouse()
    },
    async fetchAttachment(reference: Json) {
      const { name } = reference as { name: string }
      const answers = chat.files.get(name) ?? []
      const answer = answers.length > 1 ? answers.shift() : answers[0]
      if (!answer || answer instanceof Error) throw answer ?? new Error(`the chat has no file ${name}`)
      return (async function* () {
        yield answer
      })()
    },
    async says(user, thread, what) {
      const externalId = `event-${++count}`
      await chat.host.handle({ ...origin(user, thread), externalId, kind: 'message', ...what })
      return externalId
    },
    async does(user, thread, what) {
      await chat.host.handle({ ...origin(user, thread), externalId: `event-${++count}`, ...what } as InboundEvent)
    },
    heard: (fits) => first(chat.delivered, fits),
    told: (fits) => first(chat.announced, fits),
    changed: (fits) => first(chat.revised, fits),
  }
  return chat
}

function origin(user: string, thread: string): Omit<Origin, 'externalId'> {
  return {
    channel: 'chat',
    workspace: 'W',
    conversationKey: thread,
    address: { thread },
    sender: { externalId: user, name: user, email: `${user}@example.org`, emailVerified: true, language: 'en' },
    at: new Date().toISOString(),
  }
}
