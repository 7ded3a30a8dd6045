import { insertFetch, notifyWork } from '../delivery/store.ts'
import { DomainError } from '../errors.ts'
import type { AttachmentOffered, AttachmentShown } from '../ports.ts'
import type { Transaction } from '../transaction.ts'
import { cleanName } from './attachment.ts'
import { mediaTypeOf } from './media-type.ts'
import { bindFiles, findAttachment, insertOffered, insertUploaded, lockUnsent } from './store.ts'

/** The most files of one message; more are left out. Discord and Slack allow ten, Teams as many. */
export const filesAllowed = 20

/** Files that come with a message, and in whose name. */
export interface FilesOffered {
  offered: AttachmentOffered[]
  /** Whose uploads they may be, see {@link ownerOf}. */
  owners: string[]
  /** Where those are fetched that are not stored yet. */
  from: { channel: string; workspace: string }
}

const nothing: FilesOffered = { offered: [], owners: [], from: { channel: '', workspace: '' } }

/** Names an account of a channel as the owner of what it uploads. @param sender empty: whoever speaks for all accounts there */
export function ownerOf(place: { channel: string; workspace: string }, sender: string): string {
  return JSON.stringify([place.channel, place.workspace, sender])
}

/**
 * Looks at a file before it is sent.
 * @param owner whoever may send it
 * @returns the way to store it
 * @throws DomainError attachment_empty, attachment_too_large
 */
export async function examine(file: { name: string; bytes: Uint8Array; owner: string }, limitBytes: number) {
  const name = cleanName(file.name)
  if (file.bytes.length === 0) throw new DomainError('attachment_empty', { name })
  if (file.bytes.length > limitBytes) throw tooLarge(name, limitBytes)
  const mediaType = await mediaTypeOf(file.bytes)
  return (tx: Transaction): Promise<AttachmentShown> => insertUploaded(tx, { ...file, name, mediaType })
}

/** The refusal of a file above the limit. */
export function tooLarge(name: string, limitBytes: number): DomainError {
  return new DomainError('attachment_too_large', { name: cleanName(name), limit: limitBytes / 1_048_576 })
}

/**
 * Takes files for a message or note that is about to be written; `bind` gives them to it. Those that are not here yet
 * are fetched once the transaction is committed. An upload that is not the owner's, or was sent before, is left out.
 */
export async function takeFiles(tx: Transaction, files: FilesOffered | null) {
  const taken: AttachmentShown[] = []
  const { offered: all, owners, from } = files ?? nothing
  for (const offered of all.slice(0, filesAllowed)) {
    if ('stored' in offered) {
      const file = await lockUnsent(tx, offered.stored, owners)
      if (file && taken.every(({ id }) => id !== file.id)) taken.push(file)
      continue
    }
    const file = await insertOffered(tx, from, { ...offered, name: cleanName(offered.name) })
    await insertFetch(tx, file.id)
    await notifyWork(tx, 'attachment_fetch')
    taken.push(file)
  }
  return {
    files: taken,
    /** What a line of a ticket's history keeps of them. */
    data: taken.length > 0 ? { attachments: taken.map(({ id, name }) => ({ id, name })) } : {},
    bind: (to: { messageId: string } | { entryId: string }) =>
      bindFiles(
        tx,
        taken.map(({ id }) => id),
        to,
      ),
  }
}

/** Checks that files can be sent by whoever wants to. @throws DomainError attachment_not_found */
export async function refuseUnsendable(tx: Transaction, ids: string[], owner: string): Promise<void> {
  for (const id of ids) if (!(await lockUnsent(tx, id, [owner]))) throw new DomainError('attachment_not_found')
}

/** Checks that files are somebody's, sent or not: a message that is sent again names them again. @throws DomainError attachment_not_found */
export async function refuseForeign(tx: Transaction, ids: string[], owner: string): Promise<void> {
  for (const id of ids)
    if ((await findAttachment(tx, id))?.owner !== owner) throw new DomainError('attachment_not_found')
}
