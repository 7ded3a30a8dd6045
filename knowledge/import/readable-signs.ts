/** One kind of line end, and no signs that nobody can see or no database can hold. */
export function readableSigns(text: string): string {
  return text
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/\p{Surrogate}/gu, '\uFFFD')
    .replace(/[^\P{Cc}\t\n]|[\uFDD0-\uFDEF\uFFFE\uFFFF]/gu, '')
}
