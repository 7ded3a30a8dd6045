import { furtherWords, gone, type KindTotal, kinds, rarityOf, type Shape, shapeOf, type UnitKind } from './bm25.ts'
import { type Contenders, contendersOf, type KindValues, rangeAround } from './contenders.ts'
import { Posting } from './posting.ts'

/** One thing a question asks for: words for it, of which a text needs only one, with weights above 0, the own word first. */
export type Concept = { term: string; weight: number }[]

/** One searchable text. */
export interface Unit {
  kind: UnitKind
  article: number
  /** Which passage of its article it is; -1 for others. */
  passage: number
  /** How many terms it has: a whole number, so that adding and removing leaves no trace. */
  length: number
  /** Terms it holds with their weighted counts. */
  terms: ReadonlyMap<string, number>
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

/** First and last unit of an article. */
type Range = readonly [number, number]

/** Related words say little where many units hold them, and cost much. */
const longPosting = 4_000
/** While the rest is more than this share of what was looked up, no article is above it. */
const worthLooking = 0.6
/** How much sums of 32-bit numbers may differ by the order of adding, as a share. */
const rounding = 1e-4

/**
 * An inverted index over units that can be added and removed one by one. The units of an article are added one right
 * after another. What a unit holds is kept in the postings only; who removes it says again what it held.
 */
export class InvertedIndex {
  private readonly postings = new Map<string, Posting>()
  private readonly totals: Record<UnitKind, KindTotal> = {
    page: { count: 0, length: 0 },
    passage: { count: 0, length: 0 },
    phrasing: { count: 0, length: 0 },
  }
  private size = 0
  kindAt = new Uint8Array(1024)
  articleAt = new Int32Array(1024)
  private passageAt = new Int32Array(1024)
  private lengthAt = new Int32Array(1024)
  /** Scratch, one number per unit, all zero between questions. */
  scores = new Float32Array(1024)
  private covered = new Float32Array(1024)
  /** The best gain for the concept at hand, and the share of the concept that it stands for. */
  private gains = new Float32Array(1024)
  private shares = new Float32Array(1024)
  /** How many postings were looked at since it was made: what a question costs, whatever the machine. */
  work = 0

  /** @returns the number to remove it by */
  add({ kind, article, passage, length, terms }: Unit): number {
    const id = this.size++
    if (id >= this.scores.length) this.grow()
    const number = kinds.indexOf(kind)
    this.kindAt[id] = number
    this.articleAt[id] = article
    this.passageAt[id] = passage
    this.lengthAt[id] = length
    this.totals[kind].count++
    this.totals[kind].length += length
    for (const [term, count] of terms) {
      let posting = this.postings.get(term)
      if (!posting) {
        posting = new Posting()
        this.postings.set(term, posting)
      }
      posting.append(id, count)
      posting.alive[number]!++
    }
    return id
  }

  /** Removes a unit. @param terms those it was added with */
  remove(id: number, terms: Iterable<string>): void {
    const number = this.kindAt[id]
    const kind = kinds[number ?? gone]
    if (number === undefined || kind === undefined || id >= this.size) return
    this.kindAt[id] = gone
    this.totals[kind].count--
    this.totals[kind].length -= this.lengthAt[id]!
    for (const term of terms) {
      const posting = this.postings.get(term)
      if (!posting) continue
      posting.alive[number]!--
      if (posting.living === 0) this.postings.delete(term)
      else posting.sweep((unit) => this.kindAt[unit] !== gone)
    }
  }

  /** Whether any unit holds a term. */
  has(term: string): boolean {
    return this.postings.has(term)
  }

  /** All terms with how many units hold each. */
  *terms(): Generator<[string, number]> {
    for (const [term, posting] of this.postings) yield [term, posting.living]
  }

  /** Inverse document frequency of a term among units of a kind. */
  rarity(term: string, kind: UnitKind = this.commonKind()): number {
    return rarityOf(this.postings.get(term)?.alive[kinds.indexOf(kind)] ?? 0, this.totals[kind].count)
  }

  /** How rare a term is where most text is: passages, or phrasings in a base without prose. */
  private commonKind(): UnitKind {
    return this.totals.passage.count > this.totals.phrasing.count ? 'passage' : 'phrasing'
  }

  /** Scores of all articles that hold a word for a concept of the question. */
  score(question: readonly Concept[]): ArticleScore[] {
    return this.scoreIn(question, null)
  }

