import type { Outcome } from '../../core/conversations/engine.ts'
import type { Transaction } from '../../core/transaction.ts'
import { recordOutcome } from '../../knowledge/learning/store.ts'

/** Hands what requesters did about an article to knowledge, in the transaction of the conversation. */
export async function learnFromOutcome(tx: Transaction, outcome: Outcome): Promise<void> {
  await recordOutcome(tx, outcome)
}
