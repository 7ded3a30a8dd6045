/** Sparse rows laid end to end: row r holds `index[start[r]..start[r+1])` with the values beside them. */
export interface SparseRows {
  start: Int32Array
  index: Int32Array
  value: Float32Array
}

/** One linear function per class over the same features. */
export interface LinearModel {
  classes: number
  features: number
  /** Weight of feature f for class c at `f * classes + c`, so that one feature's weights lie together. */
  weights: Float32Array
}

/**
 * Trains one-against-the-rest support vector machines with squared hinge loss by dual coordinate descent (Hsieh,
 * Chang, Lin, Keerthi, Sundararajan: A Dual Coordinate Descent Method for Large-scale Linear SVM, 2008, algorithm 1).
 * All classes take a step on a row together: their weights for a feature lie side by side, which is several times
 * faster than one class after the other.
 * @param rows normalized to length one
 * @param labels class of each row, from 0
 * @param importance of each row, 1 for a confirmed phrasing; scales its penalty
 * @param options.penalty C, above 0; 0.3 to 3 is sensible
 * @param options.epochs passes over all rows; 8 is nearly converged
 */
export function trainLinear(
  rows: SparseRows,
  labels: Int32Array,
  importance: Float32Array,
  features: number,
  classes: number,
  options: { penalty: number; epochs: number },
): LinearModel {
  const weights = new Float32Array(features * classes)
  const count = labels.length
  const duals = new Float32Array(count * classes)
  const scores = new Float64Array(classes)
  const steps = new Float64Array(classes)
  const moved = new Int32Array(classes)
  const order = Int32Array.from({ length: count }, (_, at) => at)
  const random = randomNumbers(1)
  // Classes a row has still something to say about; after the first pass most are far behind their margin for good.
  const active = new Int16Array(count * classes)
  const actives = new Int32Array(count).fill(classes)
  for (let at = 0; at < active.length; at++) active[at] = at % classes
  for (let epoch = 0; epoch < options.epochs; epoch++) {
    shuffle(order, random)
    for (let at = 0; at < count; at++) {
      const row = order[at]!
      const from = rows.start[row]!
      const to = rows.start[row + 1]!
      const first = row * classes
      const looked = actives[row]!
      scores.fill(0)
      let square = 0
      for (let j = from; j < to; j++) {
        const base = rows.index[j]! * classes
        const value = rows.value[j]!
        square += value * value
        if (looked === classes) for (let c = 0; c < classes; c++) scores[c] = scores[c]! + weights[base + c]! * value
        else
          for (let a = 0; a < looked; a++) {
            const c = active[first + a]!
            scores[c] = scores[c]! + weights[base + c]! * value
          }
      }
      const diagonal = 0.5 / (options.penalty * importance[row]!)
      let changed = 0
      let kept = 0
      for (let a = 0; a < looked; a++) {
        const c = active[first + a]!
        const sign = labels[row] === c ? 1 : -1
        const dual = duals[first + c]!
        const gradient = scores[c]! * sign - 1 + dual * diagonal
        if (dual === 0 && gradient >= 0) {
          if (epoch === 0 || gradient < farBehind) active[first + kept++] = c
          continue
        }
        active[first + kept++] = c
        const next = Math.max(0, dual - gradient / (square + diagonal))
        const step = (next - dual) * sign
        if (Math.abs(step) < 1e-4) continue
        duals[first + c] = next
        moved[changed] = c
        steps[changed++] = step
      }
      actives[row] = kept
      if (changed === 0) continue
      for (let j = from; j < to; j++) {
        const base = rows.index[j]! * classes
        const value = rows.value[j]!
        for (let m = 0; m < changed; m++) {
          const where = base + moved[m]!
          weights[where] = weights[where]! + steps[m]! * value
        }
      }
    }
  }
  return { classes, features, weights }
}

/** How far behind its margin, in the loss's own unit, a class must be to be looked at no more. */
const farBehind = 0.02

function shuffle(order: Int32Array, random: () => number): void {
  for (let at = order.length - 1; at > 0; at--) {
    const other = Math.floor(random() * (at + 1))
    const held = order[at]!
    order[at] = order[other]!
    order[other] = held
  }
}

/** The value of each class's function for one row. @param into at least as long as there are classes; overwritten */
export function linearScores(
  model: LinearModel,
  index: ArrayLike<number>,
  value: ArrayLike<number>,
  into: Float64Array,
): void {
  const { classes, weights } = model
  into.fill(0)
  for (let j = 0; j < index.length; j++) {
    const base = index[j]! * classes
    const v = value[j]!
    for (let c = 0; c < classes; c++) into[c] = into[c]! + weights[base + c]! * v
  }
}

/** Numbers from 0 to below 1 that are the same at every run (mulberry32, public domain, Tommy Ettinger). */
export function randomNumbers(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}
