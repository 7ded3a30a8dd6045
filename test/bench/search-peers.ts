import { createRequire } from 'node:module'
import { create, insert, insertMultiple, remove, search } from '@orama/orama'
import FlexSearch from 'flexsearch'
import Fuse from 'fuse.js'
import MiniSearch from 'minisearch'
import { createAnswerer, type IndexedArticle } from '../../knowledge/index.ts'

/** An article as every contender gets it. */
export interface BenchArticle {
  id: string
  title: string
  body: string
  phrasings: string[]
}

/** Something that finds articles, filled. */
export interface Filled {
  /** The id of the best article. */
  find(text: string): Promise<string | undefined> | string | undefined
  /** Puts an article in the place of the one with its id. */
  put?(article: BenchArticle): Promise<void> | void
  close?(): Promise<void>
}

export interface Contender {
  name: string
  /** Resolves when questions can be asked. */
  fill(articles: readonly BenchArticle[]): Promise<Filled>
}

const textOf = ({ body, phrasings }: BenchArticle) => [body, ...phrasings].join('\n')

export const firstline: Contender = {
  name: 'firstline',
  async fill(articles) {
    const answerer = createAnswerer()
    const put = ({ id, title, body, phrasings }: BenchArticle) => {
      const indexed: IndexedArticle = {
        id,
        title,
        body,
        phrasings: phrasings.map((text) => ({ text })),
        url: null,
        category: null,
        tags: [],
        language: 'en',
      }
      answerer.put(indexed)
    }
    articles.forEach(put)
    await answerer.settled()
    return { find: (text) => answerer.ask(text).candidates[0]?.articleId, put, close: () => answerer.close() }
  },
}

export const miniSearch: Contender = {
  name: 'MiniSearch',
  async fill(articles) {
    const index = new MiniSearch({
      fields: ['title', 'text'],
      searchOptions: { boost: { title: 2 }, fuzzy: 0.2, prefix: true },
    })
    const rowOf = (article: BenchArticle) => ({ id: article.id, title: article.title, text: textOf(article) })
    index.addAll(articles.map(rowOf))
    return {
      find: (text) => index.search(text)[0]?.id as string | undefined,
      put: (article) => index.replace(rowOf(article)),
    }
  },
}

export const orama: Contender = {
  name: 'Orama',
  async fill(articles) {
    const index = create({ schema: { title: 'string', text: 'string' } as const })
    const rowOf = (article: BenchArticle) => ({ id: article.id, title: article.title, text: textOf(article) })
    await insertMultiple(index, articles.map(rowOf), 1_000)
    return {
      async find(text) {
        const { hits } = await search(index, { term: text, limit: 1, boost: { title: 2 } })
        return hits[0]?.id
      },
      async put(article) {
        await remove(index, article.id)
        await insert(index, rowOf(article))
      },
    }
  },
}

export const flexSearch: Contender = {
  name: 'FlexSearch',
  async fill(articles) {
    const index = new FlexSearch.Index({ tokenize: 'strict', resolution: 9 })
    for (const article of articles) index.add(article.id, `${article.title}\n${textOf(article)}`)
    return {
      find: (text) => index.search(text, { limit: 1, suggest: true })[0] as string | undefined,
      put(article) {
        index.update(article.id, `${article.title}\n${textOf(article)}`)
      },
    }
  },
}

function fuse(name: string, options: object): Contender {
  return {
    name,
    async fill(articles) {
      const index = new Fuse(
        articles.flatMap(({ id, title, phrasings }) => [title, ...phrasings].map((text) => ({ id, text }))),
        { keys: ['text'], ...options },
      )
      return { find: (text) => index.search(text, { limit: 1 })[0]?.item.id }
    },
  }
}

export const fusePlain = fuse('fuse.js', {})
/** Wherever in the text, as its documentation advises for longer ones. */
export const fuseTuned = fuse('fuse.js, tuned', { ignoreLocation: true })

/** As much of node-nlp as is asked of. */
interface NlpManager {
  addDocument(language: string, text: string, intent: string): void
  train(): Promise<void>
  process(language: string, text: string): Promise<{ intent: string }>
}

/** Trained in the main thread; from 15,000 phrasings that takes minutes. */
export const nodeNlp: Contender = {
  name: 'node-nlp',
  async fill(articles) {
    const { NlpManager: Manager } = createRequire(import.meta.url)('node-nlp') as {
      NlpManager: new (options: object) => NlpManager
    }
    const manager = new Manager({ languages: ['en'], autoSave: false, nlu: { log: false } })
    for (const { id, title, phrasings } of articles)
      for (const text of [title, ...phrasings]) manager.addDocument('en', text, id)
    await manager.train()
    return { find: async (text) => (await manager.process('en', text)).intent }
  },
}
