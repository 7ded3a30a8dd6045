import { createHash, randomBytes } from 'node:crypto'
import type { AttachmentOffered, AttachmentShown, Json } from '../ports.ts'
import type { Transaction } from '../transaction.ts'
import type { Fault } from './attachment.ts'

/** Bytes of one row: large enough that a file has few, small enough that reading one costs little memory. */
const chunkBytes = 256 * 1024

const shown = `json_build_object('id', a.id, 'name', a.name, 'mediaType', a.media_type, 'size', a.size, 'state', a.state)`

/**
 * The files of whatever `match` says of attachment `a`, as a JSON list in their order: a part of a select.
 * @param match for example `a.message_id = m.id`
 */
export function filesWhere(match: string): string {
  return `coalesce((select json_agg(${shown} order by a.position, a.created_at) from attachment a where ${match}), '[]')`
}

/** A file with what is needed to read it and to say who may. */
export interface Attachment extends AttachmentShown {
  fault: Fault | null
  /** Whoever uploaded it; null for one that was fetched. */
  owner: string | null
  messageId: string | null
  entryId: string | null
  /** Secret of its links. */
  linkKey: string
}

const columns = `a.id, a.name, a.media_type as "mediaType", a.size::float8 as size, a.state, a.fault, a.owner,
  a.message_id as "messageId", a.entry_id as "entryId", a.link_key as "linkKey"`

/** A file, null when there is none. */
export async function findAttachment(tx: Transaction, id: string): Promise<Attachment | null> {
  const [row] = await tx.query(`select ${columns} from attachment a where a.id = $1`, [id])
  return row ?? null
}

/** The files of a message, in its order. Uses attachment_message. */
export async function filesOfMessage(tx: Transaction, messageId: string): Promise<Attachment[]> {
  return tx.query(
    `select ${columns} from attachment a where a.message_id = $1 and a.message_id is not null order by a.position`,
    [messageId],
  )
}

/** The files of a note, in its order. Uses attachment_entry. */
export async function filesOfEntry(tx: Transaction, entryId: string): Promise<Attachment[]> {
  return tx.query(
    `select ${columns} from attachment a where a.entry_id = $1 and a.entry_id is not null order by a.position`,
    [entryId],
  )
}

/** Where a file of a message was sent, null for one of a note or of nothing yet. */
export async function conversationOfFile(
  tx: Transaction,
  id: string,
): Promise<{ channel: string; workspace: string; key: string } | null> {
  const [row] = await tx.query(
    `select c.channel, c.workspace, c.key
       from attachment a join message m on m.id = a.message_id join conversation c on c.id = m.conversation_id where a.id = $1`,
    [id],
  )
  return row ?? null
}

/** Stores a file that was uploaded. @param owner whoever may send it */
export async function insertUploaded(
  tx: Transaction,
  file: { name: string; mediaType: string; bytes: Uint8Array; owner: string },
): Promise<AttachmentShown> {
  const [row] = await tx.query(
    `insert into attachment as a (name, media_type, size, sha256, state, owner, link_key)
     values ($1, $2, $3, $4, 'stored', $5, $6) returning ${shown} as shown`,
    [file.name, file.mediaType, file.bytes.length, digestOf(file.bytes), file.owner, newLinkKey()],
  )
  await insertBytes(tx, row.shown.id, file.bytes)
  return row.shown
}

/** Notes a file that is to be fetched. */
export async function insertOffered(
  tx: Transaction,
  from: { channel: string; workspace: string },
  offered: Extract<AttachmentOffered, { reference: Json }>,
): Promise<AttachmentShown> {
  const [row] = await tx.query(
    `insert into attachment as a (name, state, channel, workspace, reference, offered_size, link_key)
     values ($1, 'waiting', $2, $3, $4, $5, $6) returning ${shown} as shown`,
    [offered.name, from.channel, from.workspace, JSON.stringify(offered.reference), offered.size, newLinkKey()],
  )
  return row.shown
}

