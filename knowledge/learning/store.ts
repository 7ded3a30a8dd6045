import type { EntityManager } from 'typeorm'

/** What somebody did about an article that was shown for a question. */
export interface Outcome {
  articleId: string
  question: string
  outcome: 'solved' | 'not_helpful' | 'chosen'
  personId: string
}

/**
 * Keeps an outcome of an answer: a question that an article solved becomes a candidate phrasing of it, which is
 * shown to admins and changes no ranking until confirmed. The same question again changes nothing.
 */
export async function recordOutcome(tx: EntityManager, outcome: Outcome): Promise<void> {
  if (outcome.outcome !== 'solved') return
  const question = outcome.question.trim()
  if (question === '' || question.length > 300) return
  await tx.query(
    `insert into phrasing (article_id, text, source, state, weight)
     select id, $2, 'learned', 'candidate', 0.5 from article where id = $1
     on conflict (article_id, text) do nothing`,
    [outcome.articleId, question],
  )
}
