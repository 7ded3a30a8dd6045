/** Media type of a file whose kind is not known, or not here yet. */
export const unknownType = 'application/octet-stream'

/** How many bytes a file may have unless the configuration says otherwise. */
export const usualLimitBytes = 25 * 1024 * 1024

/** The longest name kept, in characters. */
const nameLimit = 150

/** What only pretends to be a name: control characters, and those that hide themselves or turn the direction of writing. */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu

/**
 * A name of a file that is safe to show and to save under: the last part of a path, without hidden characters, so that
 * `photo_\u202egnp.exe` is shown as what it is. A long one keeps its ending.
 * @returns 1 to 150 characters
 */
export function cleanName(name: string): string {
  const last =
    name
      .normalize('NFC')
      .replaceAll('\\', '/')
      .split('/')
      .findLast((part) => part.trim() !== '') ?? ''
  const plain = last
    .replace(hidden, '')
    .replace(/[<>:"|?*]/g, '_')
    .replace(/\s+/gu, ' ')
    .replace(/^[\s.]+|[\s.]+$/gu, '')
  if (plain === '') return 'file'
  const characters = [...plain]
  if (characters.length <= nameLimit) return plain
  const ending = [...(/\.[\p{L}\p{N}]{1,10}$/u.exec(plain)?.[0] ?? '')]
  return [...characters.slice(0, nameLimit - ending.length), ...ending].join('')
}

/** Kinds that a browser only ever draws; everything else is offered for saving. SVG and HTML can act, so they are not here. */
const drawn = ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/avif', 'image/bmp']

/** Whether a file may be shown in a page. @param mediaType as found out from its bytes */
export function isDrawn(mediaType: string): boolean {
  return drawn.includes(mediaType)
}

/**
 * How a browser is to treat a file of a stranger: it draws pictures of the plain kinds and saves everything else, and
 * whatever it makes of the bytes can neither run nor load anything.
 * @param mediaType as found out from its bytes
 */
export function treatmentOf(mediaType: string): { disposition: 'inline' | 'attachment'; contentType: string } {
  return {
    disposition: isDrawn(mediaType) ? 'inline' : 'attachment',
    contentType: mediaType === 'text/plain' ? 'text/plain; charset=utf-8' : mediaType,
  }
}

/** Why a file could not be had. */
export type Fault = 'too_large' | 'empty' | 'wrong_length' | 'refused' | 'unreachable'
