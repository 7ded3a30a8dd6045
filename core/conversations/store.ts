import { filesWhere } from '../attachments/store.ts'
import { DomainError } from '../errors.ts'
import type {
  Action,
  ArticleShown,
  ConversationListed,
  ConversationPlace,
  Json,
  Language,
  Transcript,
  TranscriptMessage,
} from '../ports.ts'
import type { Transaction } from '../transaction.ts'
import type { ConversationState, Memory, Phase } from './transition.ts'

/** A conversation as the engine holds it while it is locked. */
export interface Conversation {
  id: string
  channel: string
  workspace: string
  key: string
  address: Json
  requesterId: string
  language: Language
  state: ConversationState
}

interface Row extends Omit<Conversation, 'state'> {
  phase: Phase
  memory: Memory
}
const columns = `id, channel, workspace, key, address, requester_id as "requesterId", language, state as phase, memory`

const conversationOf = ({ phase, memory, ...rest }: Row): Conversation => ({ ...rest, state: { phase, memory } })

/** The live conversation at a place, locked until the transaction ends; null when there is none. Uses conversation_live. */
export async function lockLive(tx: Transaction, place: ConversationPlace): Promise<Conversation | null> {
  const [row] = await tx.query(
    `select ${columns} from conversation where channel = $1 and workspace = $2 and key = $3 and state <> 'closed' for update`,
    [place.channel, place.workspace, place.conversationKey],
  )
  return row ? conversationOf(row) : null
}

/** A conversation, locked until the transaction ends. @throws DomainError conversation_not_found */
export async function lockConversation(tx: Transaction, id: string): Promise<Conversation> {
  const [row] = await tx.query(`select ${columns} from conversation where id = $1 for update`, [id])
  if (!row) throw new DomainError('conversation_not_found')
  return conversationOf(row)
}

/** Several conversations, locked; always in the order of their ids, so that two who want the same never wait for each other. */
export async function lockConversations(tx: Transaction, ids: readonly string[]): Promise<Conversation[]> {
  const locked = new Map<string, Conversation>()
  for (const id of [...ids].sort()) locked.set(id, await lockConversation(tx, id))
  return ids.map((id) => locked.get(id) as Conversation)
}

/** Where a conversation takes place and where it stands. @throws DomainError conversation_not_found */
export async function getConversation(tx: Transaction, id: string): Promise<Conversation> {
  const [row] = await tx.query(`select ${columns} from conversation where id = $1`, [id])
  if (!row) throw new DomainError('conversation_not_found')
  return conversationOf(row)
}

export async function insertConversation(
  tx: Transaction,
  conversation: ConversationPlace & {
    address: Json
    requesterId: string
    language: Language
    state: ConversationState
  },
): Promise<Conversation> {
  const [row] = await tx.query(
    `insert into conversation (channel, workspace, key, address, requester_id, language, state, memory)
     values ($1, $2, $3, $4, $5, $6, $7, $8) returning ${columns}`,
    [
      conversation.channel,
      conversation.workspace,
      conversation.conversationKey,
      JSON.stringify(conversation.address),
      conversation.requesterId,
      conversation.language,
      conversation.state.phase,
      JSON.stringify(conversation.state.memory),
    ],
  )
  return conversationOf(row)
}

/** Stores where a conversation stands now. */
export async function saveState(
  tx: Transaction,
  id: string,
  state: ConversationState,
  language: Language,
): Promise<void> {
  await tx.query('update conversation set state = $2, memory = $3, language = $4, updated_at = now() where id = $1', [
    id,
    state.phase,
    JSON.stringify(state.memory),
    language,
  ])
}

export interface NewMessage {
  sender: 'requester' | 'bot' | 'agent'
  authorId: string | null
  authorName: string | null
  text: string
  article?: ArticleShown | null
  actions?: Action[]
  externalId?: string | null
  at?: Date
}

