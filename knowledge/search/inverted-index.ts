/** One thing a question asks for: words for it, of which a text needs only one, with weights above 0, the own word first. */
export type Concept = { term: string; weight: number }[]

/** What a unit is: a whole article, a passage of one, or a phrasing (the title counts as one). */
export type UnitKind = 'page' | 'passage' | 'phrasing'

/** One searchable text. */
export interface Unit {
  kind: UnitKind
  article: number
  /** Which passage of its article it is; -1 for others. */
  passage: number
  /** How many terms it has: a whole number, so that adding and removing leaves no trace. */
  length: number
  /** Terms it holds with their weighted counts. */
  terms: Map<string, number>
}

/** How an article scores for a question. Scores are shares of what a perfect unit would get, about 0 to 1. */
export interface ArticleScore {
  article: number
  page: number
  passage: number
  phrasing: number
  /** Sum of the best three phrasings. */
  neighbours: number
  /** Which passage matched best, -1 when none did. */
  bestPassage: number
  /** Share of the question's weight that the best unit holds, 0 to 1. */
  coverage: number
}

interface Posting {
  units: Int32Array
  weights: Float32Array
  size: number
  /** How many of its units are still there: the document frequency, by kind. */
  alive: Record<UnitKind, number>
}

/**
 * BM25 (Robertson and Zaragoza 2009, sections 3.4 and 3.5): `saturation` is k1, 0.5 to 2 is sensible; `shortness` is b,
 * 0 (length does not matter) to 1. Phrasings are short anyway.
 */
const shapes: Record<UnitKind, { saturation: number; shortness: number }> = {
  page: { saturation: 1.2, shortness: 0.75 },
  passage: { saturation: 1.2, shortness: 0.5 },
  phrasing: { saturation: 0.5, shortness: 0.6 },
}

/** What a second word for the same concept adds, as a share of its gain: texts about a thing use several words for it. */
const furtherWords = 0.35

/** {@link shapes} with the average length worked in: the denominator of BM25 is count + flat + steep * length. */
interface Shape {
  saturation: number
  flat: number
  steep: number
}

const kinds = ['page', 'passage', 'phrasing'] as const

/** An inverted index over units that can be added and removed one by one. */
export class InvertedIndex {
  private readonly postings = new Map<string, Posting>()
  private readonly units: (Unit | null)[] = []
  private readonly totals: Record<UnitKind, { count: number; length: number }> = {
    page: { count: 0, length: 0 },
    passage: { count: 0, length: 0 },
    phrasing: { count: 0, length: 0 },
  }
  /** Scratch, one number per unit, all zero between questions. */
  private scores = new Float32Array(1024)
  private covered = new Float32Array(1024)
  /** The best gain for the concept at hand, and the share of the concept that it stands for. */
  private gains = new Float32Array(1024)
  private shares = new Float32Array(1024)

  /** @returns the number to remove it by */
  add(unit: Unit): number {
    const id = this.units.length
    this.units.push(unit)
    if (id >= this.scores.length) {
      this.scores = new Float32Array(this.scores.length * 2)
      this.covered = new Float32Array(this.scores.length)
      this.gains = new Float32Array(this.scores.length)
      this.shares = new Float32Array(this.scores.length)
    }
    const total = this.totals[unit.kind]
    total.count++
    total.length += unit.length
    for (const [term, weight] of unit.terms) {
      let posting = this.postings.get(term)
      if (!posting) {
        posting = {
          units: new Int32Array(2),
          weights: new Float32Array(2),
          size: 0,
          alive: { page: 0, passage: 0, phrasing: 0 },
        }
        this.postings.set(term, posting)
      }
      if (posting.size === posting.units.length) this.resize(posting, posting.size * 2)
      posting.units[posting.size] = id
      posting.weights[posting.size++] = weight
      posting.alive[unit.kind]++
    }
    return id
  }

  remove(id: number): void {
    const unit = this.units[id]
    if (!unit) return
    this.units[id] = null
    const total = this.totals[unit.kind]
    total.count--
    total.length -= unit.length
    for (const term of unit.terms.keys()) {
      const posting = this.postings.get(term)
      if (!posting) continue
      posting.alive[unit.kind]--
      const alive = aliveIn(posting)
      if (alive === 0) this.postings.delete(term)
      else if (posting.size > 2 * alive + 8) this.sweep(posting)
    }
  }

  /** Whether any unit holds a term. */
  has(term: string): boolean {
    return this.postings.has(term)
  }

  /** All terms with how many units hold each. */
  *terms(): Generator<[string, number]> {
    for (const [term, posting] of this.postings) yield [term, aliveIn(posting)]
  }

  /** Inverse document frequency (Robertson and Spärck Jones, kept positive as in Lucene) among units of a kind. */
  rarity(term: string, kind: UnitKind = this.commonKind()): number {
    const held = this.postings.get(term)?.alive[kind] ?? 0
    return Math.log(1 + (this.totals[kind].count - held + 0.5) / (held + 0.5))
  }

