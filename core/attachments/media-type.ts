import { fileTypeFromBuffer } from 'file-type'
import { unknownType } from './attachment.ts'

/** Bytes looked at to tell text from the rest. */
const looked = 64 * 1024

/**
 * The kind of a file by its bytes. Names and what a sender claims are not asked: a page named `photo.png` is text.
 * @returns a media type; `text/plain` for whatever is valid UTF-8 and has no mark of its own, HTML and SVG included
 */
export async function mediaTypeOf(bytes: Uint8Array): Promise<string> {
  const found = await fileTypeFromBuffer(bytes)
  // XML by its first line may be a drawing that acts, or a page.
  if (found && !/xml|html|svg/.test(found.mime)) return found.mime
  return isText(bytes) ? 'text/plain' : unknownType
}

function isText(bytes: Uint8Array): boolean {
  const head = bytes.subarray(0, looked)
  if (head.includes(0)) return false
  try {
    // `stream`: a character cut in two by the end of the head is no fault.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true })
    return true
  } catch (error) {
    if (error instanceof TypeError) return false
    throw error
  }
}
