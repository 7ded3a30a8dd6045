import { loadPublished } from '../../knowledge/articles/store.ts'
import { createAnswerer } from '../../knowledge/index.ts'
import type { Config } from '../config.ts'
import { CommandRefused, withDatabase } from './session.ts'

/** Asks the knowledge base a question as the bot would, and says why it answers so. */
export async function ask(config: Config, question: string, options: { explain?: boolean }): Promise<void> {
  const articles = await withDatabase(config, (transact) => transact(loadPublished))
  if (articles.length === 0)
    throw new CommandRefused('There is no published article yet. Import a folder first: firstline import DIR')
  const answerer = createAnswerer()
  for (const article of articles) answerer.put(article)
  await answerer.settled()
  const { answer, terms, candidates } = answerer.explain(question)
  console.log(`${answer.decision} (confidence ${answer.confidence.toFixed(2)}, ${answer.intent})`)
  for (const [at, candidate] of answer.candidates.slice(0, 3).entries()) {
    console.log(`\n${at + 1}. ${candidate.title} (${candidate.confidence.toFixed(2)})`)
    if (candidate.passage)
      console.log(`   ${candidate.passage.heading ?? ''}\n   ${candidate.passage.text.replaceAll('\n', '\n   ')}`)
    if (options.explain)
      console.log(
        `   ${Object.entries(candidates[at]?.parts ?? {})
          .map(([name, value]) => `${name} ${value.toFixed(2)}`)
          .join(', ')}`,
      )
  }
  if (options.explain)
    console.log(
      `\nWords: ${terms.map(({ term, known, weight }) => `${term} ${known ? weight.toFixed(1) : 'unknown'}`).join(', ')}`,
    )
  await answerer.close()
}
