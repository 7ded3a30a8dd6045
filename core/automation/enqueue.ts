import { notifyWork } from '../delivery/store.ts'
import type { TimelineKind } from '../tickets/timeline.ts'
import type { Transaction } from '../transaction.ts'
import { insertRuleEvent } from './store.ts'

/** Tells the rules that wait for it what happened to a ticket; they run once it is committed. @param entry id of the line of its history */
export async function tellRules(tx: Transaction, ticket: number, entry: string, kind: TimelineKind): Promise<void> {
  if (await insertRuleEvent(tx, ticket, entry, kind)) await notifyWork(tx, 'automation_event')
}
