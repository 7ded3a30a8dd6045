import type { ConversationPlace, MessageName, MessagePlace } from '../ports.ts'
import type { Transaction } from '../transaction.ts'

/** A message as it was before something happened to it. */
export interface MessageBefore {
  id: string
  conversationId: string
  sender: 'requester' | 'bot' | 'agent'
  authorId: string | null
  text: string
  isDeleted: boolean
  /** True when the requester has written nothing since. */
  isNewest: boolean
  /** The article it shows, null when none. */
  articleId: string | null
}

/**
 * The message a channel means by a name, at a place; null when there is none. A name is the id of the event that
 * brought it, what the platform calls it, or our own id. Uses conversation_place and message_external.
 */
export async function findMessage(
  tx: Transaction,
  place: ConversationPlace,
  name: MessageName,
): Promise<MessageBefore | null> {
  const [row] = await tx.query(
    `select m.id, m.conversation_id as "conversationId", m.sender, m.author_id as "authorId", m.text,
            m.deleted_at is not null as "isDeleted", m.article->>'id' as "articleId",
            not exists (select 1 from message later where later.conversation_id = m.conversation_id
                          and later.sender = 'requester' and later.position > m.position) as "isNewest"
       from conversation c join message m on m.conversation_id = c.id
      where c.channel = $1 and c.workspace = $2 and c.key = $3
        and (m.external_id = $4 or m.delivered_as = $4 or m.id::text = $4)
      order by c.created_at desc limit 1`,
    [place.channel, place.workspace, place.conversationKey, name],
  )
  return row ?? null
}

/** A message by our own id, with what its channel calls it; null when there is none. */
export async function findOwnMessage(
  tx: Transaction,
  id: string,
): Promise<
  (Pick<MessageBefore, 'id' | 'conversationId' | 'sender' | 'authorId' | 'text' | 'isDeleted'> & Name) | null
> {
  const [row] = await tx.query(
    `select id, conversation_id as "conversationId", sender, author_id as "authorId", author_name as "authorName", text,
            deleted_at is not null as "isDeleted", delivered_as as "deliveredAs", actions <> '[]' as "hasActions" from message where id = $1`,
    [id],
  )
  return row ?? null
}

interface Name {
  authorName: string | null
  deliveredAs: string | null
  /** True when it offers buttons, which a change would take away. */
  hasActions: boolean
}

/**
 * Where the message is that a platform means by a name, one still waiting in the inbox included; null when there is
 * none. Uses message_named, message_delivered and inbox_event.
 */
export async function placeOfMessage(
  tx: Transaction,
  { channel, workspace }: { channel: string; workspace: string },
  name: MessageName,
): Promise<MessagePlace | null> {
  const [row] = await tx.query(
    `(select c.key as "conversationKey", c.address from message m join conversation c on c.id = m.conversation_id
       where (m.external_id = $3 or m.delivered_as = $3) and c.channel = $1 and c.workspace = $2
       order by c.created_at desc limit 1)
     union all
     (select payload->>'conversationKey', payload->'address' from inbox
       where channel = $1 and workspace = $2 and external_id = $3 and state = 'waiting' and payload ? 'conversationKey')
     limit 1`,
    [channel, workspace, name],
  )
  return row ?? null
}

/** Keeps what a message said, and says something else; empty and marked when it is taken back. */
export async function saveRevision(
  tx: Transaction,
  messageId: string,
  change: { text: string; isDeleted: boolean },
  at: Date,
): Promise<void> {
  await tx.query(
    'insert into message_revision (message_id, text, replaced_at) select id, text, $2 from message where id = $1',
    [messageId, at],
  )
  await tx.query(
    `update message set text = $2, edited_at = case when $3 then edited_at else $4 end, deleted_at = case when $3 then $4 end where id = $1`,
    [messageId, change.text, change.isDeleted, at],
  )
}

/** Puts an emoji to a message in somebody's name, or takes it away. False when it was so before. */
export async function saveReaction(
  tx: Transaction,
  messageId: string,
  personId: string,
  { emoji, isAdded }: { emoji: string; isAdded: boolean },
  at: Date,
): Promise<boolean> {
  if (!isAdded) {
    const [, count] = (await tx.query(
      'delete from message_reaction where message_id = $1 and person_id = $2 and emoji = $3',
      [messageId, personId, emoji],
    )) as [unknown, number]
    return count > 0
  }
  const rows = await tx.query(
    'insert into message_reaction (message_id, person_id, emoji, at) values ($1, $2, $3, $4) on conflict do nothing returning emoji',
    [messageId, personId, emoji, at],
  )
  return rows.length > 0
}