  /**
   * Scores of at least the best articles, the same as {@link score} gives them, without looking at most of the others:
   * the concepts that tell most are looked up first, and once the rest cannot lift an article above the best ones, it
   * is dropped (MaxScore, Turtle and Flood 1995; one concept after another as in Strohman, Turtle and Croft 2005).
   * @param values what each part of a score counts, at least 0
   * @param most how many of the best are wanted
   * @param long a related word held by more units than this is looked for only in articles that other words found
   */
  best(question: readonly Concept[], values: KindValues, most: number, long = longPosting): ArticleScore[] {
    const shape = shapeOf(this.totals)
    const perfect = this.perfect(question, shape)
    const worth = [values.page, values.passage, values.phrasing + 3 * values.neighbours]
    const steps = question.map((concept) => this.plan(concept, shape, perfect, worth, long))
    let rest = steps.reduce((sum, { bound, later }) => sum + bound + later, 0)
    let done = 0
    let left = steps.reduce((sum, { size }) => sum + size, 0)
    const terms = question.reduce((sum, concept) => sum + concept.length, 0)
    const touched: number[] = []
    let found: Contenders = { units: [], areComplete: false }
    steps.sort((a, b) => b.bound - a.bound)
    for (const { main, bound, size } of steps) {
      if (main.length === 1) this.addTo(touched, main[0]!, shape)
      else
        for (const id of this.gather(main, shape, null)) {
          if (this.scores[id] === 0) touched.push(id)
          this.scores[id] = this.scores[id]! + this.gains[id]!
          this.gains[id] = 0
        }
      rest -= bound
      done += bound
      left -= size
      const isLast = left === 0
      if (!isLast && (rest >= worthLooking * done || left < touched.length)) continue
      found = contendersOf(touched, this, values, perfect, rest * (1 + rounding) + rounding, most, isLast)
      if (found.areComplete && found.units.length * terms * 4 <= left) break
    }
    for (const id of touched) this.scores[id] = 0
    // Too few articles hold anything but common related words.
    if (!found.areComplete && steps.some(({ isShort }) => isShort)) return this.score(question)
    return this.scoreIn(
      question,
      found.units.map((unit) => rangeAround(unit, this.articleAt, this.size)).sort((a, b) => a[0] - b[0]),
    )
  }

  /** What to look up of a concept at first, what at most it adds to an article's total, and what is left for later. */
  private plan(concept: Concept, shape: Shape, perfect: Float64Array, worth: readonly number[], long: number) {
    const main: Concept = []
    const best = [0, 0, 0]
    const sum = [0, 0, 0]
    let later = 0
    let size = 0
    let isShort = false
    concept.forEach((word, at) => {
      const posting = this.postings.get(word.term)
      if (!posting) return
      const bounds = worth.map((value, kind) =>
        posting.alive[kind] === 0 || perfect[kind] === 0
          ? 0
          : (value * word.weight * this.rarity(word.term, kinds[kind]) * shape.top[kind]!) / perfect[kind]!,
      )
      if (at > 0 && posting.size > long) {
        later += bounds.reduce((all, bound) => all + bound, 0)
        isShort = true
        return
      }
      main.push(word)
      size += posting.size
      bounds.forEach((bound, kind) => {
        best[kind] = Math.max(best[kind]!, bound)
        sum[kind]! += bound
      })
    })
    const bound = best.reduce((all, most, kind) => all + most + furtherWords * (sum[kind]! - most), 0)
    return { main, bound, later, size, isShort }
  }

  /** What a unit of each kind that says everything would get. */
  private perfect(question: readonly Concept[], shape: Shape): Float64Array {
    const perfect = new Float64Array(3)
    for (const [own] of question)
      kinds.forEach((kind, number) => {
        perfect[number]! += own!.weight * this.rarity(own!.term, kind) * shape.top[number]!
      })
    return perfect
  }

