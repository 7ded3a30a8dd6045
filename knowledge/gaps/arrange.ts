import { Clusters } from './cluster.ts'
import { type UnansweredText, vectorsOf } from './features.ts'

/** A question and the gap it is in. */
export interface Placed extends UnansweredText {
  id: string
  gapId: string
  /** Whether that gap was dismissed: it takes in what is like it, and is else left alone. */
  isDismissed: boolean
}

/** A question that is in no gap yet. */
export interface Arriving extends UnansweredText {
  id: string
}

/** How many questions stand for a gap, its newest, and for all gaps together: so the time of a round is bounded. */
const mostOfGap = 20
const mostCompared = 1_000

/**
 * Finds the gap of each arriving question, makes new gaps, and lets gaps that have grown together become one.
 * Questions that arrive together are taken in an order of their own, so that the order of arrival changes nothing.
 * @param placed oldest first; the newest of each gap stand for it, the others go where their gap goes
 * @param newId names a new gap
 * @returns the gap of every question, placed and arriving, by question
 */
export function arrange(
  placed: readonly Placed[],
  arriving: readonly Arriving[],
  newId: () => string,
): Map<string, string> {
  const compared = standingForGaps(placed)
  const inOrder = arriving.toSorted((a, b) => compare(a.text, b.text) || compare(a.id, b.id))
  const all = [...compared, ...inOrder]
  const clusters = new Clusters(vectorsOf(all), newId)
  compared.forEach(({ gapId, isDismissed }, at) => {
    clusters.restore(at, gapId, isDismissed)
  })
  inOrder.forEach((_, at) => {
    clusters.add(compared.length + at)
  })
  clusters.settle()
  const gapOf = new Map(placed.map(({ id, gapId }) => [id, gapId]))
  all.forEach(({ id }, at) => {
    gapOf.set(id, clusters.of(at)!)
  })
  const became = endedGaps(compared, gapOf, new Set(all.map(({ id }) => gapOf.get(id)!)))
  for (const { id } of placed) gapOf.set(id, became.get(gapOf.get(id)!) ?? gapOf.get(id)!)
  return gapOf
}

/**
 * Gaps without questions, and what became of them: the gap that their last question is in now.
 * @param living gaps that have questions
 */
export function endedGaps(
  placed: readonly Placed[],
  gapOf: ReadonlyMap<string, string>,
  living: ReadonlySet<string>,
): Map<string, string> {
  const became = new Map<string, string>()
  for (const { id, gapId } of placed) if (!living.has(gapId)) became.set(gapId, gapOf.get(id)!)
  return became
}

function standingForGaps(placed: readonly Placed[]): Placed[] {
  const taken = new Map<string, number>()
  const standing: Placed[] = []
  for (const question of placed.toReversed()) {
    if (standing.length === mostCompared) break
    const times = taken.get(question.gapId) ?? 0
    if (times === mostOfGap) continue
    taken.set(question.gapId, times + 1)
    standing.push(question)
  }
  return standing.reverse()
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
