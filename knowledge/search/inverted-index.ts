/** One searchable text: a passage or a phrasing of an article. */
export interface Unit {
  article: number
  /** Which passage of its article it is; -1 for a phrasing. */
  passage: number
  /** Weighted count of terms. */
  length: number
  /** Terms it holds with their weighted counts. */
  terms: Map<string, number>
}

/** How units score for a question: by article, with the best unit of each kind. */
export interface ArticleScore {
  article: number
  /** Best passage and phrasing scores, 0 when none matched. */
  passage: number
  phrasing: number
  /** Which passage matched best, -1 when none did. */
  bestPassage: number
  /** Share of the question's weight that the best unit covers, 0 to 1. */
  coverage: number
}

/** BM25's saturation and length normalization (Robertson and Zaragoza 2009, section 3.5): usual 1.2 and 0.75; 0 to 3 and 0 to 1. */
const saturation = 1.2
const lengthWeight = { passage: 0.6, phrasing: 0.3 }

/** An inverted index over units that can be added and removed one by one. */
export class InvertedIndex {
  private readonly units = new Map<number, Unit>()
  private readonly postings = new Map<string, Map<number, number>>()
  private readonly kinds = { passage: { count: 0, length: 0 }, phrasing: { count: 0, length: 0 } }
  private nextUnit = 0

  /** @returns the number to remove it by */
  add(unit: Unit): number {
    const id = this.nextUnit++
    this.units.set(id, unit)
    const kind = this.kinds[kindOf(unit)]
    kind.count++
    kind.length += unit.length
    for (const [term, weight] of unit.terms) {
      const posting = this.postings.get(term)
      if (posting) posting.set(id, weight)
      else this.postings.set(term, new Map([[id, weight]]))
    }
    return id
  }

  remove(id: number): void {
    const unit = this.units.get(id)
    if (!unit) return
    this.units.delete(id)
    const kind = this.kinds[kindOf(unit)]
    kind.count--
    kind.length -= unit.length
    for (const term of unit.terms.keys()) {
      const posting = this.postings.get(term)
      posting?.delete(id)
      if (posting?.size === 0) this.postings.delete(term)
    }
  }

  has(term: string): boolean {
    return this.postings.has(term)
  }

  /** Inverse document frequency of a term among all units (Robertson and Spärck Jones, kept positive as in Lucene). */
  rarity(term: string): number {
    const count = this.postings.get(term)?.size ?? 0
    return Math.log(1 + (this.units.size - count + 0.5) / (count + 0.5))
  }

  /** Scores of all articles that hold a term of the question. @param question terms with their weights */
  score(question: Map<string, number>): ArticleScore[] {
    const total = [...question].reduce((sum, [term, weight]) => sum + weight * this.rarity(term), 0)
    const scores = new Map<number, { score: number; covered: number }>()
    for (const [term, weight] of question) {
      const posting = this.postings.get(term)
      if (!posting) continue
      const rarity = weight * this.rarity(term)
      for (const [id, count] of posting) {
        const unit = this.units.get(id)
        if (!unit) continue
        const kind = kindOf(unit)
        const { count: number, length } = this.kinds[kind]
        const b = lengthWeight[kind]
        const norm = 1 - b + (b * unit.length * number) / Math.max(length, 1)
        const gain = (rarity * count * (saturation + 1)) / (count + saturation * norm)
        const entry = scores.get(id)
        if (entry) {
          entry.score += gain
          entry.covered += rarity
        } else scores.set(id, { score: gain, covered: rarity })
      }
    }
    return this.byArticle(scores, Math.max(total, 1e-9))
  }

  private byArticle(scores: Map<number, { score: number; covered: number }>, total: number): ArticleScore[] {
    const articles = new Map<number, ArticleScore>()
    for (const [id, { score, covered }] of scores) {
      const unit = this.units.get(id)
      if (!unit) continue
      let article = articles.get(unit.article)
      if (!article) {
        article = { article: unit.article, passage: 0, phrasing: 0, bestPassage: -1, coverage: 0 }
        articles.set(unit.article, article)
      }
      article.coverage = Math.max(article.coverage, covered / total)
      if (unit.passage < 0) article.phrasing = Math.max(article.phrasing, score)
      else if (score > article.passage) {
        article.passage = score
        article.bestPassage = unit.passage
      }
    }
    return [...articles.values()]
  }
}

function kindOf(unit: Unit): 'passage' | 'phrasing' {
  return unit.passage < 0 ? 'phrasing' : 'passage'
}
