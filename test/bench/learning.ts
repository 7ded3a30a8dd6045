import { createAnswerer } from '../../knowledge/index.ts'
import { candidateWeight } from '../../knowledge/learning/effect.ts'
import { randomNumbers } from '../../knowledge/search/linear-model.ts'
import { readSuite } from './suite.ts'
import { printTable } from './table.ts'

/** After how many conversations to look. */
const looks = [0, 250, 500, 1_000, 2_000, 4_000, 8_000, 15_000]
/** Share of presses on the wrong article. */
const wrongPresses = 0.05

/**
 * Starts from titles only on clinc150. Each conversation asks one training question; its right article is learned,
 * because the requester chose it or because an agent solved the ticket with it; one in twenty presses is wrong. What
 * is learned is never confirmed, so it weighs what candidates weigh. Then the development questions are asked.
 */
export async function run(): Promise<void> {
  const { articles, asks } = readSuite('clinc150')
  const inScope = asks.filter((ask) => ask.relevant.length > 0)
  const chance = randomNumbers(7)
  const stream = articles
    .flatMap(({ id, phrasings }) => phrasings.map((text) => ({ text, article: id })))
    .map((conversation) => ({ conversation, key: chance() }))
    .sort((a, b) => a.key - b.key)
    .map(({ conversation }) => conversation)
  const learned = new Map<string, { text: string; weight: number }[]>(articles.map(({ id }) => [id, []]))
  const answerer = createAnswerer()
  const put = (id: string, title: string) =>
    answerer.put({
      id,
      title,
      body: '',
      phrasings: learned.get(id) ?? [],
      url: null,
      category: null,
      tags: [],
      language: 'en',
    })
  for (const { id, title } of articles) put(id, title)

  const rows: (string | number)[][] = []
  let done = 0
  let wrong = 0
  for (const look of looks) {
    const changed = new Set<string>()
    for (; done < Math.min(look, stream.length); done++) {
      const { text, article } = stream[done] as { text: string; article: string }
      const isWrong = chance() < wrongPresses
      const pressed = isWrong ? (articles[Math.floor(chance() * articles.length)]?.id ?? article) : article
      if (pressed !== article) wrong++
      learned.get(pressed)?.push({ text, weight: candidateWeight })
      changed.add(pressed)
    }
    for (const { id, title } of articles) if (changed.has(id)) put(id, title)
    await answerer.settled()
    const right = inScope.filter(({ text, relevant }) =>
      relevant.includes(answerer.ask(text).candidates[0]?.articleId ?? ''),
    ).length
    rows.push([done, wrong, `${((100 * right) / inScope.length).toFixed(1)} %`])
  }
  printTable(['conversations', 'wrong presses', 'top-1'], rows)
  await answerer.close()
}
