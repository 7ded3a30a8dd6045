import { QueryFailedError } from 'typeorm'
import { DomainError } from '../errors.ts'
import type { ActorKind, TimelineKind } from '../tickets/timeline.ts'
import type { Transaction } from '../transaction.ts'
import type { AutomationRuleVersionRow } from './entities.ts'
import type { Demands } from './evaluate.ts'
import type { TicketFacts } from './facts.ts'
import type { History, PastEntry } from './rewind.ts'
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
 * Changes a rule; what it was stays as a version. Tickets a scheduled rule has acted on may be acted on anew.
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
  await tx.query('delete from automation_hold where rule_id = $1', [id])
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

interface FactsRow extends Omit<TicketFacts, 'now' | 'actor' | 'moments' | 'due'> {
  createdAt: Date
  updatedAt: Date
  stateChanged: Date | null
  replied: Date | null
  requesterWrote: Date | null
  firstResponseDue: Date | null
  resolutionDue: Date | null
}

const lastEntry = (kinds: string) =>
  `(select max(e.at) from timeline_entry e where e.ticket_number = k.number and ${kinds})`

/** An address only counts where somebody vouches for it. */
const selectFacts = (
  withText: boolean,
) => `select k.number::int, k.subject, k.state, k.priority, k.level, k.source, k.category,
    t.name as team, t.hours, a.name as assignee, json_build_object('name', r.name, 'email', r.email) as requester,
    k.created_at as "createdAt", k.updated_at as "updatedAt", ${lastEntry(`e.kind = 'state_changed'`)} as "stateChanged",
    ${lastEntry(`e.kind = 'reply' and e.actor_kind = 'agent'`)} as replied, ${lastEntry(`e.kind = 'requester_message'`)} as "requesterWrote",
    case when k.first_responded_at is null and k.state not in ('solved', 'closed') then k.first_response_due end as "firstResponseDue",
    case when k.state not in ('solved', 'closed') then k.resolution_due end as "resolutionDue",
    ${withText ? `coalesce((select string_agg(m.text, E'\\n' order by m.position) from message m where m.conversation_id = k.conversation_id and m.sender = 'requester'), '')` : `''`} as text
  from ticket k join person r on r.id = k.requester_id join team t on t.id = k.team_id left join person a on a.id = k.assignee_id`

function factsOf(row: FactsRow, actor: ActorKind, now: Date): TicketFacts {
  const { createdAt, updatedAt, stateChanged, replied, requesterWrote, firstResponseDue, resolutionDue, ...rest } = row
  return {
    ...rest,
    now,
    actor,
    moments: {
      created: createdAt,
      stateChanged: stateChanged ?? createdAt,
      replied,
      requesterWrote: requesterWrote ?? createdAt,
      changed: updatedAt,
    },
    due: { firstResponse: firstResponseDue, resolution: resolutionDue },
  }
}

/** Everything rules can ask about a ticket, as it is now. @throws DomainError ticket_not_found */
export async function loadFacts(tx: Transaction, ticket: number, actor: ActorKind, now: Date): Promise<TicketFacts> {
  const [row] = await tx.query(`${selectFacts(true)} where k.number = $1`, [ticket])
  if (!row) throw new DomainError('ticket_not_found', { number: ticket })
  return factsOf(row, actor, now)
}

/** One page of the facts of the tickets that are not closed and are as demanded, by number. Uses ticket_open. */
export async function pageOpenFacts(
  tx: Transaction,
  page: { after: number; limit: number; demands: Demands; withText: boolean },
  now: Date,
): Promise<TicketFacts[]> {
  const { state, priority, level } = page.demands
  const rows: FactsRow[] = await tx.query(
    `${selectFacts(page.withText)} where k.state <> 'closed' and k.number > $1
        and ($3::text[] is null or k.state = any($3)) and ($4::text[] is null or k.priority = any($4))
        and ($5::text[] is null or k.level = any($5))
      order by k.number limit $2`,
    [page.after, page.limit, state ?? null, priority ?? null, level ?? null],
  )
  return rows.map((row) => factsOf(row, 'system', now))
}

/** Where a page begins: before a line of a timeline. */
export interface EntryPlace {
  at: string
  id: string
}

/**
 * One page of what happened to tickets, newest first: of each kind the newest by timeline_entry_kind, so that a page
 * costs the same however much happened before.
 */
export async function pageEntries(
  tx: Transaction,
  page: { kinds: string[]; from: Date; before: EntryPlace | null; limit: number },
): Promise<(EntryPlace & { ticket: number })[]> {
  return tx.query(
    `select e.id, e.at::text as at, e.ticket_number::int as ticket
       from unnest($1::text[]) as wanted (kind) cross join lateral (
         select id, at, ticket_number from timeline_entry
          where kind = wanted.kind and at >= $2 and ($3::timestamptz is null or (at, id) < ($3::timestamptz, $4::bigint))
          order by at desc, id desc limit $5) e
      order by e.at desc, e.id desc limit $5`,
    [page.kinds, page.from, page.before?.at ?? null, page.before?.id ?? null, page.limit],
  )
}

/** One page of the tickets that were not closed all the time since an instant, newest first. Uses the primary key. */
export async function pageTickets(
  tx: Transaction,
  page: { from: Date; before: number | null; limit: number },
): Promise<{ ticket: number }[]> {
  return tx.query(
    `select number::int as ticket from ticket
      where (closed_at is null or closed_at >= $1) and ($2::bigint is null or number < $2) order by number desc limit $3`,
    [page.from, page.before, page.limit],
  )
}

/** Some tickets with all that happened to them. Uses timeline_entry_ticket and message_position. */
export async function readHistories(tx: Transaction, tickets: number[], now: Date): Promise<Map<number, History>> {
  const histories = new Map<number, History>()
  const rows: FactsRow[] = await tx.query(`${selectFacts(false)} where k.number = any($1)`, [tickets])
  for (const row of rows) histories.set(row.number, { present: factsOf(row, 'system', now), entries: [], written: [] })
  const entries: (PastEntry & { ticket: number })[] = await tx.query(
    `select ticket_number::int as ticket, id, kind, at, actor_kind as actor, data from timeline_entry
      where ticket_number = any($1) order by ticket_number, id`,
    [tickets],
  )
  for (const { ticket, ...entry } of entries) histories.get(ticket)?.entries.push(entry)
  const written: { ticket: number; at: Date; text: string }[] = await tx.query(
    `select k.number::int as ticket, m.at, m.text from ticket k join message m on m.conversation_id = k.conversation_id
      where k.number = any($1) and m.sender = 'requester' order by k.number, m.position`,
    [tickets],
  )
  for (const { ticket, ...message } of written) histories.get(ticket)?.written.push(message)
  return histories
}
