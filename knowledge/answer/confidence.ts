import type { Decision } from '../index.ts'
import type { Ranked, Ranking } from '../search/ranker.ts'

/** Numbers that tell how likely the best article is right, in a fixed order. */
export type Evidence = number[]

/** A logistic regression over {@link Evidence}: the first weight stands alone, the others belong to one number each, from the first. */
export interface Calibration {
  weights: number[]
}

/** How far a base's rankings can be trusted. */
export interface Trust {
  /** That the first article is right. */
  first: Calibration
  /** That one of the first three is; null where the first's must do. */
  three: Calibration | null
}

/** So many articles are compared to tell how far the best is to be trusted. */
export const mostCompared = 200

/** How sharply totals are turned into probabilities; any sensible value will do, the regression mends the rest. */
const sharpness = { phrasings: 4, prose: 12 }

/** What is known of a ranking. All numbers are near 0 to 1; what speaks of phrasings comes last, and is left out for prose. */
export function evidenceOf(ranking: Ranking, kind: 'phrasings' | 'prose'): Evidence {
  const [best, second] = ranking.ranked
  if (!best) return new Array<number>(kind === 'prose' ? 8 : 20).fill(0)
  const rest = ranking.ranked.reduce((sum, each) => sum + Math.exp(sharpness[kind] * (each.total - best.total)), 0)
  const general = [
    1 / rest,
    Math.min(1, best.total - (second?.total ?? 0)),
    best.total,
    Math.min(1.5, best.parts.phrasing),
    best.parts.neighbours / 3,
    best.coverage,
    ranking.unknown,
    Math.min(1, ranking.words / 10),
  ]
  return kind === 'prose' ? general : [...general, ...linearEvidence(ranking.ranked), ...agreement(ranking)]
}

/** How far the linear functions tell one article from the others. */
function linearEvidence(ranked: readonly Ranked[]): Evidence {
  const linear = ranked.map(({ parts }) => parts.linear).sort((a, b) => b - a)
  const best = linear[0]!
  const share = (sharp: number) => 1 / linear.reduce((sum, each) => sum + Math.exp(sharp * (each - best)), 0)
  const nearest = linear.slice(0, 5)
  return [
    best,
    best - (linear[1] ?? -1),
    share(8),
    share(4),
    share(2),
    nearest.reduce((sum, each) => sum + each, 0) / nearest.length,
  ]
}

/** Whether the parts of the score agree, and how much of the question the articles' own words hold. */
function agreement({ ranked, held }: Ranking): Evidence {
  const best = ranked[0]!
  const phrasing = Math.max(...ranked.map(({ parts }) => parts.phrasing))
  const neighbours = Math.max(...ranked.map(({ parts }) => parts.neighbours))
  return [
    best.parts.phrasing === phrasing ? 1 : 0,
    best.parts.neighbours === neighbours ? 1 : 0,
    (neighbours - best.parts.neighbours) / 3,
    held.best,
    held.any,
    held.second,
  ]
}

/** The probability that the best article is right. */
export function confidenceOf(evidence: Evidence, { weights }: Calibration): number {
  const z = weights.slice(1).reduce((sum, weight, at) => sum + weight * evidence[at]!, weights[0]!)
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
 * the first three. Prose speaks of much that it does not answer, so more is asked of it; and where an article has few
 * phrasings, what nothing answers is told less surely from what something does.
 */
export const thresholds = {
  rich: { answer: 0.6, suggest: 0.28 },
  thin: { answer: 0.6, suggest: 0.45 },
  prose: { answer: 0.64, suggest: 0.62 },
}
/** From so many phrasings an article on a base is rich. */
const richPhrasings = 30

/** Which thresholds go for a base. @param perArticle phrasings an article has on average */
export function mannerOf(kind: 'phrasings' | 'prose', perArticle: number): keyof typeof thresholds {
  if (kind === 'prose') return 'prose'
  return perArticle >= richPhrasings ? 'rich' : 'thin'
}

/**
 * What to do. A wrong answer given with confidence is worse than an honest handoff.
 * @param confidence probability that the first candidate is right
 * @param oneOfThree probability that one of the first three is
 */
export function decide(confidence: number, oneOfThree: number, manner: keyof typeof thresholds): Decision {
  const { answer, suggest } = thresholds[manner]
  if (confidence >= answer) return 'answer'
  return oneOfThree >= suggest ? 'suggest' : 'handoff'
}
