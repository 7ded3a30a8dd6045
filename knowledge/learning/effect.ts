/** What a learned phrasing weighs beside a confirmed one, which weighs 1. */
export const candidateWeight = 0.5

/** So many people must have found an article helpful before any of what they asked counts for it. */
const peopleNeeded = 2

/**
 * When a candidate phrasing counts, as SQL over its row: more people found that the article answers it than found it
 * does not, and its article has been found helpful by several, so that one person alone never moves a ranking.
 * Uses phrasing_text and the primary key of phrasing_vote.
 * @param phrasing alias of the row
 */
export function isLearned(phrasing: string): string {
  return `(
    (select coalesce(sum(case when v.helped then 1 else -1 end), 0) from phrasing_vote v where v.phrasing_id = ${phrasing}.id) > 0
    and (select count(distinct v.person_id) from phrasing_vote v join phrasing c on c.id = v.phrasing_id
          where c.article_id = ${phrasing}.article_id and v.helped) >= ${peopleNeeded})`
}
