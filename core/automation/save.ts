import { DomainError } from '../errors.ts'
import type { Transaction } from '../transaction.ts'
import { type Conflict, conflictsOf } from './loops.ts'
import { unknownNames } from './names.ts'
import { parseRule, RuleTextWrong } from './parse.ts'
import { unknownPlaceholder } from './placeholders.ts'
import type { Rule } from './rule.ts'
import { nextRun, ScheduleImpossible } from './schedule.ts'
import { forgetTimer, settleTimer } from './scheduled.ts'
import { deleteRule, insertRule, listRules, updateRule } from './store.ts'

/** What somebody writes to make or change a rule. */
export interface RuleDraft {
  name: string
  text: string
  enabled: boolean
}

/**
 * Reads a rule and checks that it can work: names that exist, a schedule that comes round, placeholders that are known.
 * @throws DomainError rule_text_wrong, rule_name_unknown, rule_schedule_impossible, rule_placeholder_unknown
 */
export async function readRule(tx: Transaction, text: string, now: Date): Promise<Rule> {
  const rule = parse(text)
  checkSchedule(rule, now)
  for (const action of rule.actions) {
    const written = 'text' in action ? action.text : 'reason' in action ? action.reason : ''
    const placeholder = unknownPlaceholder(written)
    if (placeholder !== null) throw new DomainError('rule_placeholder_unknown', { placeholder })
  }
  await checkNames(tx, rule)
  return rule
}

/** Stores a new rule. @returns its id @throws DomainError as {@link readRule}, rule_name_taken */
export async function createRule(tx: Transaction, draft: RuleDraft, author: string, now: Date): Promise<string> {
  const rule = await readRule(tx, draft.text, now)
  const id = await insertRule(tx, { ...draft, rule }, author)
  await settleTimer(tx, { id, enabled: draft.enabled, rule }, now)
  return id
}

/** Changes a rule. @throws DomainError as {@link readRule}, rule_not_found, rule_changed, rule_name_taken */
export async function changeRule(
  tx: Transaction,
  id: string,
  draft: RuleDraft,
  seen: number | undefined,
  author: string,
  now: Date,
): Promise<void> {
  const rule = await readRule(tx, draft.text, now)
  await updateRule(tx, id, { ...draft, rule }, seen, author)
  await settleTimer(tx, { id, enabled: draft.enabled, rule }, now)
}

/** Removes a rule. @throws DomainError rule_not_found */
export async function removeRule(tx: Transaction, id: string): Promise<void> {
  await deleteRule(tx, id)
  await forgetTimer(tx, id)
}

/** The rules that are on and that a rule would fight with. @param id null for one that is not stored */
export async function findConflicts(tx: Transaction, id: string | null, name: string, rule: Rule): Promise<Conflict[]> {
  const others = (await listRules(tx)).filter((other) => other.enabled)
  return conflictsOf({ id: id ?? '', name, rule }, others)
}

function parse(text: string): Rule {
  try {
    return parseRule(text)
  } catch (error) {
    if (!(error instanceof RuleTextWrong)) throw error
    const { line, column, found, expected } = error
    throw new DomainError('rule_text_wrong', { line, column, found, expected: expected.join(', ') })
  }
}

function checkSchedule({ when }: Rule, now: Date): void {
  if ('events' in when) return
  try {
    nextRun(when.every, when.timeZone, now)
  } catch (error) {
    if (!(error instanceof ScheduleImpossible)) throw error
    throw new DomainError('rule_schedule_impossible', { why: error.message })
  }
}

async function checkNames(tx: Transaction, rule: Rule): Promise<void> {
  const [unknown] = await unknownNames(tx, rule)
  if (unknown) throw new DomainError('rule_name_unknown', { ...unknown })
}
