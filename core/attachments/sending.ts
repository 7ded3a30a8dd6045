import type { AttachmentSent } from '../ports.ts'
import { signLink } from './link.ts'
import type { Attachment } from './store.ts'

/** Where a file can be had by an agent who is signed in. */
export type AttachmentPage = (id: string) => string

/** A file as it goes out to a requester: with a link that works without signing in. @param until instant at which the link ends */
export function sentTo(file: Attachment, page: AttachmentPage, until: Date): AttachmentSent {
  const { id, name, mediaType, size, state } = file
  return { id, name, mediaType, size, state, url: `${page(id)}?${signLink(id, file.linkKey, until)}` }
}