  /** How rare a term is where most text is: passages, or phrasings in a base without prose. */
  private commonKind(): UnitKind {
    return this.totals.passage.count > this.totals.phrasing.count ? 'passage' : 'phrasing'
  }

  /** Scores of all articles that hold a word for a concept of the question. */
  score(question: readonly Concept[]): ArticleScore[] {
    const perfect: Record<UnitKind, number> = { page: 0, passage: 0, phrasing: 0 }
    const touched: number[] = []
    const { scores, covered, units } = this
    const shape = this.shapesNow()
    let common = 0
    for (const concept of question) {
      const own = { page: 0, passage: 0, phrasing: 0 }
      for (const kind of kinds) {
        own[kind] = concept[0]!.weight * this.rarity(concept[0]!.term, kind)
        perfect[kind] += own[kind] * (shape[kind].saturation + 1)
      }
      const general = concept[0]!.weight * this.rarity(concept[0]!.term)
      common += general
      const conceptTouched = this.gather(concept, shape)
      for (const id of conceptTouched) {
        if (scores[id] === 0) touched.push(id)
        scores[id] = scores[id]! + this.gains[id]!
        covered[id] = covered[id]! + general * this.shares[id]!
        this.gains[id] = 0
      }
    }
    const articles = new Map<number, ArticleScore>()
    const best = new Map<number, [number, number, number]>()
    for (const id of touched) {
      const unit = units[id]!
      const score = scores[id]! / perfect[unit.kind]
      let article = articles.get(unit.article)
      if (!article) {
        article = {
          article: unit.article,
          page: 0,
          passage: 0,
          phrasing: 0,
          neighbours: 0,
          bestPassage: -1,
          coverage: 0,
        }
        articles.set(unit.article, article)
      }
      if (unit.kind === 'page') article.page = score
      else {
        article.coverage = Math.max(article.coverage, covered[id]! / common)
        if (unit.kind === 'passage') {
          if (score > article.passage) {
            article.passage = score
            article.bestPassage = unit.passage
          }
        } else {
          article.phrasing = Math.max(article.phrasing, score)
          keepThree(best, unit.article, score)
        }
      }
      scores[id] = 0
      covered[id] = 0
    }
    for (const [article, [first, second, third]] of best) articles.get(article)!.neighbours = first + second + third
    return [...articles.values()]
  }

  /** Fills `gains` and `shares` for a concept. @returns the units in which they are not zero */
  private gather(concept: Concept, shape: Record<UnitKind, Shape>): number[] {
    const touched: number[] = []
    const { gains, shares, units } = this
    for (const { term, weight } of concept) {
      const posting = this.postings.get(term)
      if (!posting) continue
      const rarities = {
        page: weight * this.rarity(term, 'page'),
        passage: weight * this.rarity(term, 'passage'),
        phrasing: weight * this.rarity(term, 'phrasing'),
      }
      for (let at = 0; at < posting.size; at++) {
        const id = posting.units[at]!
        const unit = units[id]
        if (!unit) continue
        const count = posting.weights[at]!
        const { saturation, flat, steep } = shape[unit.kind]
        const gain = (rarities[unit.kind] * count * (saturation + 1)) / (count + flat + steep * unit.length)
        const before = gains[id]!
        if (before === 0) touched.push(id)
        gains[id] = gain > before ? gain + furtherWords * before : before + furtherWords * gain
        if (gain > before) shares[id] = Math.max(weight, before > 0 ? shares[id]! : 0)
      }
    }
    return touched
  }

  private shapesNow(): Record<UnitKind, Shape> {
    const now = (kind: UnitKind): Shape => {
      const { saturation, shortness } = shapes[kind]
      const average = Math.max(1, this.totals[kind].length / Math.max(1, this.totals[kind].count))
      return { saturation, flat: saturation * (1 - shortness), steep: (saturation * shortness) / average }
    }
    return { page: now('page'), passage: now('passage'), phrasing: now('phrasing') }
  }

  private sweep(posting: Posting): void {
    let kept = 0
    for (let at = 0; at < posting.size; at++) {
      if (!this.units[posting.units[at]!]) continue
      posting.units[kept] = posting.units[at]!
      posting.weights[kept++] = posting.weights[at]!
    }
    posting.size = kept
    this.resize(posting, Math.max(2, kept))
  }

  private resize(posting: Posting, capacity: number): void {
    const units = new Int32Array(capacity)
    const weights = new Float32Array(capacity)
    units.set(posting.units.subarray(0, posting.size))
    weights.set(posting.weights.subarray(0, posting.size))
    posting.units = units
    posting.weights = weights
  }
}

function aliveIn({ alive }: Posting): number {
  return alive.page + alive.passage + alive.phrasing
}

function keepThree(best: Map<number, [number, number, number]>, article: number, score: number): void {
  const three = best.get(article)
  if (!three) best.set(article, [score, 0, 0])
  else if (score > three[0]) best.set(article, [score, three[0], three[1]])
  else if (score > three[1]) best.set(article, [three[0], score, three[1]])
  else if (score > three[2]) three[2] = score
}
