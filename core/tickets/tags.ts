import { notifyChange } from '../delivery/store.ts'
import { DomainError } from '../errors.ts'
import type { Transaction } from '../transaction.ts'
import { record, saveTags } from './store.ts'
import type { Actor } from './timeline.ts'
import { lockForWork } from './work.ts'

/** More tags than this on one ticket tell nothing. */
const mostTags = 50

/**
 * A tag as it is kept: in lower case, one space between words.
 * @throws DomainError tag_wrong when it is no 1 to 50 letters, digits, spaces or signs of `_ . / : + # -`
 */
export function tidyTag(tag: string): string {
  const tidy = tag.normalize('NFC').trim().toLowerCase().replace(/\s+/g, ' ')
  if (!/^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N} _./:+#-]{0,49}$/u.test(tidy))
    throw new DomainError('tag_wrong', { tag: tag.slice(0, 60) })
  return tidy
}

/**
 * Adds and takes away tags; what is there or not there already changes nothing.
 * @throws DomainError ticket_not_found, ticket_changed, tag_wrong, tags_too_many
 */
export async function changeTags(
  tx: Transaction,
  number: number,
  actor: Actor,
  change: { add: readonly string[]; remove: readonly string[] },
  seen: number | undefined,
  now: Date,
): Promise<void> {
  const { ticket } = await lockForWork(tx, number, seen)
  const gone = change.remove.map((tag) => tag.trim().toLowerCase())
  const kept = ticket.tags.filter((tag) => !gone.includes(tag))
  const tags = [...new Set([...kept, ...change.add.map(tidyTag)])].sort()
  if (tags.length > mostTags) throw new DomainError('tags_too_many', { number, most: mostTags })
  const added = tags.filter((tag) => !ticket.tags.includes(tag))
  const removed = ticket.tags.filter((tag) => !tags.includes(tag))
  if (added.length + removed.length === 0) return
  await saveTags(tx, number, tags, now)
  await record(tx, number, actor, { kind: 'tags_changed', data: { added, removed, tags } }, now)
  await notifyChange(tx, { ticket: number })
}
