import { loadPublished } from '../../knowledge/articles/store.ts'
import { type CandidateExplained, createAnswerer, type Reason } from '../../knowledge/index.ts'
import { loadWords } from '../../knowledge/words/store.ts'
import type { Config } from '../config.ts'
import { CommandRefused, withDatabase } from './session.ts'

/** Asks the knowledge base a question as the bot would, and says why it answers so. */
export async function ask(config: Config, question: string, options: { explain?: boolean }): Promise<void> {
  const { articles, words } = await withDatabase(config, (transact) =>
    transact(async (tx) => ({ articles: await loadPublished(tx), words: await loadWords(tx) })),
  )
  if (articles.length === 0)
    throw new CommandRefused('There is no published article yet. Import a folder first: firstline import DIR')
  const answerer = createAnswerer()
  answerer.takeWords(words)
  for (const article of articles) answerer.put(article)
  await answerer.settled()
  const { answer, reason, thresholds, terms, candidates } = answerer.explain(question)
  console.log(`${answer.decision} (confidence ${answer.confidence.toFixed(2)}, ${answer.intent})`)
  if (options.explain) {
    console.log(`Why: ${sayReason(reason)}`)
    console.log(
      `Needed here: ${thresholds.answer.toFixed(2)} to answer, ${thresholds.suggest.toFixed(2)} to offer three.`,
    )
  }
  for (const [at, candidate] of answer.candidates.slice(0, 3).entries()) {
    console.log(`\n${at + 1}. ${candidate.title} (${candidate.confidence.toFixed(2)})`)
    if (candidate.passage)
      console.log(`   ${candidate.passage.heading ?? ''}\n   ${candidate.passage.text.replaceAll('\n', '\n   ')}`)
    const explained = candidates.find(({ articleId }) => articleId === candidate.articleId)
    if (options.explain && explained) for (const line of explainLines(explained)) console.log(`   ${line}`)
  }
  if (options.explain)
    console.log(
      `\nWords: ${terms.map(({ term, known, weight }) => `${term} ${known ? weight.toFixed(1) : 'unknown'}`).join(', ')}`,
    )
  await answerer.close()
}

/** A reason as a sentence. */
export function sayReason({ code, value, needed }: Reason): string {
  const numbers = [value ?? 0, needed ?? 0].map((each) => each.toFixed(2))
  switch (code) {
    case 'sure':
      return `confidence ${numbers[0]} reaches the ${numbers[1]} needed to answer.`
    case 'one_of_three':
      return `too unsure for one answer; that one of the first three is right has ${numbers[0]}, and ${numbers[1]} is needed to offer them.`
    case 'unsure':
      return `that one of the first three is right has ${numbers[0]}, below the ${numbers[1]} needed to offer them.`
    case 'nothing_found':
      return 'no article shares a word with the question.'
    case 'found_by_letters':
      return 'no article holds these words, but some are written nearly so.'
    case 'urgent':
      return 'it sounds urgent, which people look at whatever the score.'
    case 'person':
      return 'a person was asked for.'
    case 'small_talk':
      return 'it is small talk, nothing is searched.'
    case 'thanks':
      return 'it is thanks, nothing is searched.'
  }
}

function explainLines({ total, parts, matched, phrasings }: CandidateExplained): string[] {
  const sum = Object.entries(parts).map(([name, value]) => `${name} ${value.toFixed(2)}`)
  const words = matched.map(({ word, by }) => (word === by ? word : `${word} (as ${by})`))
  return [
    `score ${total.toFixed(2)}: ${sum.join(', ')}`,
    `words: ${words.join(', ') || 'none'}`,
    ...phrasings.map(({ text, nearness }) => `phrasing ${nearness.toFixed(2)}: ${text}`),
  ]
}