/** Locks a file that its uploader wants to send; null when it is not theirs, or was sent before. */
export async function lockUnsent(tx: Transaction, id: string, owners: string[]): Promise<AttachmentShown | null> {
  const [row] = await tx.query(
    `select ${shown} as shown from attachment a
      where a.id = $1 and a.owner = any($2) and a.message_id is null and a.entry_id is null for update`,
    [id, owners],
  )
  return row?.shown ?? null
}

/** Gives files to a message, or to a note, in the order given. */
export async function bindFiles(
  tx: Transaction,
  ids: string[],
  to: { messageId: string } | { entryId: string },
): Promise<void> {
  if (ids.length === 0) return
  await tx.query(
    `update attachment a set ${'messageId' in to ? 'message_id' : 'entry_id'} = $2, position = o.position
       from unnest($1::uuid[]) with ordinality o (id, position) where a.id = o.id`,
    [ids, 'messageId' in to ? to.messageId : to.entryId],
  )
}

/** What is needed to fetch a file, null when it is not waiting any more. */
export async function findWaiting(
  tx: Transaction,
  id: string,
): Promise<{ name: string; channel: string; workspace: string; reference: Json; offeredSize: number | null } | null> {
  const [row] = await tx.query(
    `select name, channel, workspace, reference, offered_size::float8 as "offeredSize" from attachment where id = $1 and state = 'waiting'`,
    [id],
  )
  return row ?? null
}

/** Stores the bytes of a file that was fetched; nothing where nobody waits for it any more, as its message was deleted meanwhile. */
export async function saveFetched(
  tx: Transaction,
  id: string,
  file: { mediaType: string; bytes: Uint8Array },
): Promise<void> {
  const [rows] = (await tx.query(
    `update attachment set state = 'stored', media_type = $2, size = $3, sha256 = $4, reference = null
      where id = $1 and state = 'waiting' returning id`,
    [id, file.mediaType, file.bytes.length, digestOf(file.bytes)],
  )) as [unknown[], number]
  if (rows.length > 0) await insertBytes(tx, id, file.bytes)
}

/** Notes that a file will never be had. */
export async function saveMissing(tx: Transaction, id: string, fault: Fault): Promise<void> {
  await tx.query(`update attachment set state = 'missing', fault = $2, reference = null where id = $1`, [id, fault])
}

/** Forgets the files of a message: their bytes, and that there were any. Uses attachment_message. */
export async function deleteFilesOf(tx: Transaction, messageId: string): Promise<void> {
  await tx.query('delete from attachment where message_id = $1 and message_id is not null', [messageId])
}

/** Forgets files that were uploaded and never sent. Uses attachment_unsent. */
export async function deleteUnsent(tx: Transaction, olderThanHours: number): Promise<void> {
  await tx.query(
    `delete from attachment where message_id is null and entry_id is null and created_at < now() - make_interval(hours => $1)`,
    [olderThanHours],
  )
}

/** The pieces of a stored file one after another, in short reads of their own: a slow reader holds no transaction. */
export async function* readBytes(
  transact: <T>(work: (tx: Transaction) => Promise<T>) => Promise<T>,
  id: string,
  size: number,
): AsyncGenerator<Uint8Array> {
  const count = Math.ceil(size / chunkBytes)
  for (let position = 0; position < count; position++) {
    const [row] = await transact((tx) =>
      tx.query('select bytes from attachment_chunk where attachment_id = $1 and position = $2', [id, position]),
    )
    if (!row) throw new Error(`file ${id} ends after ${position} of ${count} pieces`)
    yield row.bytes
  }
}

async function insertBytes(tx: Transaction, id: string, bytes: Uint8Array): Promise<void> {
  for (let at = 0; at < bytes.length; at += chunkBytes)
    await tx.query('insert into attachment_chunk (attachment_id, position, bytes) values ($1, $2, $3)', [
      id,
      at / chunkBytes,
      Buffer.from(bytes.subarray(at, at + chunkBytes)),
    ])
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function newLinkKey(): string {
  return randomBytes(24).toString('base64url')
}
