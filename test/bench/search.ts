import Fuse from 'fuse.js'
import MiniSearch from 'minisearch'
import { createAnswerer } from '../../knowledge/index.ts'
import { readSuite, type Suite } from './suite.ts'
import { printTable, quantile } from './table.ts'

interface Contender {
  name: string
  /** Resolves when questions can be asked. */
  build(articles: Suite['articles']): Promise<(text: string) => string | undefined>
  /** How many questions it is asked: the slow ones are asked fewer. */
  questions: number
}

const contenders: Contender[] = [
  {
    name: 'firstline',
    questions: 2_000,
    async build(articles) {
      const answerer = createAnswerer()
      for (const { id, title, phrasings } of articles)
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
      await answerer.close()
      return (text) => answerer.ask(text).candidates[0]?.articleId
    },
  },
  {
    name: 'minisearch',
    questions: 500,
    async build(articles) {
      const index = new MiniSearch({
        fields: ['title', 'phrasings'],
        storeFields: ['id'],
        searchOptions: { boost: { title: 2 }, fuzzy: 0.2, prefix: true },
      })
      index.addAll(articles.map(({ id, title, phrasings }) => ({ id, title, phrasings: phrasings.join('\n') })))
      return (text) => index.search(text)[0]?.id as string | undefined
    },
  },
  {
    name: 'fuse.js',
    questions: 40,
    async build(articles) {
      const fuse = new Fuse(
        articles.flatMap(({ id, title, phrasings }) => [title, ...phrasings].map((text) => ({ id, text }))),
        { keys: ['text'], ignoreLocation: true },
      )
      return (text) => fuse.search(text, { limit: 1 })[0]?.item.id
    },
  },
]

/** 150 articles with 100 phrasings each (clinc150): how often the right one is first, and how long a question takes. */
export async function run(): Promise<void> {
  const { articles, asks } = readSuite('clinc150')
  const inScope = asks.filter((ask) => ask.relevant.length > 0)
  const rows = []
  let ours = 0
  for (const { name, questions, build } of contenders) {
    const begun = performance.now()
    const find = await build(articles)
    const ready = performance.now() - begun
    const step = Math.max(1, Math.floor(inScope.length / questions))
    const asked = inScope.filter((_, at) => at % step === 0)
    let right = 0
    const times = asked.map(({ text, relevant }) => {
      const start = performance.now()
      const found = find(text)
      const time = performance.now() - start
      if (found !== undefined && relevant.includes(found)) right++
      return time
    })
    const middle = quantile(times, 0.5)
    ours ||= middle
    rows.push([
      name,
      asked.length,
      `${((100 * right) / asked.length).toFixed(1)} %`,
      `${ready.toFixed(0)} ms`,
      `${middle.toFixed(2)} ms`,
      `${quantile(times, 0.99).toFixed(2)} ms`,
      `${(middle / ours).toFixed(1)}×`,
    ])
  }
  printTable(['', 'asked', 'top-1', 'ready', 'p50', 'p99', 'against ours'], rows)
}
