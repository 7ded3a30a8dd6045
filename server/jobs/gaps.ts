import { Cron } from 'croner'
import type { UnansweredQuestion } from '../../core/conversations/engine.ts'
import type { Transact, Transaction } from '../../core/transaction.ts'
import { placeUnanswered, recordUnanswered } from '../../knowledge/gaps/store.ts'
import type { Answerer } from '../../knowledge/index.ts'
import type { Changes } from '../changes.ts'

/** Hands a question that people took over to knowledge, in the transaction of the conversation. */
export async function keepUnanswered(tx: Transaction, question: UnansweredQuestion): Promise<void> {
  await recordUnanswered(tx, question)
}

/** The finding of gaps in this process. */
export interface GapFinding {
  /** Finds the gaps of all questions that wait, now. Resolves when none waits; what goes wrong is told to `onError`. */
  find(): Promise<void>
  stop(): Promise<void>
}

/** Pause after a round, in milliseconds: questions that arrive meanwhile are dealt with together. */
const pauseMilliseconds = 1_000

/**
 * Finds the gaps of questions soon after they were left unanswered. Any number of processes may try; one of them does
 * it. Once a minute it is looked whether some were left behind.
 */
export function startGapFinding(options: {
  transact: Transact
  answerer: Answerer
  changes: Changes
  onError(error: unknown): void
}): GapFinding {
  const { transact, answerer, changes } = options
  let running: Promise<void> = Promise.resolve()
  let pause: NodeJS.Timeout | null = null
  let stopped = false
  // Failures are told and tried again with the next round: the questions go on waiting.
  const find = () => {
    running = running.then(() => placeAll(transact, answerer)).catch(options.onError)
    return running
  }
  const soon = () => {
    if (pause || stopped) return
    pause = setTimeout(() => {
      pause = null
      void find()
    }, pauseMilliseconds)
    pause.unref()
  }
  const unlisten = [changes.onUnanswered(soon), changes.onGap(soon)]
  const job = new Cron('* * * * *', { protect: true, unref: true }, soon)
  soon()
  return {
    find,
    async stop() {
      stopped = true
      job.stop()
      if (pause) clearTimeout(pause)
      for (const stop of unlisten) stop()
      await running
    },
  }
}

/** Finds the gaps of all that wait, of some in each transaction, until none does. */
export async function placeAll(transact: Transact, answerer: Pick<Answerer, 'ask'>): Promise<void> {
  const nearest = (question: string) =>
    answerer.ask(question).candidates.map(({ articleId, confidence }) => ({ articleId, confidence }))
  while ((await transact((tx) => placeUnanswered(tx, nearest))) > 0);
}
