import { backoffSeconds } from '../delivery/backoff.ts'
import { bury, type Claimed, finish, holds, notifyChange, retryLater } from '../delivery/store.ts'
import { startWorker, type Worker } from '../delivery/worker.ts'
import { DomainError } from '../errors.ts'
import { readEntry, record } from '../tickets/store.ts'
import type { ActorKind } from '../tickets/timeline.ts'
import { lockForWork } from '../tickets/work.ts'
import type { Transact, Transaction } from '../transaction.ts'
import { applyAction, signatureOf } from './apply.ts'
import { evaluate, type Verdict } from './evaluate.ts'
import { loadFacts } from './facts/store.ts'
import { runsAnHour, stopOf } from './loops.ts'
import { printAction } from './print.ts'
import { countRuns, listRules, type RuleWork, rulesFor, type StoredRule, setChain } from './store.ts'

/** What a bug of ours keeps from being dealt with is given up on after about four minutes: it holds up its ticket's rules. */
const attemptsAllowed = 9

/**
 * Starts running rules. What happened to a ticket is dealt with in its own transaction soon after it was committed:
 * everything the rules do to it is committed together with "done", so a killed process neither loses nor repeats it.
 */
export function startAutomation(options: { transact: Transact; now(): Date; onError(error: unknown): void }): Worker {
  const { transact } = options
  const work = async (row: Claimed, worker: string) => {
    try {
      await transact(async (tx) => {
        if (!(await holds(tx, 'automation_event', row.id, worker))) return
        await runRules(tx, row.payload as unknown as RuleWork, options.now())
        await finish(tx, 'automation_event', row.id, worker)
      })
    } catch (error) {
      options.onError(error)
      const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
      await transact((tx) =>
        row.attempts >= attemptsAllowed
          ? bury(tx, 'automation_event', row.id, worker, text)
          : retryLater(tx, 'automation_event', row.id, worker, backoffSeconds(row.attempts, Math.random(), null), text),
      )
    }
  }
  return startWorker({ queue: 'automation_event', transact, concurrency: 4, work, onError: options.onError })
}

/** Runs the rules that wait for what happened, in their order, each on the ticket as the one before left it. */
export async function runRules(tx: Transaction, work: RuleWork, now: Date): Promise<void> {
  const rules =
    'rule' in work
      ? (await listRules(tx)).filter(({ id, enabled }) => id === work.rule && enabled)
      : await rulesFor(tx, work.kind)
  if (rules.length === 0) return
  // The conversation before the ticket, as everybody locks them.
  await lockForWork(tx, work.ticket, undefined)
  const chain = 'rule' in work ? [] : work.chain
  const actor: ActorKind = 'rule' in work ? 'system' : (await readEntry(tx, work.entry)).actor.kind
  for (const rule of rules) await runRule(tx, rule, { ...work, chain, actor }, now)
  await setChain(tx, [])
}

async function runRule(
  tx: Transaction,
  rule: StoredRule,
  work: { ticket: number; chain: string[]; actor: ActorKind },
  now: Date,
): Promise<void> {
  const { ticket, chain } = work
  const facts = await loadFacts(tx, ticket, work.actor, now)
  const verdict = evaluate(rule.rule, facts)
  if (!verdict.matched) return
  const about = { rule: rule.id, name: rule.name, version: rule.version }
  const hourAgo = new Date(now.getTime() - 3_600_000)
  const runs = await countRuns(tx, rule.id, ticket, hourAgo)
  const stop = stopOf(rule.id, chain, runs)
  if (stop !== null) {
    const names = new Map((await listRules(tx)).map(({ id, name }) => [id, name]))
    const through = chain.map((id) => names.get(id) ?? id)
    const data = { ...about, because: stop, chain: through, limit: runsAnHour }
    await record(tx, ticket, signatureOf(rule), { kind: 'rule_stopped', data }, now)
    return
  }
  await setChain(tx, [...chain, rule.id])
  await record(tx, ticket, signatureOf(rule), { kind: 'rule_ran', data: { ...about, why: reasons(verdict) } }, now)
  for (const action of verdict.actions)
    try {
      // A savepoint: what an action that is refused has done is undone, the others stand.
      await tx.transaction(async (inner) =>
        applyAction(inner, rule, action, await loadFacts(inner, ticket, work.actor, now), now),
      )
    } catch (error) {
      if (!(error instanceof DomainError)) throw error
      const data = { ...about, action: printAction(action), code: error.code, data: error.data }
      await record(tx, ticket, signatureOf(rule), { kind: 'rule_failed', data }, now)
    }
  await notifyChange(tx, { ticket })
}

/** The conditions that held, with what was found where that is not said by the condition itself. */
function reasons(verdict: Verdict): string[] {
  return verdict.why.filter(({ holds }) => holds).map(({ condition, found }) => `${condition} (${found})`)
}
