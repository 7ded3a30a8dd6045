import { QueryFailedError } from 'typeorm'
import { DomainError } from '../errors.ts'
import type { TimelineEntry, TimelineKind } from '../tickets/timeline.ts'
import type { Transaction } from '../transaction.ts'
import type { AutomationRuleVersionRow } from './entities.ts'
import { eventsOf, type Rule } from './rule.ts'

/** A rule as it is kept. */
export interface StoredRule {
  id: string
  name: string
  /** Rules that wait for the same event run in this order. */
  position: number
  enabled: boolean
  /** As it was written. */
  text: string
  rule: Rule
  version: number
  changedBy: string
  changedAt: Date
}
const columns = `id, name, position, enabled, text, rule, version, changed_by as "changedBy", changed_at as "changedAt"`

/** All rules in their order. There are dozens, not thousands. */
export async function listRules(tx: Transaction): Promise<StoredRule[]> {
  return tx.query(`select ${columns} from automation_rule order by position, id`)
}

/** @throws DomainError rule_not_found */
export async function getRule(tx: Transaction, id: string): Promise<StoredRule> {
  const [rule] = await tx.query(`select ${columns} from automation_rule where id = $1`, [id])
  if (!rule) throw new DomainError('rule_not_found')
  return rule
}

/** The rules that are on and wait for an event, in their order. */
export async function rulesFor(tx: Transaction, kind: TimelineKind): Promise<StoredRule[]> {
  return tx.query(`select ${columns} from automation_rule where enabled and $1 = any(events) order by position, id`, [
    kind,
  ])
}

export interface RuleChange {
  name: string
  text: string
  rule: Rule
  enabled: boolean
}

/** Adds a rule at the end. @throws DomainError rule_name_taken */
export async function insertRule(tx: Transaction, change: RuleChange, author: string): Promise<string> {
  const [row] = await refuseTaken(change.name, () =>
    tx.query(
      `insert into automation_rule (name, position, enabled, text, rule, events, changed_by)
       select $1, coalesce(max(position), 0) + 1, $2, $3, $4, $5, $6 from automation_rule returning id`,
      [change.name, change.enabled, change.text, JSON.stringify(change.rule), eventsOf(change.rule), author],
    ),
  )
  await keepVersion(tx, row.id)
  return row.id
}

/**
 * Changes a rule; what it was stays as a version. Tickets a scheduled rule has acted on stay acted on for as long as
 * it goes on matching them: nobody is reminded twice because a word was mended.
 * @param seen the version the author saw
 * @throws DomainError rule_not_found, rule_changed, rule_name_taken
 */
export async function updateRule(
  tx: Transaction,
  id: string,
  change: RuleChange,
  seen: number | undefined,
  author: string,
): Promise<void> {
  const [present] = await tx.query('select version from automation_rule where id = $1 for update', [id])
  if (!present) throw new DomainError('rule_not_found')
  if (seen !== undefined && seen !== present.version)
    throw new DomainError('rule_changed', { present: present.version, seen })
  await refuseTaken(change.name, () =>
    tx.query(
      `update automation_rule set name = $2, enabled = $3, text = $4, rule = $5, events = $6, changed_by = $7,
         changed_at = now(), version = version + 1 where id = $1`,
      [id, change.name, change.enabled, change.text, JSON.stringify(change.rule), eventsOf(change.rule), author],
    ),
  )
  await keepVersion(tx, id)
}

async function keepVersion(tx: Transaction, id: string): Promise<void> {
  await tx.query(
    `insert into automation_rule_version (rule_id, version, name, text, enabled, author)
     select id, version, name, text, enabled, changed_by from automation_rule where id = $1`,
    [id],
  )
}

/** @throws DomainError rule_not_found */
export async function deleteRule(tx: Transaction, id: string): Promise<void> {
  const [, count] = (await tx.query('delete from automation_rule where id = $1', [id])) as [unknown, number]
  if (count === 0) throw new DomainError('rule_not_found')
}

/** Puts all rules into an order. @param ids of every rule @throws DomainError rule_not_found when one is missing or unknown */
export async function orderRules(tx: Transaction, ids: string[]): Promise<void> {
  const known: { id: string }[] = await tx.query('select id from automation_rule for update')
  const wanted = new Set(ids)
  if (wanted.size !== ids.length || known.length !== ids.length || known.some(({ id }) => !wanted.has(id)))
    throw new DomainError('rule_not_found')
  await tx.query(
    `update automation_rule r set position = o.place from unnest($1::uuid[]) with ordinality as o (id, place) where r.id = o.id`,
    [ids],
  )
}

