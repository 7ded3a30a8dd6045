import type { Decision } from '../index.ts'
import type { Ranking } from '../search/ranker.ts'

/** Numbers that tell how likely the best article is right, in a fixed order. */
export type Evidence = number[]

/** A logistic regression over {@link Evidence}: the first weight stands alone, the others belong to one number each. */
export interface Calibration {
  weights: number[]
}

/** How sharply totals are turned into probabilities; any sensible value will do, the regression mends the rest. */
const sharpness = { phrasings: 4, prose: 12 }

/** What is known of a ranking. All numbers are near 0 to 1. */
export function evidenceOf(ranking: Ranking, kind: 'phrasings' | 'prose'): Evidence {
  const [best, second] = ranking.ranked
  if (!best) return [0, 0, 0, 0, 0, 0, 0, 0]
  const rest = ranking.ranked.reduce((sum, each) => sum + Math.exp(sharpness[kind] * (each.total - best.total)), 0)
  return [
    1 / rest,
    Math.min(1, best.total - (second?.total ?? 0)),
    best.total,
    Math.min(1.5, best.parts.phrasing),
    best.parts.neighbours / 3,
    best.coverage,
    ranking.unknown,
    Math.min(1, ranking.words / 10),
  ]
}

/** The probability that the best article is right. */
export function confidenceOf(evidence: Evidence, { weights }: Calibration): number {
  const z = evidence.reduce((sum, value, at) => sum + value * weights[at + 1]!, weights[0]!)
  return 1 / (1 + Math.exp(-z))
}

/**
 * Fits the regression by Newton's method with a ridge that keeps weights small where there is little to learn from.
 * @param importance of each row, above 0
 */
export function calibrate(
  rows: readonly Evidence[],
  right: readonly boolean[],
  importance: readonly number[],
): Calibration {
  const size = (rows[0]?.length ?? 0) + 1
  const weights = new Array<number>(size).fill(0)
  for (let round = 0; round < 20; round++) {
    const gradient = weights.map((weight, at) => (at === 0 ? 0 : ridge * weight))
    const hessian: number[][] = weights.map((_, at) =>
      weights.map((__, other) => (at === other ? (at === 0 ? 1e-6 : ridge) : 0)),
    )
    rows.forEach((row, number) => {
      const p = confidenceOf(row, { weights })
      const values = [1, ...row]
      const error = importance[number]! * (p - (right[number] ? 1 : 0))
      const curve = importance[number]! * Math.max(1e-6, p * (1 - p))
      for (let a = 0; a < size; a++) {
        gradient[a] = gradient[a]! + error * values[a]!
        for (let b = 0; b < size; b++) hessian[a]![b] = hessian[a]![b]! + curve * values[a]! * values[b]!
      }
    })
    const step = solve(hessian, gradient)
    for (let at = 0; at < size; at++) weights[at] = weights[at]! - step[at]!
    if (step.every((each) => Math.abs(each) < 1e-6)) break
  }
  return { weights }
}

const ridge = 1

/** Gauss elimination with pivots. */
function solve(matrix: number[][], vector: number[]): number[] {
  const rows = matrix.map((row, at) => [...row, vector[at]!])
  const size = vector.length
  for (let column = 0; column < size; column++) {
    let pivot = column
    for (let row = column + 1; row < size; row++)
      if (Math.abs(rows[row]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = row
    const held = rows[column]!
    rows[column] = rows[pivot]!
    rows[pivot] = held
    for (let row = 0; row < size; row++) {
      if (row === column || rows[column]![column] === 0) continue
      const factor = rows[row]![column]! / rows[column]![column]!
      for (let at = column; at <= size; at++) rows[row]![at] = rows[row]![at]! - factor * rows[column]![at]!
    }
  }
  return rows.map((row, at) => (row[at] === 0 ? 0 : row[size]! / row[at]!))
}

/**
 * From these probabilities on an answer is shown, or suggestions are offered: of the first being right, and of one of
 * the first three. Prose speaks of much that it does not answer, so more is asked of it.
 */
export const thresholds = { phrasings: { answer: 0.6, suggest: 0.45 }, prose: { answer: 0.64, suggest: 0.62 } }

/**
 * What to do. A wrong answer given with confidence is worse than an honest handoff.
 * @param confidence probability that the first candidate is right
 * @param oneOfThree probability that one of the first three is
 */
export function decide(confidence: number, oneOfThree: number, kind: 'phrasings' | 'prose'): Decision {
  const { answer, suggest } = thresholds[kind]
  if (confidence >= answer) return 'answer'
  return oneOfThree >= suggest ? 'suggest' : 'handoff'
}
