import { notifyWork } from '../delivery/store.ts'
import { cancelTimer, setTimer } from '../delivery/timers.ts'
import type { Transaction } from '../transaction.ts'
import { demandsOf, evaluate } from './evaluate.ts'
import { pageOpenFacts } from './facts/store.ts'
import type { Condition } from './rule.ts'
import { nextRun } from './schedule.ts'
import { holdMatches, listRules, type StoredRule } from './store.ts'

const timerOf = (id: string) => `rule:${id}`

/** Sets or takes back the timer of a rule, as it is now: one for each that goes by the clock and is on. */
export async function settleTimer(
  tx: Transaction,
  rule: Pick<StoredRule, 'id' | 'enabled' | 'rule'>,
  now: Date,
): Promise<void> {
  const { when } = rule.rule
  if (!rule.enabled || 'events' in when) return cancelTimer(tx, timerOf(rule.id))
  await setTimer(tx, {
    name: timerOf(rule.id),
    kind: 'run_rule',
    dueAt: nextRun(when.every, when.timeZone, now),
    payload: rule.id,
  })
}

/** Takes back the timer of a rule that is gone. */
export async function forgetTimer(tx: Transaction, id: string): Promise<void> {
  await cancelTimer(tx, timerOf(id))
}

/** How many tickets are looked at together. */
const pageSize = 500

/**
 * What the timer of a rule does: finds the tickets it matches and did not match before, and queues them for the rule.
 * So it acts on a ticket once for as long as it goes on matching, and once more when it matches anew. Sets its timer
 * for the next time; what was missed while nothing ran is made up for once.
 */
export async function runScheduled(tx: Transaction, id: string, now: Date): Promise<void> {
  const rule = (await listRules(tx)).find((each) => each.id === id)
  if (!rule?.enabled || 'events' in rule.rule.when) return
  const withText = rule.rule.if !== null && asksForText(rule.rule.if)
  const demands = demandsOf(rule.rule.if)
  const matching: number[] = []
  for (let after = 0; ; ) {
    const page = await pageOpenFacts(tx, { after, limit: pageSize, demands, withText }, now)
    for (const facts of page) if (evaluate(rule.rule, facts).matched) matching.push(facts.number)
    const last = page.at(-1)
    if (!last || page.length < pageSize) break
    after = last.number
  }
  if ((await holdMatches(tx, rule.id, matching, now)) > 0) await notifyWork(tx, 'automation_event')
  await settleTimer(tx, rule, now)
}

/** Whether a condition looks at what was written, which is not loaded otherwise. */
function asksForText(condition: Condition): boolean {
  if ('all' in condition) return condition.all.some(asksForText)
  if ('any' in condition) return condition.any.some(asksForText)
  if ('not' in condition) return asksForText(condition.not)
  return 'contains' in condition && condition.fact === 'text'
}
