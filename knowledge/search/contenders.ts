/** What each part of an article's score counts in its total, at least 0. */
export interface KindValues {
  page: number
  passage: number
  phrasing: number
  /** Of the sum of the best three phrasings. */
  neighbours: number
}

/** Of the articles that a question has touched so far, tells those that may still be among the best. */
export class Contenders {
  /** Whether as many as wanted were touched and no untouched article can be among the best any more. */
  complete = false
  /** By article, all zero between questions: its best scores so far, and one of its units. */
  private page = new Float32Array(0)
  private passage = new Float32Array(0)
  private first = new Float32Array(0)
  private second = new Float32Array(0)
  private third = new Float32Array(0)
  private unit = new Int32Array(0)

  /**
   * One unit of each article that may still be among the best.
   * @param touched units with a score so far, of any order
   * @param rest what any article may yet gain at most
   * @param most how many of the best are wanted
   */
  choose(
    touched: ArrayLike<number>,
    { scores, kindAt, articleAt }: { scores: Float32Array; kindAt: Uint8Array; articleAt: Int32Array },
    { values, perfect }: { values: KindValues; perfect: Float64Array },
    rest: number,
    most: number,
  ): number[] {
    this.ensure((articleAt[lastOf(touched)] ?? 0) + 1)
    const { page, passage, first, second, third, unit } = this
    const articles: number[] = []
    const shares = [1 / perfect[0]!, 1 / perfect[1]!, 1 / perfect[2]!]
    for (let at = 0; at < touched.length; at++) {
      const id = touched[at]!
      const article = articleAt[id]!
      if (unit[article] === 0) {
        // One more than the number, as 0 stands for none.
        unit[article] = id + 1
        articles.push(article)
      }
      const kind = kindAt[id]!
      const score = scores[id]! * shares[kind]!
      if (kind === 0) page[article] = score
      else if (kind === 1) {
        if (score > passage[article]!) passage[article] = score
      } else if (score > first[article]!) {
        third[article] = second[article]!
        second[article] = first[article]!
        first[article] = score
      } else if (score > second[article]!) {
        third[article] = second[article]!
        second[article] = score
      } else if (score > third[article]!) third[article] = score
    }
    const highest: number[] = []
    for (const article of articles) {
      const total =
        values.page * page[article]! +
        values.passage * passage[article]! +
        values.phrasing * first[article]! +
        values.neighbours * (first[article]! + second[article]! + third[article]!)
      page[article] = total
      keepBest(highest, total, most)
    }
    const threshold = highest.length === most ? highest[most - 1]! : 0
    this.complete = threshold > rest
    const chosen: number[] = []
    for (const article of articles) {
      if (page[article]! + rest >= threshold) chosen.push(unit[article]! - 1)
      page[article] = passage[article] = first[article] = second[article] = third[article] = unit[article] = 0
    }
    return chosen
  }

  private ensure(articles: number): void {
    if (articles <= this.unit.length) return
    const capacity = 2 * articles
    this.page = new Float32Array(capacity)
    this.passage = new Float32Array(capacity)
    this.first = new Float32Array(capacity)
    this.second = new Float32Array(capacity)
    this.third = new Float32Array(capacity)
    this.unit = new Int32Array(capacity)
  }
}

/** The highest of some numbers. */
function lastOf(numbers: ArrayLike<number>): number {
  let last = 0
  for (let at = 0; at < numbers.length; at++) if (numbers[at]! > last) last = numbers[at]!
  return last
}

/** Keeps the highest numbers, highest first. */
function keepBest(highest: number[], value: number, most: number): void {
  if (highest.length === most && value <= highest[most - 1]!) return
  let at = highest.length
  while (at > 0 && highest[at - 1]! < value) at--
  highest.splice(at, 0, value)
  if (highest.length > most) highest.pop()
}
