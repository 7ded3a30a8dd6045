import Fuse from 'fuse.js'

/** How many texts of an article are compared, its title first: each costs time in every comparison. */
const textsCompared = 5
/** How many texts are compared in all; a base with more has a word for almost everything. */
const mostTexts = 2_000
/** The longest text that is compared, in UTF-16 units; fuse.js takes 32 at once. */
const longest = 32
/** From this closeness on, 0 to 1, a text is taken for the one that was meant. */
const close = 0.72

/**
 * Titles and phrasings by their letters: finds the one behind a few letters that hold no word of any article, such as
 * words written together. Spelling repair comes first and is far quicker; this is for what it cannot mend.
 */
export class TypingErrors {
  private readonly texts = new Map<string, string[]>()
  private fuse: Fuse<{ id: string; text: string }> | null = null

  put(id: string, texts: string[]): void {
    this.texts.set(id, texts.slice(0, textsCompared))
    this.fuse = null
  }

  remove(id: string): void {
    this.texts.delete(id)
    this.fuse = null
  }

  /** Ids of the articles whose title or phrasing is nearly the text, best first; at most three. */
  find(text: string): string[] {
    const letters = text.trim()
    if (letters.length < 6 || letters.length > longest || this.texts.size === 0) return []
    this.fuse ??= new Fuse(this.compared(), {
      keys: ['text'],
      includeScore: true,
      threshold: 1 - close,
      ignoreLocation: true,
    })
    const found = this.fuse.search(letters, { limit: 12 }).map(({ item }) => item.id)
    return [...new Set(found)].slice(0, 3)
  }

  /** The texts of the articles put first, at most {@link mostTexts}; the others are not even counted. */
  private compared(): { id: string; text: string }[] {
    const compared: { id: string; text: string }[] = []
    for (const [id, texts] of this.texts)
      for (const text of texts) {
        if (compared.length === mostTexts) return compared
        compared.push({ id, text })
      }
    return compared
  }
}
