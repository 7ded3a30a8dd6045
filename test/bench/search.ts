import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { postgresFullText } from './postgres-full-text.ts'
import {
  type BenchArticle,
  type Contender,
  firstline,
  flexSearch,
  fusePlain,
  fuseTuned,
  miniSearch,
  nodeNlp,
  orama,
} from './search-peers.ts'
import { readSuite } from './suite.ts'
import { synthetic } from './synthetic.ts'
import { printTable, quantile } from './table.ts'

interface Entry {
  contender: Contender
  /** How many questions it is asked: the slow ones are asked fewer. */
  questions: number
  /** How many phrasings of each article it is given, when not all. */
  phrasings?: number
}

const withPhrasings: Entry[] = [
  { contender: firstline, questions: 2_000 },
  { contender: miniSearch, questions: 300 },
  { contender: orama, questions: 300 },
  { contender: postgresFullText, questions: 300 },
  { contender: fusePlain, questions: 25 },
  { contender: fuseTuned, questions: 25 },
  { contender: nodeNlp, questions: 300, phrasings: 5 },
]

/** By number of articles. Peers that need minutes are measured with `--all` only. */
const bySize: { size: number; entries: Entry[]; slow: Entry[] }[] = [
  {
    size: 10_000,
    entries: [
      { contender: firstline, questions: 1_000 },
      { contender: flexSearch, questions: 300 },
      { contender: miniSearch, questions: 100 },
      { contender: orama, questions: 100 },
      { contender: postgresFullText, questions: 100 },
    ],
    slow: [],
  },
  {
    size: 100_000,
    entries: [
      { contender: firstline, questions: 1_000 },
      { contender: postgresFullText, questions: 30 },
    ],
    slow: [
      { contender: flexSearch, questions: 100 },
      { contender: miniSearch, questions: 20 },
    ],
  },
]

/** Finding the right article among 150 with 100 phrasings each (clinc150), and in made-up bases of 10,000 and 100,000. */
export async function run(options: readonly string[] = []): Promise<void> {
  const all = options.includes('--all')
  await suite(all)
  for (const { size, entries, slow } of bySize) await sized(size, all ? [...entries, ...slow] : entries)
}

async function suite(all: boolean): Promise<void> {
  const { articles, asks } = readSuite('clinc150')
  const inScope = asks.flatMap(({ text, relevant }) => (relevant[0] === undefined ? [] : [{ text, relevant }]))
  const full = articles.map((article): BenchArticle => ({ body: '', ...article }))
  const rows = []
  let ours = 0
  for (const { contender, questions, phrasings } of withPhrasings) {
    const most = all ? undefined : phrasings
    const given =
      most === undefined ? full : full.map((each) => ({ ...each, phrasings: each.phrasings.slice(0, most) }))
    const begun = performance.now()
    const filled = await contender.fill(given)
    const ready = performance.now() - begun
    const step = Math.max(1, Math.floor(inScope.length / questions))
    const { right, times } = await ask(
      filled.find,
      inScope.filter((_, at) => at % step === 0),
    )
    await filled.close?.()
    ours ||= quantile(times, 0.5)
    rows.push([
      most === undefined ? contender.name : `${contender.name}, ${most} phrasings`,
      times.length,
      percent(right),
      `${ready.toFixed(0)} ms`,
      ...spread(times, ours),
    ])
  }
  console.log('\n150 articles, 100 phrasings each')
  printTable(['', 'asked', 'top-1', 'ready', 'p50', 'p99', 'p50 against ours'], rows)
}

async function sized(size: number, entries: Entry[]): Promise<void> {
  const { articles, asks } = synthetic(size, 1_000)
  const given = articles.map((article): BenchArticle => ({ ...article, phrasings: [] }))
  const questions = asks.map(({ text, article }) => ({ text, relevant: [article] }))
  const rows = []
  let ours = 0
  for (const { contender, questions: count } of entries) {
    const { times, right, built, held, updates } = await measure(contender, given, questions.slice(0, count))
    ours ||= quantile(times, 0.5)
    rows.push([
      contender.name,
      times.length,
      percent(right),
      `${(built / 1_000).toFixed(1)} s`,
      contender === postgresFullText ? 'on disk' : `${(held / size / 1_000).toFixed(1)} kB`,
      ...spread(times, ours),
      `${quantile(updates, 0.99).toFixed(1)} ms`,
    ])
  }
  console.log(`\n${size.toLocaleString('en')} made-up articles of 150 words`)
  printTable(
    ['', 'asked', 'top-1', 'built', 'memory an article', 'p50', 'p99', 'p50 against ours', 'one article, p99'],
    rows,
  )
}

/** Fills one contender, asks it and changes some articles. It is forgotten before the next one's memory is measured. */
async function measure(
  contender: Contender,
  articles: readonly BenchArticle[],
  questions: readonly { text: string; relevant: string[] }[],
) {
  const before = memory()
  const begun = performance.now()
  const filled = await contender.fill(articles)
  const built = performance.now() - begun
  const held = memory() - before
  const asked = await ask(filled.find, questions)
  const updates: number[] = []
  for (let at = 0; at < 50; at++) {
    const article = articles[(at * 97) % articles.length]!
    const start = performance.now()
    await filled.put?.({ ...article, body: `${article.body} changed ${at}` })
    updates.push(performance.now() - start)
  }
  await filled.close?.()
  return { ...asked, built, held, updates }
}

async function ask(
  find: (text: string) => Promise<string | undefined> | string | undefined,
  questions: readonly { text: string; relevant: string[] }[],
): Promise<{ right: number; times: number[] }> {
  const times: number[] = []
  let right = 0
  // The first questions compile the code and are not counted.
  for (const { text } of questions.slice(0, 5)) await find(text)
  for (const { text, relevant } of questions) {
    const start = performance.now()
    const found = await find(text)
    times.push(performance.now() - start)
    if (found !== undefined && relevant.includes(found)) right++
  }
  return { right: right / questions.length, times }
}

const percent = (share: number) => `${(100 * share).toFixed(1)} %`

function spread(times: number[], ours: number): string[] {
  const middle = quantile(times, 0.5)
  return [`${middle.toFixed(2)} ms`, `${quantile(times, 0.99).toFixed(2)} ms`, `${(middle / ours).toFixed(1)}×`]
}

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

/** Bytes in use, after collecting what is not. */
function memory(): number {
  collect()
  const { heapUsed, arrayBuffers } = process.memoryUsage()
  return heapUsed + arrayBuffers
}
