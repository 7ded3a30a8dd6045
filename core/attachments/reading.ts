import type { AttachmentContent, ConversationPlace } from '../ports.ts'
import type { Transact, Transaction } from '../transaction.ts'
import { type Attachment, conversationOfFile, findAttachment, readBytes } from './store.ts'
import { ownerOf } from './taking.ts'

/** The content of a stored file, null when there is none or its bytes are not here. */
export async function readFile(transact: Transact, id: string): Promise<AttachmentContent | null> {
  const file = await transact((tx) => findAttachment(tx, id))
  return file ? contentOf(transact, file) : null
}

/** The content of a file, null when its bytes are not here. */
export function contentOf(transact: Transact, file: Attachment): AttachmentContent | null {
  const { id, name, mediaType, size, state } = file
  if (state !== 'stored' || size === null) return null
  return { name, mediaType, size, read: () => readBytes(transact, id, size) }
}

/** A file of a message at a place, or one its sender has uploaded and not sent yet; null for any other. A file of a note among agents is never one. */
export async function findFileAt(
  tx: Transaction,
  place: ConversationPlace,
  sender: string,
  id: string,
): Promise<Attachment | null> {
  const file = await findAttachment(tx, id)
  if (!file || file.entryId !== null) return null
  if (file.messageId === null) return file.owner === ownerOf(place, sender) ? file : null
  const at = await conversationOfFile(tx, id)
  const isHere = at?.channel === place.channel && at.workspace === place.workspace && at.key === place.conversationKey
  return isHere ? file : null
}
