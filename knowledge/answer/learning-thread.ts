import { Worker } from 'node:worker_threads'
import type { IndexedArticle } from '../index.ts'
import type { Trained } from './training.ts'

/** A thread that learns what it is given last; what was given before and is not yet begun is forgotten. */
export class LearningThread {
  private worker: Worker | null = null
  private round = 0
  private waiting: (() => void)[] = []
  private timer: NodeJS.Timeout | null = null
  private busy = false
  private dirty = false
  private readonly articles: () => IndexedArticle[]
  private readonly learnt: (trained: Trained) => void

  /**
   * @param articles what there is to learn from now
   * @param learnt called on this thread with what was learnt
   */
  constructor(articles: () => IndexedArticle[], learnt: (trained: Trained) => void) {
    this.articles = articles
    this.learnt = learnt
  }

  /** Learns again soon: changes often come many at once. */
  changed(): void {
    this.dirty = true
    this.timer ??= setTimeout(() => this.begin(), gatherMilliseconds).unref()
  }

  /** Resolves when all that was told of is learnt. */
  settled(): Promise<void> {
    if (!this.dirty && !this.busy) return Promise.resolve()
    const done = new Promise<void>((resolve) => this.waiting.push(resolve))
    this.begin()
    return done
  }

  async close(): Promise<void> {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    this.dirty = false
    const { worker } = this
    this.worker = null
    await worker?.terminate()
    this.release()
  }

  private begin(): void {
    if (this.timer) clearTimeout(this.timer)
    this.timer = null
    if (this.busy || !this.dirty) return
    this.dirty = false
    const articles = this.articles()
    if (articles.length === 0) {
      this.release()
      return
    }
    this.busy = true
    this.round++
    this.worker ??= this.start()
    this.worker.ref()
    this.worker.postMessage({ round: this.round, articles })
  }

  private start(): Worker {
    // Compiled it is a .js beside this file; tests run the sources, which Node 20 cannot, so they use what was built.
    const beside = new URL('./training-worker.js', import.meta.url)
    const address = import.meta.url.endsWith('.ts')
      ? new URL('../../dist/knowledge/answer/training-worker.js', import.meta.url)
      : beside
    const worker = new Worker(address)
    worker.on('message', ({ trained, failed }: { trained?: Trained; failed?: string }) => {
      if (trained) this.learnt(trained)
      else console.error(`Learning from the articles failed, answers go on without: ${failed}`)
      this.next()
    })
    worker.on('error', (error) => {
      console.error('The learning thread ended, answers go on without:', error)
      this.worker = null
      this.next()
    })
    return worker
  }

  private next(): void {
    this.busy = false
    this.worker?.unref()
    if (this.dirty) this.begin()
    else this.release()
  }

  private release(): void {
    for (const resolve of this.waiting.splice(0)) resolve()
  }
}

/** How long changes are gathered before learning begins. */
const gatherMilliseconds = 2_000
