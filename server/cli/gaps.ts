import { loadPublished } from '../../knowledge/articles/store.ts'
import { type Gap, listGaps } from '../../knowledge/gaps/store.ts'
import { createAnswerer } from '../../knowledge/index.ts'
import type { Config } from '../config.ts'
import { placeAll } from '../jobs/gaps.ts'
import { CommandRefused, withDatabase } from './session.ts'

/** Prints the gaps in the knowledge base, one a line. @throws CommandRefused when the limit is no number above 0 */
export async function gapsCommand(config: Config, limit: number): Promise<void> {
  if (!Number.isInteger(limit) || limit < 1)
    throw new CommandRefused('--limit: expected a whole number above 0, for example --limit 20')
  const gaps = await withDatabase(config, async (transact) => {
    const answerer = createAnswerer()
    try {
      for (const article of await transact(loadPublished)) answerer.put(article)
      await placeAll(transact, answerer)
    } finally {
      await answerer.close()
    }
    return transact((tx) => listGaps(tx, { limit, now: new Date() }))
  })
  if (gaps.length === 0) console.log('No question has been left unanswered.')
  for (const gap of gaps) console.log(lineOf(gap))
}

function lineOf({ thisWeek, weekBefore, name, article }: Gap): string {
  const counts = `${thisWeek} this week (${weekBefore} the week before)`
  return `${counts}  ${name}  ${article ? `near “${article.title}”` : 'no article'}`
}
