import { randomUUID } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { arrange, endedGaps, type Placed } from './arrange.ts'
import type { UnansweredReason } from './entities.ts'
import type { NearArticle } from './features.ts'
import { nameOf, stemsOf } from './name.ts'

/** A question that people had to take over. */
export interface Unanswered {
  question: string
  reason: UnansweredReason
  /** The article that was shown for it, null when none was. */
  articleId: string | null
  conversationId: string
  ticketNumber: number | null
  askedAt: Date
}

/** The notification that a question waits to be placed. */
export const unansweredChannel = 'firstline_unanswered'

/** The longest question that is kept, in UTF-16 units. */
const longestQuestion = 1_000
/** How many placed questions are looked at, the newest; how many tell which words are common; and how many arrive in one transaction. */
const mostLookedAt = 5_000
const mostRead = 1_000
const mostArriving = 50

/** Keeps a question in the transaction that hands it over. It finds its gap later: this only adds a row. */
export async function recordUnanswered(tx: EntityManager, unanswered: Unanswered): Promise<void> {
  const question = unanswered.question.replace(/\s+/gu, ' ').trim().slice(0, longestQuestion)
  if (question === '') return
  await tx.query(
    `insert into unanswered_question (text, reason, article_id, conversation_id, ticket_number, asked_at)
     values ($1, $2, (select id from article where id = $3), $4, $5, $6)`,
    [
      question,
      unanswered.reason,
      unanswered.articleId,
      unanswered.conversationId,
      unanswered.ticketNumber,
      unanswered.askedAt,
    ],
  )
  await tx.query(`select pg_notify($1, '')`, [unansweredChannel])
}

/**
 * Finds the gap of some questions that wait for one. One process at a time does it, under an advisory lock that is
 * taken before anything else and held with rows of gaps and their questions only; conversations are never locked, so
 * this and they cannot wait for each other. A process that dies leaves the questions waiting.
 * Uses unanswered_question_waiting.
 * @param nearest the articles that come near a question, best first
 * @returns how many were placed; 0 when none waits
 */
