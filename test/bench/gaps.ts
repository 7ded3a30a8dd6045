import { arrange, type Placed } from '../../knowledge/gaps/arrange.ts'
import { createAnswerer } from '../../knowledge/index.ts'
import { randomNumbers } from '../../knowledge/search/linear-model.ts'
import { readSuite, type Suite } from './suite.ts'
import { printTable } from './table.ts'

/** Each seed takes other intents out. */
const seeds = [1, 2, 3, 4, 5, 6]
const intentsRemoved = 10
/** How many questions arrive between two rounds of finding gaps. */
const together = 50

type Ask = Suite['asks'][number]

/**
 * Ten intents of clinc150 are taken out of the knowledge base at random, and the development questions of all are
 * asked in a random order. Those handed off, or met with the wrong articles, go the way they go in the product. An
 * intent came back as one gap when the gap that has most of its unanswered questions has half of them at least and is
 * mostly of that intent; purity is that intent's share of the gap.
 */
export async function run(): Promise<void> {
  const suite = readSuite('clinc150')
  const rows: (string | number)[][] = []
  let allBack = 0
  let allPurity = 0
  for (const seed of seeds) {
    const { removed, unanswered } = await askAll(suite, seed)
    const gaps = gapsOf(unanswered)
    const back = removed.flatMap((intent) => {
      const purity = purityOf(intent, gaps)
      return purity === null ? [] : [purity]
    })
    const purity = back.reduce((sum, each) => sum + each, 0) / Math.max(1, back.length)
    allBack += back.length / seeds.length
    allPurity += purity / seeds.length
    rows.push([seed, unanswered.length, gaps.length, `${back.length} of ${intentsRemoved}`, purity.toFixed(2)])
  }
  rows.push(['mean', '', '', `${allBack.toFixed(1)} of ${intentsRemoved}`, allPurity.toFixed(2)])
  printTable(['seed', 'left unanswered', 'gaps', 'came back as one', 'purity'], rows)
}

interface Left {
  intent: string | null
  text: string
  nearest: { articleId: string; confidence: number }[]
}

/** Asks everything of a base without ten intents. @returns what was left unanswered, in order */
async function askAll({ articles, asks }: Suite, seed: number): Promise<{ removed: string[]; unanswered: Left[] }> {
  const chance = randomNumbers(seed)
  const removed = shuffled(articles, chance)
    .slice(0, intentsRemoved)
    .map(({ id }) => id)
  const answerer = createAnswerer()
  for (const { id, title, phrasings } of articles)
    if (!removed.includes(id))
      answerer.put({
        id,
        title,
        body: '',
        phrasings: phrasings.map((text) => ({ text })),
        url: null,
        category: null,
        tags: [],
        language: 'en',
      })
  await answerer.settled()
  const unanswered = shuffled(asks, chance).flatMap((ask): Left[] => {
    const { intent, decision, candidates } = answerer.ask(ask.text)
    if (intent !== 'question' || isHelped(ask, decision, candidates)) return []
    return [{ intent: ask.relevant[0] ?? null, text: ask.text, nearest: candidates }]
  })
  await answerer.close()
  return { removed, unanswered }
}

/** Whether the right article was shown, or offered and then chosen. */
function isHelped({ relevant }: Ask, decision: string, candidates: { articleId: string }[]): boolean {
  const seen = decision === 'answer' ? 1 : decision === 'suggest' ? 3 : 0
  return candidates.slice(0, seen).some(({ articleId }) => relevant.includes(articleId))
}

/** The intents of the questions of each gap. */
function gapsOf(unanswered: Left[]): (string | null)[][] {
  let gapIds = 0
  let placed: Placed[] = []
  for (let from = 0; from < unanswered.length; from += together) {
    const arriving = unanswered
      .slice(from, from + together)
      .map(({ text, nearest }, at) => ({ id: String(from + at), text, nearest }))
    const gapOf = arrange(placed, arriving, () => String(gapIds++))
    placed = [...placed, ...arriving].map((question) => ({
      ...question,
      gapId: gapOf.get(question.id)!,
      isDismissed: false,
    }))
  }
  const gaps = new Map<string, (string | null)[]>()
  for (const { id, gapId } of placed)
    gaps.set(gapId, [...(gaps.get(gapId) ?? []), unanswered[Number(id)]?.intent ?? null])
  return [...gaps.values()]
}

/** The share of an intent in the gap it came back as, null when it did not. */
function purityOf(intent: string, gaps: (string | null)[][]): number | null {
  const counts = gaps.map((gap) => gap.filter((each) => each === intent).length)
  const most = Math.max(0, ...counts)
  const gap = gaps[counts.indexOf(most)]
  const all = counts.reduce((sum, count) => sum + count, 0)
  if (!gap || most === 0 || most < all / 2) return null
  const isMajority = [...new Set(gap)].every((other) => gap.filter((each) => each === other).length <= most)
  return isMajority ? most / gap.length : null
}

function shuffled<T>(items: readonly T[], chance: () => number): T[] {
  return items
    .map((item) => ({ item, key: chance() }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item)
}
