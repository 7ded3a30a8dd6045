import type { Transact } from '../../core/transaction.ts'
import { loadPublished, loadPublishedOne } from '../../knowledge/articles/store.ts'
import type { Answerer } from '../../knowledge/index.ts'
import type { Changes } from '../changes.ts'

/** The article index of this process. */
export interface KnowledgeIndex {
  /** Resolves once the bot can answer from an article. */
  has(id: string): Promise<void>
  stop(): void
}

/**
 * Loads every published article into the answerer and keeps it as the database has it: by notification, and wholly
 * again when notifications may have been missed.
 */
export async function keepIndexFresh(options: {
  transact: Transact
  answerer: Answerer
  changes: Changes
  onError(error: unknown): void
}): Promise<KnowledgeIndex> {
  const { transact, answerer, changes } = options
  let known = new Set<string>()
  const awaited = new Map<string, () => void>()

  const loadAll = async () => {
    const articles = await transact((tx) => loadPublished(tx))
    for (const article of articles) answerer.put(article)
    const present = new Set(articles.map((article) => article.id))
    for (const id of known) if (!present.has(id)) answerer.remove(id)
    known = present
  }
  const loadOne = async (id: string) => {
    const article = await transact((tx) => loadPublishedOne(tx, id))
    if (article) {
      answerer.put(article)
      known.add(id)
    } else {
      answerer.remove(id)
      known.delete(id)
    }
  }
  // One after another, so that an older reading of an article never overwrites a newer one.
  let work = Promise.resolve()
  const inTurn = (task: () => Promise<void>) => {
    work = work
      .then(task)
      .then(() => {
        for (const [id, arrived] of awaited) if (known.has(id)) arrived()
      })
      .catch(options.onError)
  }
  const unlisten = [
    changes.onArticle((id) => inTurn(() => (id === '' ? loadAll() : loadOne(id)))),
    changes.onGap(() => inTurn(loadAll)),
  ]
  await loadAll()
  return {
    has(id) {
      if (known.has(id)) return Promise.resolve()
      return new Promise((resolve) => {
        awaited.set(id, () => {
          awaited.delete(id)
          resolve()
        })
      })
    },
    stop() {
      for (const stop of unlisten) stop()
    },
  }
}
