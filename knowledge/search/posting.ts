/** Which units hold a term and how often, in the order of the units. */
export class Posting {
  units = new Int32Array(2)
  counts = new Float32Array(2)
  size = 0
  /** How many of its units are still there, by the number of their kind: the document frequency. */
  readonly alive = new Int32Array(3)

  get living(): number {
    return this.alive[0]! + this.alive[1]! + this.alive[2]!
  }

  /** Adds a unit with a number above all before. */
  append(unit: number, count: number): void {
    // Growing by half wastes less than doubling; most terms are held by few units.
    if (this.size === this.units.length) this.resize(this.size + (this.size >> 1) + 2)
    this.units[this.size] = unit
    this.counts[this.size++] = count
  }

  /** The first place at or behind `from` whose unit is at least `unit`; `size` when there is none. */
  seek(unit: number, from: number): number {
    const { units, size } = this
    if (from >= size || units[from]! >= unit) return from
    let step = 1
    while (from + step < size && units[from + step]! < unit) step *= 2
    let low = from + (step >> 1)
    let high = Math.min(size, from + step)
    while (low < high) {
      const middle = (low + high) >> 1
      if (units[middle]! < unit) low = middle + 1
      else high = middle
    }
    return low
  }

  /** Forgets the units that are no longer there, once they are most of it. */
  sweep(isThere: (unit: number) => boolean): void {
    if (this.size <= 2 * this.living + 8) return
    let kept = 0
    for (let at = 0; at < this.size; at++) {
      if (!isThere(this.units[at]!)) continue
      this.units[kept] = this.units[at]!
      this.counts[kept++] = this.counts[at]!
    }
    this.size = kept
    this.resize(Math.max(2, kept))
  }

  private resize(capacity: number): void {
    const units = new Int32Array(capacity)
    const counts = new Float32Array(capacity)
    units.set(this.units.subarray(0, this.size))
    counts.set(this.counts.subarray(0, this.size))
    this.units = units
    this.counts = counts
  }
}
