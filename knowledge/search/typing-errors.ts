import Fuse from 'fuse.js'

/** Titles and phrasings, to find one behind typing errors. */
export class TypingErrors {
  private readonly entries = new Map<number, string[]>()
  private fuse: Fuse<{ article: number; text: string }> | null = null

  put(article: number, texts: string[]): void {
    this.entries.set(article, texts)
    this.fuse = null
  }

  remove(article: number): void {
    this.entries.delete(article)
    this.fuse = null
  }

  /**
   * Articles whose title or phrasing is nearly the text. Only short texts are looked at: fuse.js compares with every
   * entry, at most 32 characters at a time, and a long question is found by its other words.
   * @returns best first, closeness from 0 to 1
   */
  find(text: string, limit: number): { article: number; closeness: number }[] {
    const short = text.trim().slice(0, 60)
    if (short.length < 3 || this.entries.size === 0) return []
    this.fuse ??= new Fuse(
      [...this.entries].flatMap(([article, texts]) => texts.slice(0, 20).map((each) => ({ article, text: each }))),
      { keys: ['text'], includeScore: true, threshold: 0.4, ignoreLocation: true },
    )
    const found = new Map<number, number>()
    for (const { item, score = 1 } of this.fuse.search(short, { limit: limit * 3 }))
      found.set(item.article, Math.max(found.get(item.article) ?? 0, 1 - score))
    return [...found]
      .map(([article, closeness]) => ({ article, closeness }))
      .sort((a, b) => b.closeness - a.closeness)
      .slice(0, limit)
  }
}
