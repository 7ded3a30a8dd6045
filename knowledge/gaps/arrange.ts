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

/**
 * Finds the gap of each arriving question, makes new gaps, and lets gaps that have grown together become one.
 * Questions that arrive together are taken in an order of their own, so that the order of arrival changes nothing.
 * @param newId names a new gap
 * @returns the gap of every question, placed and arriving, by question
 */
export function arrange(
  placed: readonly Placed[],
  arriving: readonly Arriving[],
  newId: () => string,
): Map<string, string> {
  const inOrder = arriving.toSorted((a, b) => compare(a.text, b.text) || compare(a.id, b.id))
  const all = [...placed, ...inOrder]
  const clusters = new Clusters(vectorsOf(all), newId)
  placed.forEach(({ gapId, isDismissed }, at) => {
    clusters.restore(at, gapId, isDismissed)
  })
  inOrder.forEach((_, at) => {
    clusters.add(placed.length + at)
  })
  clusters.settle()
  return new Map(all.map(({ id }, at) => [id, clusters.of(at)!]))
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0
}