  private scoreIn(question: readonly Concept[], ranges: readonly Range[] | null): ArticleScore[] {
    const shape = shapeOf(this.totals)
    const perfect = this.perfect(question, shape)
    const touched: number[] = []
    const { scores, covered, gains, shares, kindAt } = this
    let common = 0
    for (const concept of question) {
      const general = concept[0]!.weight * this.rarity(concept[0]!.term)
      common += general
      for (const id of this.gather(concept, shape, ranges)) {
        if (scores[id] === 0) touched.push(id)
        scores[id] = scores[id]! + gains[id]!
        covered[id] = covered[id]! + general * shares[id]!
        gains[id] = 0
      }
    }
    const articles = new Map<number, ArticleScore>()
    const best = new Map<number, [number, number, number]>()
    for (const id of touched) {
      const kind = kindAt[id]!
      const number = this.articleAt[id]!
      const score = scores[id]! / perfect[kind]!
      let article = articles.get(number)
      if (!article) {
        article = { article: number, page: 0, passage: 0, phrasing: 0, neighbours: 0, bestPassage: -1, coverage: 0 }
        articles.set(number, article)
      }
      if (kind === 0) article.page = score
      else {
        article.coverage = Math.max(article.coverage, covered[id]! / common)
        if (kind === 1) {
          if (score > article.passage) {
            article.passage = score
            article.bestPassage = this.passageAt[id]!
          }
        } else {
          article.phrasing = Math.max(article.phrasing, score)
          keepThree(best, number, score)
        }
      }
      scores[id] = 0
      covered[id] = 0
    }
    for (const [article, [first, second, third]] of best) articles.get(article)!.neighbours = first + second + third
    return [...articles.values()]
  }

  /** Fills `gains` and `shares` for a concept, in some articles or all. @returns the units in which they are not zero */
  private gather(concept: Concept, shape: Shape, ranges: readonly Range[] | null): number[] {
    const touched: number[] = []
    const rates = new Float64Array(3)
    for (const { term, weight } of concept) {
      const posting = this.postings.get(term)
      if (!posting) continue
      kinds.forEach((kind, number) => {
        rates[number] = weight * this.rarity(term, kind) * shape.top[number]!
      })
      if (ranges === null) this.fold(posting, 0, posting.size, rates, weight, shape, touched)
      else {
        let at = 0
        for (const [first, last] of ranges) {
          at = posting.seek(first, at)
          let end = at
          while (end < posting.size && posting.units[end]! <= last) end++
          this.work++
          if (end > at) this.fold(posting, at, end, rates, weight, shape, touched)
          at = end
        }
      }
    }
    return touched
  }

  /** Adds the gains for one word to `scores`, without the shares. */
  private addTo(touched: number[], { term, weight }: Concept[number], { top, flat, steep }: Shape): void {
    const posting = this.postings.get(term)
    if (!posting) return
    const { scores, kindAt, lengthAt } = this
    const { units, counts, size } = posting
    const rates = kinds.map((kind, number) => weight * this.rarity(term, kind) * top[number]!)
    this.work += size
    for (let at = 0; at < size; at++) {
      const id = units[at]!
      const kind = kindAt[id]!
      if (kind === gone) continue
      const count = counts[at]!
      const before = scores[id]!
      if (before === 0) touched.push(id)
      scores[id] = before + (rates[kind]! * count) / (count + flat[kind]! + steep[kind]! * lengthAt[id]!)
    }
  }

  private fold(
    posting: Posting,
    begin: number,
    end: number,
    rates: Float64Array,
    weight: number,
    { flat, steep }: Shape,
    touched: number[],
  ): void {
    const { gains, shares, kindAt, lengthAt } = this
    const { units, counts } = posting
    this.work += end - begin
    for (let at = begin; at < end; at++) {
      const id = units[at]!
      const kind = kindAt[id]!
      if (kind === gone) continue
      const count = counts[at]!
      const gain = (rates[kind]! * count) / (count + flat[kind]! + steep[kind]! * lengthAt[id]!)
      const before = gains[id]!
      if (before === 0) touched.push(id)
      gains[id] = gain > before ? gain + furtherWords * before : before + furtherWords * gain
      if (gain > before) shares[id] = Math.max(weight, before > 0 ? shares[id]! : 0)
    }
  }

  private grow(): void {
    const capacity = this.scores.length * 2
    this.kindAt = copied(this.kindAt, new Uint8Array(capacity))
    this.articleAt = copied(this.articleAt, new Int32Array(capacity))
    this.passageAt = copied(this.passageAt, new Int32Array(capacity))
    this.lengthAt = copied(this.lengthAt, new Int32Array(capacity))
    this.scores = new Float32Array(capacity)
    this.covered = new Float32Array(capacity)
    this.gains = new Float32Array(capacity)
    this.shares = new Float32Array(capacity)
  }
}

function copied<Numbers extends Uint8Array | Int32Array>(from: Numbers, to: Numbers): Numbers {
  to.set(from)
  return to
}

function keepThree(best: Map<number, [number, number, number]>, article: number, score: number): void {
  const three = best.get(article)
  if (!three) best.set(article, [score, 0, 0])
  else if (score > three[0]) best.set(article, [score, three[0], three[1]])
  else if (score > three[1]) best.set(article, [three[0], score, three[1]])
  else if (score > three[2]) three[2] = score
}