/** What a rule was, newest first, at most a hundred. */
export async function listRuleVersions(tx: Transaction, id: string): Promise<AutomationRuleVersionRow[]> {
  return tx.query(
    `select rule_id as "ruleId", version, name, text, enabled, author, created_at as "createdAt"
       from automation_rule_version where rule_id = $1 order by version desc limit 100`,
    [id],
  )
}

async function refuseTaken<T>(name: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '23505')
      throw new DomainError('rule_name_taken', { name })
    throw error
  }
}

/** What waits for rules: something that happened to a ticket, or a scheduled rule that matches one. */
export type RuleWork = { ticket: number } & (
  | {
      kind: TimelineKind
      /** Id of the line of the timeline. */
      entry: string
      /** Ids of the rules whose effects led here, the first one first. */
      chain: string[]
    }
  | { rule: string }
)

/** The rules at work in this transaction, kept where whatever records a line of a timeline finds it. */
const chainSetting = 'firstline.rule_chain'

/** Says which rules what this transaction does from now on is an effect of. Ends with the transaction. */
export async function setChain(tx: Transaction, chain: string[]): Promise<void> {
  await tx.query('select set_config($1, $2, true)', [chainSetting, JSON.stringify(chain)])
}

/**
 * Queues what happened to a ticket for the rules that wait for it, with the rules it is an effect of. Those of one
 * ticket are dealt with in order.
 * @returns whether any rule waits for it
 */
export async function insertRuleEvent(
  tx: Transaction,
  ticket: number,
  entry: string,
  kind: TimelineKind,
): Promise<boolean> {
  const rows = await tx.query(
    `insert into automation_event (lane, payload)
     select 'ticket/' || $1::bigint, jsonb_build_object('ticket', $1::bigint, 'entry', $2::text, 'kind', $3::text,
              'chain', coalesce(nullif(current_setting('${chainSetting}', true), ''), '[]')::jsonb)
      where exists (select 1 from automation_rule where enabled and $3 = any(events)) returning id`,
    [ticket, entry, kind],
  )
  return rows.length > 0
}

/** One page of what a rule did: where it ran, could not, or was stopped, newest first. Uses timeline_entry_rule. */
export async function listRuns(
  tx: Transaction,
  rule: string,
  page: { before?: string; limit: number },
): Promise<(TimelineEntry & { ticket: number })[]> {
  return tx.query(
    `select id, ticket_number::int as ticket, kind, at, json_build_object('kind', actor_kind, 'name', actor_name) as actor,
            text, message_id as "messageId", data
       from timeline_entry
      where kind in ('rule_ran', 'rule_failed', 'rule_stopped') and data->>'rule' = $1 and ($2::bigint is null or id < $2)
      order by id desc limit $3`,
    [rule, page.before ?? null, page.limit],
  )
}

/** How often a rule has run for a ticket since an instant. Uses timeline_entry_ticket. */
export async function countRuns(tx: Transaction, rule: string, ticket: number, since: Date): Promise<number> {
  const [row] = await tx.query(
    `select count(*)::int as runs from timeline_entry
      where ticket_number = $1 and kind = 'rule_ran' and at >= $3 and data->>'rule' = $2`,
    [ticket, rule, since],
  )
  return row.runs
}

/**
 * Notes which tickets a scheduled rule matches now. Uses the primary key of automation_hold.
 * @returns those it did not match before: the ones to act on, queued in the same statement
 */
export async function holdMatches(tx: Transaction, rule: string, tickets: number[], now: Date): Promise<number> {
  await tx.query('delete from automation_hold where rule_id = $1 and ticket_number <> all($2::bigint[])', [
    rule,
    tickets,
  ])
  const rows = await tx.query(
    `with new as (
       insert into automation_hold (rule_id, ticket_number, since) select $1::uuid, unnest($2::bigint[]), $3
       on conflict do nothing returning ticket_number)
     insert into automation_event (lane, payload)
     select 'ticket/' || ticket_number, jsonb_build_object('ticket', ticket_number, 'rule', $1::text) from new returning id`,
    [rule, tickets, now],
  )
  return rows.length
}
