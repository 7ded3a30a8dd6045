import { wordsOf } from './analyze.ts'

/** Which articles have a text, word for word, as their title or a phrasing; case, marks and spaces do not matter. */
export class WordForWord {
  private readonly articles = new Map<string, Set<string>>()

  add(id: string, words: readonly string[]): void {
    const whole = words.join(' ')
    this.articles.set(whole, (this.articles.get(whole) ?? new Set()).add(id))
  }

  remove(id: string, words: readonly string[]): void {
    const whole = words.join(' ')
    const articles = this.articles.get(whole)
    articles?.delete(id)
    if (articles?.size === 0) this.articles.delete(whole)
  }

  /** The one article a text belongs to; null when there is none, or several. */
  find(text: string): string | null {
    const found = this.articles.get(wordsOf(text).join(' '))
    return found?.size === 1 ? ([...found][0] ?? null) : null
  }
}
