/** What each part of an article's score counts in its total, at least 0. */
export interface KindValues {
  page: number
  passage: number
  phrasing: number
  /** Of the sum of the best three phrasings. */
  neighbours: number
}

/** What is known of the units of a question so far, by their numbers. */
export interface Standing {
  scores: Float32Array
  kindAt: Uint8Array
  articleAt: Int32Array
}

/** While the rest is more than this share of what the best have, too many may still catch up. */
const looseness = 0.95

/** Of the articles that a question has touched so far, those that may still be among the best. */
export interface Contenders {
  /** One unit of each. */
  units: number[]
  /** Whether as many as wanted were touched, and no untouched article can be among the best any more. */
  areComplete: boolean
}

/**
 * Tells the articles that may still be among the best. An article has at most three kinds of units, so that one that
 * reaches a total has a unit that is worth a third of it: only those units are looked at closely.
 * @param touched units with a score, of any order
 * @param perfect the score of a perfect unit, by the number of the kind
 * @param rest what any article may yet gain at most
 * @param most how many of the best are wanted
 * @param isLast whether nothing more will be looked up; before, there is no choice where it would leave too many
 */
export function contendersOf(
  touched: readonly number[],
  standing: Standing,
  values: KindValues,
  perfect: Float64Array,
  rest: number,
  most: number,
  isLast: boolean,
): Contenders {
  const { scores, kindAt, articleAt } = standing
  const worth = [values.page, values.passage, values.phrasing + 3 * values.neighbours]
  const rates = Float64Array.from(worth, (value, kind) => (perfect[kind]! > 0 ? value / perfect[kind]! : 0))
  // The totals of any articles tell a threshold; those with the best units tell a good one.
  const best = new Highest(4 * most)
  for (let at = 0; at < touched.length; at++) {
    const id = touched[at]!
    best.offer(rates[kindAt[id]!]! * scores[id]!, id)
  }
  const first = new Map<number, number>()
  for (const id of best.ids) if (!first.has(articleAt[id]!)) first.set(articleAt[id]!, id)
  const totals = new Highest(most)
  for (const id of first.values()) totals.offer(totalOf(id, standing, values, perfect), id)
  const threshold = totals.values.length === most ? totals.values[most - 1]! : 0
  if (rest > looseness * threshold && !isLast) return { units: [], areComplete: false }
  const least = (threshold - rest) / 3
  const chosen = new Map<number, number>()
  for (let at = 0; at < touched.length; at++) {
    const id = touched[at]!
    if (rates[kindAt[id]!]! * scores[id]! >= least && !chosen.has(articleAt[id]!)) chosen.set(articleAt[id]!, id)
  }
  const units = [...chosen.values()].filter((id) => totalOf(id, standing, values, perfect) + rest >= threshold)
  return { units, areComplete: threshold > rest }
}

/** First and last unit of the article that a unit belongs to. */
export function rangeAround(unit: number, articleAt: Int32Array, size: number): readonly [number, number] {
  const article = articleAt[unit]
  let first = unit
  let last = unit
  while (first > 0 && articleAt[first - 1] === article) first--
  while (last + 1 < size && articleAt[last + 1] === article) last++
  return [first, last]
}

/** The total of the article of a unit so far. */
function totalOf(
  unit: number,
  { scores, kindAt, articleAt }: Standing,
  values: KindValues,
  perfect: Float64Array,
): number {
  const [from, to] = rangeAround(unit, articleAt, scores.length)
  let page = 0
  let passage = 0
  let first = 0
  let second = 0
  let third = 0
  for (let id = from; id <= to; id++) {
    if (scores[id] === 0) continue
    const kind = kindAt[id]!
    const score = scores[id]! / perfect[kind]!
    if (kind === 0) page = score
    else if (kind === 1) passage = Math.max(passage, score)
    else if (score > first) {
      third = second
      second = first
      first = score
    } else if (score > second) {
      third = second
      second = score
    } else third = Math.max(third, score)
  }
  return (
    values.page * page +
    values.passage * passage +
    values.phrasing * first +
    values.neighbours * (first + second + third)
  )
}

/** The highest of many numbers, highest first, each with what it is of. */
class Highest {
  readonly values: number[] = []
  readonly ids: number[] = []
  private readonly most: number
  private least = Number.NEGATIVE_INFINITY

  constructor(most: number) {
    this.most = most
  }

  offer(value: number, id: number): void {
    if (value <= this.least) return
    const { values, ids } = this
    let at = values.length
    while (at > 0 && values[at - 1]! < value) at--
    values.splice(at, 0, value)
    ids.splice(at, 0, id)
    if (values.length > this.most) {
      values.pop()
      ids.pop()
    }
    if (values.length === this.most) this.least = values[this.most - 1]!
  }
}