export async function placeUnanswered(
  tx: EntityManager,
  nearest: (question: string) => NearArticle[],
): Promise<number> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('firstline.gaps'))`)
  const waiting: { id: string; text: string }[] = await tx.query(
    'select id, text from unanswered_question where gap_id is null order by id limit $1',
    [mostArriving],
  )
  if (waiting.length === 0) return 0
  const placed = await newestPlaced(tx)
  const arriving = waiting.map((question) => ({ ...question, nearest: nearest(question.text) }))
  const gapOf = arrange(placed, arriving, randomUUID)

  const before = new Map(placed.map(({ id, gapId }) => [id, gapId]))
  const changed = [...gapOf].filter(([id, gapId]) => before.get(id) !== gapId)
  const gaps = new Set(changed.flatMap(([id, gapId]) => [gapId, before.get(id) ?? gapId]))
  await storeNames(tx, [...placed, ...arriving], gapOf, gaps)
  const near = new Map(arriving.map(({ id, nearest: found }) => [id, found]))
  await tx.query(
    `update unanswered_question q set gap_id = new.gap_id, nearest = coalesce(new.nearest, q.nearest)
       from jsonb_to_recordset($1) as new (id bigint, gap_id uuid, nearest jsonb) where q.id = new.id`,
    [JSON.stringify(changed.map(([id, gapId]) => ({ id, gap_id: gapId, nearest: near.get(id) ?? null })))],
  )
  await joinMerged(tx, placed, gapOf)
  return waiting.length
}

/** The newest questions that have a gap, with their gap. Uses the primary key, from its end. */
async function newestPlaced(tx: EntityManager): Promise<Placed[]> {
  const rows: Placed[] = await tx.query(
    `select q.id, q.text, coalesce(q.nearest, '[]') as nearest, q.gap_id as "gapId", g.dismissed_at is not null as "isDismissed"
       from unanswered_question q join gap g on g.id = q.gap_id order by q.id desc limit $1`,
    [mostLookedAt],
  )
  return rows.reverse()
}

/** Names gaps anew whose questions changed; a new one is made. */
async function storeNames(
  tx: EntityManager,
  questions: { id: string; text: string }[],
  gapOf: Map<string, string>,
  gaps: Set<string>,
): Promise<void> {
  const elsewhere = new Map<string, number>()
  const texts = new Map<string, string[]>()
  for (const { text } of questions.slice(-mostRead))
    for (const stem of stemsOf(text).keys()) elsewhere.set(stem, (elsewhere.get(stem) ?? 0) + 1)
  for (const { id, text } of questions.toReversed()) {
    const gap = gapOf.get(id)!
    const own = texts.get(gap)
    if (own) own.push(text)
    else if (gaps.has(gap)) texts.set(gap, [text])
  }
  const named = [...texts].map(([id, own]) => ({ id, ...nameOf(own, (stem) => elsewhere.get(stem) ?? 0) }))
  await tx.query(
    `insert into gap (id, name, words)
     select id, name, words from jsonb_to_recordset($1) as new (id uuid, name text, words text[])
     on conflict (id) do update set name = excluded.name, words = excluded.words`,
    [JSON.stringify(named)],
  )
}

/** Older questions of a gap that became part of another go along, and what is left without questions ends. Uses unanswered_question_gap. */
async function joinMerged(tx: EntityManager, placed: readonly Placed[], gapOf: Map<string, string>): Promise<void> {
  for (const [from, into] of endedGaps(placed, gapOf, new Set(gapOf.values()))) {
    await tx.query('update unanswered_question set gap_id = $2 where gap_id = $1', [from, into])
    await tx.query('delete from gap where id = $1', [from])
  }
}

/**
 * Takes a gap out of the list, or puts it back. Questions go on being counted in it meanwhile.
 * @returns false when there is no such gap
 */
export async function dismissGap(tx: EntityManager, id: string, isDismissed: boolean): Promise<boolean> {
  const [rows] = (await tx.query(
    `update gap set dismissed_at = case when $2 then coalesce(dismissed_at, now()) end where id = $1 returning id`,
    [id, isDismissed],
  )) as [{ id: string }[], number]
  return rows.length > 0
}

/** A gap as an admin sees it. */
export interface Gap {
  id: string
  name: string
  words: string[]
  /** Questions in the last seven days, in the seven before, and ever. */
  thisWeek: number
  weekBefore: number
  total: number
  lastAskedAt: Date
  /** Up to five, newest first. */
  examples: string[]
  tickets: number[]
  /** The published article that most of its questions came near to; null when none did. */
  article: { id: string; title: string } | null
  dismissedAt: Date | null
}

/** Where a page of gaps begins: behind the last of the page before. */
export interface GapPlace {
  thisWeek: string
  total: string
  id: string
}

/** From this probability on an article that came first is worth mentioning. */
const worthMentioning = 0.3

/**
 * Gaps, those asked about most in the last seven days first. Uses unanswered_question_gap.
 * @param now the end of the last seven days
 */
export async function listGaps(
  tx: EntityManager,
  page: { after?: GapPlace; limit: number; now: Date; dismissed?: boolean },
): Promise<Gap[]> {
  return tx.query(
    `select g.id, g.name, g.words, g.dismissed_at as "dismissedAt", n."thisWeek", n."weekBefore", n.total, n."lastAskedAt",
       array(select text from (select q.text, max(q.asked_at) as asked from unanswered_question q where q.gap_id = g.id
              group by q.text order by asked desc, q.text limit 5) e order by asked desc, text) as examples,
       array(select q.ticket_number::int from unanswered_question q where q.gap_id = g.id and q.ticket_number is not null
              order by q.asked_at desc, q.id desc limit 5) as tickets,
       case when a.id is not null then jsonb_build_object('id', a.id, 'title', a.title) end as article
      from gap g
      cross join lateral (
        select count(*) filter (where q.asked_at > $4::timestamptz - interval '7 days')::int as "thisWeek",
          count(*) filter (where q.asked_at <= $4::timestamptz - interval '7 days' and q.asked_at > $4::timestamptz - interval '14 days')::int as "weekBefore",
          count(*)::int as total, max(q.asked_at) as "lastAskedAt"
        from unanswered_question q where q.gap_id = g.id) n
      left join lateral (
        select c.article_id, count(*) as times from (
          select coalesce(q.article_id, case when (q.nearest->0->>'confidence')::real >= $5 then (q.nearest->0->>'articleId')::uuid end) as article_id
            from unanswered_question q where q.gap_id = g.id) c
         where c.article_id is not null group by c.article_id order by times desc, c.article_id limit 1) near on near.times * 2 >= n.total
      left join article a on a.id = near.article_id and a.state = 'published'
     where n.total > 0 and (g.dismissed_at is not null) = $6
       and ($1::int is null or (n."thisWeek", n.total, g.id) < ($1, $2::int, $3::uuid))
     order by n."thisWeek" desc, n.total desc, g.id desc limit $7`,
    [
      page.after?.thisWeek ?? null,
      page.after?.total ?? null,
      page.after?.id ?? null,
      page.now,
      worthMentioning,
      page.dismissed ?? false,
      page.limit,
    ],
  )
}
