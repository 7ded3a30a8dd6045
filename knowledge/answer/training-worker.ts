import { parentPort } from 'node:worker_threads'
import type { IndexedArticle } from '../index.ts'
import { train } from './training.ts'

/** Trains on the articles of each message and answers with what was learnt. */
parentPort?.on('message', ({ round, articles }: { round: number; articles: IndexedArticle[] }) => {
  try {
    const trained = train(articles)
    const { space, model } = trained.learnt
    parentPort?.postMessage({ round, trained }, [
      space.row.buffer,
      space.weight.buffer,
      model.weights.buffer,
    ] as ArrayBuffer[])
  } catch (error) {
    parentPort?.postMessage({ round, failed: error instanceof Error ? (error.stack ?? error.message) : String(error) })
  }
})
