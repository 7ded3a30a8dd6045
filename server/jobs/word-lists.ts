import type { Transact } from '../../core/transaction.ts'
import type { Answerer } from '../../knowledge/index.ts'
import { loadWords } from '../../knowledge/words/store.ts'
import type { Changes } from '../changes.ts'

/**
 * Gives the answerer the lists of words as the database has them: by notification, and again when notifications may
 * have been missed.
 * @returns the way to stop
 */
export async function keepWordsFresh(options: {
  transact: Transact
  answerer: Answerer
  changes: Changes
  onError(error: unknown): void
}): Promise<() => void> {
  const { transact, answerer, changes } = options
  const load = async () => answerer.takeWords(await transact(loadWords))
  // One after another, so that an older reading never takes the place of a newer one.
  let work = Promise.resolve()
  const again = () => {
    work = work.then(load).catch(options.onError)
  }
  const unlisten = [changes.onWords(again), changes.onGap(again)]
  await load()
  return () => {
    for (const stop of unlisten) stop()
  }
}
