import type { Vector } from './features.ts'

/** How alike a question must be to a gap's questions on average to join it, and two gaps to become one. */
const enough = { toJoin: 0.13, toMerge: 0.16 }
/** By how much another gap must be nearer before a question moves to it, so that none goes back and forth. */
const margin = 0.02

interface Cluster {
  id: string
  members: Set<number>
  /** Sum of the members' vectors: its product with a vector, over their number, is the average likeness. */
  sum: Vector
  /** Closed clusters take questions in, but give none away and merge with none. */
  isClosed: boolean
}

/**
 * Questions in clusters by average likeness (UPGMA, Sokal and Michener 1958), one question at a time. Each step looks
 * only at clusters that share a feature with it, and takes the same decision for the same questions.
 */
export class Clusters {
  private readonly clusters = new Map<string, Cluster>()
  private readonly holders = new Map<string, Map<Cluster, number>>()
  private readonly clusterOf: (Cluster | undefined)[] = []
  private readonly touched = new Set<Cluster>()
  private readonly vectors: readonly Vector[]
  private readonly newId: () => string

  /** @param vectors of all questions, which are named by their place in it @param newId names a new cluster */
  constructor(vectors: readonly Vector[], newId: () => string) {
    this.vectors = vectors
    this.newId = newId
  }

  /** Puts a question where it was. */
  restore(question: number, id: string, isClosed: boolean): void {
    this.include(this.clusters.get(id) ?? this.create(id, isClosed), question)
  }

  /** Puts a question into the cluster it is most like, or into a new one. */
  add(question: number): void {
    const nearest = this.nearest(this.vectors[question]!, 1, enough.toJoin)
    const cluster = nearest?.cluster ?? this.create(this.newId(), false)
    this.include(cluster, question)
    this.touched.add(cluster)
  }

  /**
   * Merges clusters that have grown together and moves questions that another cluster suits better, among those that
   * were added to since the last time.
   */
  settle(): void {
    for (let round = 0; round < 3; round++) {
      this.mergeTouched()
      if (!this.moveMembers()) break
    }
    this.touched.clear()
  }

  /** The cluster a question is in. */
  of(question: number): string | undefined {
    return this.clusterOf[question]?.id
  }

  private mergeTouched(): void {
    const waiting = [...this.touched]
    for (let cluster = waiting.pop(); cluster; cluster = waiting.pop()) {
      if (cluster.isClosed || this.clusters.get(cluster.id) !== cluster) continue
      const other = this.nearest(cluster.sum, cluster.members.size, enough.toMerge, cluster, true)?.cluster
      if (!other) continue
      const [from, into] = other.members.size > cluster.members.size ? [cluster, other] : [other, cluster]
      for (const member of [...from.members]) {
        this.exclude(from, member)
        this.include(into, member)
      }
      this.touched.delete(from)
      this.touched.add(into)
      waiting.push(into)
    }
  }

  private moveMembers(): boolean {
    let moved = false
    for (const cluster of [...this.touched]) {
      if (cluster.isClosed) continue
      for (const member of [...cluster.members]) {
        const vector = this.vectors[member]!
        const others = cluster.members.size - 1
        const own = others > 0 ? (product(vector, cluster.sum) - product(vector, vector)) / others : enough.toJoin
        const better = this.nearest(vector, 1, Math.max(own + margin, enough.toJoin), cluster, true)?.cluster
        if (!better) continue
        this.exclude(cluster, member)
        this.include(better, member)
        this.touched.add(better)
        moved = true
      }
    }
    return moved
  }

  /** The cluster most like some questions on average, more than a floor; among equals the one that came first. */
  private nearest(sum: Vector, count: number, floor: number, except?: Cluster, openOnly = false) {
    const products = new Map<Cluster, number>()
    for (const [feature, value] of sum)
      for (const [cluster, held] of this.holders.get(feature) ?? [])
        products.set(cluster, (products.get(cluster) ?? 0) + value * held)
    let best: { cluster: Cluster; likeness: number } | null = null
    for (const [cluster, total] of products) {
      if (cluster === except || (openOnly && cluster.isClosed)) continue
      const likeness = total / (count * cluster.members.size)
      if (likeness > (best?.likeness ?? floor)) best = { cluster, likeness }
    }
    return best
  }

  private create(id: string, isClosed: boolean): Cluster {
    const cluster: Cluster = { id, members: new Set(), sum: new Map(), isClosed }
    this.clusters.set(id, cluster)
    return cluster
  }

  private include(cluster: Cluster, question: number): void {
    cluster.members.add(question)
    this.clusterOf[question] = cluster
    for (const [feature, value] of this.vectors[question]!) this.change(cluster, feature, value)
  }

  private exclude(cluster: Cluster, question: number): void {
    cluster.members.delete(question)
    for (const [feature, value] of this.vectors[question]!) this.change(cluster, feature, -value)
    if (cluster.members.size === 0) {
      for (const feature of cluster.sum.keys()) this.holders.get(feature)?.delete(cluster)
      this.clusters.delete(cluster.id)
      this.touched.delete(cluster)
    }
  }

  private change(cluster: Cluster, feature: string, by: number): void {
    const value = (cluster.sum.get(feature) ?? 0) + by
    cluster.sum.set(feature, value)
    const holders = this.holders.get(feature) ?? new Map<Cluster, number>()
    this.holders.set(feature, holders.set(cluster, value))
  }
}

function product(vector: Vector, sum: Vector): number {
  let total = 0
  for (const [feature, value] of vector) total += value * (sum.get(feature) ?? 0)
  return total
}