/** Adds a message at the end of a locked conversation. @returns its id */
export async function appendMessage(tx: Transaction, conversationId: string, message: NewMessage): Promise<string> {
  const [row] = await tx.query(
    `with place as (update conversation set message_count = message_count + 1, updated_at = now() where id = $1 returning message_count)
     insert into message (conversation_id, position, sender, author_id, author_name, text, article, actions, external_id, at)
     select $1, place.message_count, $2, $3, $4, $5, $6, $7, $8, coalesce($9, now()) from place returning id`,
    [
      conversationId,
      message.sender,
      message.authorId,
      message.authorName,
      message.text,
      message.article ? JSON.stringify(message.article) : null,
      JSON.stringify(message.actions ?? []),
      message.externalId ?? null,
      message.at ?? null,
    ],
  )
  return row.id
}

/** Everything the requester wrote and did not take back, in order, for routing. */
export async function requesterTexts(tx: Transaction, conversationId: string): Promise<string[]> {
  const rows = await tx.query(
    `select text from message where conversation_id = $1 and sender = 'requester' and deleted_at is null and text <> '' order by position`,
    [conversationId],
  )
  return rows.map((row: { text: string }) => row.text)
}

/** The newest conversation at a place, null when there is none. Uses conversation_place. */
export async function newestAt(tx: Transaction, place: ConversationPlace): Promise<string | null> {
  const [row] = await tx.query(
    `select id from conversation where channel = $1 and workspace = $2 and key = $3 order by created_at desc limit 1`,
    [place.channel, place.workspace, place.conversationKey],
  )
  return row?.id ?? null
}

/** The conversations of an account, last changed first. Uses identity_account and conversation_requester. */
export async function listOfAccount(
  tx: Transaction,
  place: { channel: string; workspace: string },
  externalId: string,
  limit: number,
): Promise<ConversationListed[]> {
  const rows: (Omit<ConversationListed, 'updatedAt'> & { updatedAt: Date })[] = await tx.query(
    `select c.key as "conversationKey", coalesce(k.subject, c.memory->>'question', '') as about, c.state,
            surviving_ticket(k.number)::int as ticket, c.updated_at as "updatedAt"
       from identity i join conversation c on c.requester_id = i.person_id and c.channel = i.channel and c.workspace = i.workspace
       left join ticket k on k.conversation_id = c.id
      where i.channel = $1 and i.workspace = $2 and i.external_id = $3
      order by c.updated_at desc limit $4`,
    [place.channel, place.workspace, externalId, limit],
  )
  return rows.map((row) => ({ ...row, updatedAt: row.updatedAt.toISOString() }))
}

/** A conversation with all its messages in order. @throws DomainError conversation_not_found */
export async function readTranscript(tx: Transaction, id: string): Promise<Transcript> {
  const [conversation] = await tx.query(
    `select c.id, c.state, c.channel, surviving_ticket(k.number) as ticket from conversation c left join ticket k on k.conversation_id = c.id where c.id = $1`,
    [id],
  )
  if (!conversation) throw new DomainError('conversation_not_found')
  const messages: (Omit<TranscriptMessage, 'at' | 'editedAt'> & { at: Date; editedAt: Date | null })[] = await tx.query(
    `select m.id, m.sender as "from", m.author_name as author, m.text, m.at, m.article, m.actions, m.edited_at as "editedAt",
            m.deleted_at is not null as "isDeleted", ${filesWhere('a.message_id = m.id')} as attachments,
            coalesce((select json_agg(json_build_object('emoji', r.emoji, 'by', p.name) order by r.at)
                        from message_reaction r join person p on p.id = r.person_id where r.message_id = m.id), '[]') as reactions
       from message m where m.conversation_id = $1 order by m.position`,
    [id],
  )
  return {
    ...conversation,
    ticket: conversation.ticket === null ? null : Number(conversation.ticket),
    messages: messages.map((message) => ({
      ...message,
      at: message.at.toISOString(),
      editedAt: message.editedAt?.toISOString() ?? null,
    })),
  }
}
