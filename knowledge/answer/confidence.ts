import type { Decision } from '../index.ts'

/** What confidence goes by. All from 0 to 1. */
export interface Evidence {
  /** Share of the question's weight that the best unit covers. */
  coverage: number
  /** How far the best article is ahead of the second. */
  margin: number
  /** How near the question is to a phrasing or title as a whole. */
  closeness: number
}

/** Coefficients of a logistic regression, fitted on the development suites' questions (docs/quality.md). */
const weights = { bias: -3.4, coverage: 2.6, margin: 3.2, closeness: 2.0 }

/** The probability that the best article is right. */
export function confidenceOf(evidence: Evidence): number {
  const z =
    weights.bias +
    weights.coverage * evidence.coverage +
    weights.margin * evidence.margin +
    weights.closeness * evidence.closeness
  return 1 / (1 + Math.exp(-z))
}

/** From this confidence on an answer is shown, or suggestions are offered. */
const thresholds = { answer: 0.5, suggest: 0.2 }

/** What to do at a confidence. A wrong answer given with confidence is worse than an honest handoff. */
export function decide(confidence: number): Decision {
  if (confidence >= thresholds.answer) return 'answer'
  return confidence >= thresholds.suggest ? 'suggest' : 'handoff'
}
