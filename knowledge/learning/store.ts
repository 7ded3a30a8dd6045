import type { EntityManager } from 'typeorm'
import { articleChannel } from '../articles/store.ts'
import { candidateWeight, isLearned } from './effect.ts'

/** What somebody did about an article that was shown for a question. */
export interface Outcome {
  articleId: string
  question: string
  /** `sent`: an agent answered with it. */
  outcome: 'solved' | 'not_helpful' | 'chosen' | 'sent'
  personId: string
}

/** A learned phrasing waits as a candidate until somebody confirms or rejects it, which can be taken back. */
export const learnedStates = ['candidate', 'confirmed', 'rejected'] as const
export type LearnedState = (typeof learnedStates)[number]

/** A question learned from outcomes. */
export interface LearnedPhrasing {
  id: string
  text: string
  state: LearnedState
  /** Who last confirmed, rejected or put back, null where nobody has. */
  judgedBy: string | null
  judgedAt: Date | null
  articleId: string
  articleTitle: string
  /** How many people found that the article answers it, and that it does not. */
  helped: number
  notHelped: number
  /** Whether it counts already, with less weight than a confirmed one. */
  counts: boolean
  createdAt: Date
}

/** Questions longer than this are stories, and no example for anybody else; in UTF-16 units. */
const longestPhrasing = 300

/**
 * Keeps an outcome of an answer. A question that an article solved, or that an agent answered with it, becomes a
 * candidate phrasing of it; that it did not help counts against. One vote a person and question, the last one holds.
 * The indexes are told at once.
 */
export async function recordOutcome(tx: EntityManager, outcome: Outcome): Promise<void> {
  const question = outcome.question.replace(/\s+/gu, ' ').trim()
  if (outcome.outcome === 'chosen' || question === '' || question.length > longestPhrasing) return
  const helped = outcome.outcome === 'solved' || outcome.outcome === 'sent'
  if (helped)
    await tx.query(
      `insert into phrasing (article_id, text, source, state, weight)
       select id, $2, 'learned', 'candidate', $3 from article where id = $1
       on conflict on constraint phrasing_text do nothing`,
      [outcome.articleId, question, candidateWeight],
    )
  const voted = await tx.query(
    `insert into phrasing_vote (phrasing_id, person_id, helped)
     select id, $3, $4 from phrasing where article_id = $1 and text = $2 and state = 'candidate'
     on conflict (phrasing_id, person_id) do update set helped = excluded.helped, at = now() returning phrasing_id`,
    [outcome.articleId, question, outcome.personId, helped],
  )
  if (voted.length > 0) await tx.query('select pg_notify($1, $2)', [articleChannel, outcome.articleId])
}

/** Learned phrasings in a state, newest first. Uses phrasing_judged. */
export async function listLearned(
  tx: EntityManager,
  page: { state?: LearnedState; after?: { createdAt: string; id: string }; limit: number },
): Promise<LearnedPhrasing[]> {
  return tx.query(
    `select p.id, p.text, p.state, p.judged_by as "judgedBy", p.judged_at as "judgedAt", p.article_id as "articleId",
       a.title as "articleTitle", p.created_at as "createdAt",
       (p.state = 'confirmed' or p.state = 'candidate' and ${isLearned('p')}) as counts,
       (select count(*)::int from phrasing_vote v where v.phrasing_id = p.id and v.helped) as helped,
       (select count(*)::int from phrasing_vote v where v.phrasing_id = p.id and not v.helped) as "notHelped"
      from phrasing p join article a on a.id = p.article_id
      where p.source = 'learned' and p.state = $4 and ($1::timestamptz is null or (p.created_at, p.id) < ($1, $2::uuid))
      order by p.created_at desc, p.id desc limit $3`,
    [page.after?.createdAt ?? null, page.after?.id ?? null, page.limit, page.state ?? 'candidate'],
  )
}

/**
 * Makes a learned phrasing one of the article's own, takes it away (a rejected one is never learned again), or puts it
 * back among those that wait, with its votes as they were. Uses the primary key.
 * @param by who decides
 * @returns false when there is none, or its state does not lead there: only what waits can be confirmed or rejected,
 *   and only what was can be put back
 */
export async function judgeLearned(tx: EntityManager, id: string, verdict: LearnedState, by: string): Promise<boolean> {
  const [rows] = (await tx.query(
    `update phrasing set state = $2::text, weight = case when $2::text = 'candidate' then $4::real else 1 end,
        judged_by = $3, judged_at = now()
      where id = $1 and source = 'learned' and (state = 'candidate') <> ($2::text = 'candidate')
      returning article_id as "articleId"`,
    [id, verdict, by, candidateWeight],
  )) as [{ articleId: string }[], number]
  const [row] = rows
  if (row) await tx.query('select pg_notify($1, $2)', [articleChannel, row.articleId])
  return row !== undefined
}
