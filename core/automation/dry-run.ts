import { listTeams } from '../people/store.ts'
import type { Level } from '../people/team.ts'
import type { Transaction } from '../transaction.ts'
import { evaluate, type Verdict } from './evaluate.ts'
import { type History, rewind } from './facts/rewind.ts'
import { type EntryPlace, pageEntries, pageTickets, readHistories } from './facts/store.ts'
import type { Rule } from './rule.ts'
import { runsBetween } from './schedule.ts'

/** What a rule would have matched. */
export interface PastMatch {
  ticket: number
  subject: string
  /** When it would have run. */
  at: Date
  why: Verdict['why']
}

/** Where a page begins: before a line of a timeline, or below a ticket. */
export type PagePlace = EntryPlace | { ticket: number }

export interface DryRunPage {
  matches: PastMatch[]
  /** Lines of timelines or tickets that were looked at. */
  looked: number
  /** Where the next page begins, null when there is none. */
  next: PagePlace | null
}

/** How far back a dry run looks, in days. */
export const dryRunDays = 30

/** Lines of timelines, and tickets, looked at for one page. */
const entriesAPage = 200
const ticketsAPage = 50

/** Of a schedule so many runs are looked at: one an hour for thirty days. */
const mostRuns = dryRunDays * 24

/**
 * Lists what a rule would have matched in the last thirty days, newest first, by winding each ticket back to what it was
 * then. Nothing is done, and what the rule would have changed is not taken into account. A page looks at a bounded number
 * of events or tickets, so it may hold no match and yet not be the last.
 * @param before `next` of the page before
 */
export async function dryRun(tx: Transaction, rule: Rule, before: PagePlace | null, now: Date): Promise<DryRunPage> {
  const from = new Date(now.getTime() - dryRunDays * 86_400_000)
  const levels = new Map<string, Level>((await listTeams(tx)).map((team) => [team.name, team.level]))
  const { when } = rule
  if ('events' in when) {
    const place = before && 'id' in before ? before : null
    const entries = await pageEntries(tx, { kinds: when.events, from, before: place, limit: entriesAPage })
    const histories = await readHistories(tx, [...new Set(entries.map(({ ticket }) => ticket))], now)
    const matches = entries.flatMap(({ id, ticket }) => {
      const history = histories.get(ticket)
      return history ? matchAt(rule, history, { entry: id }, levels) : []
    })
    const last = entries.length < entriesAPage ? undefined : entries.at(-1)
    return { matches, looked: entries.length, next: last ? { at: last.at, id: last.id } : null }
  }
  const below = before && 'ticket' in before ? before.ticket : null
  const tickets = await pageTickets(tx, { from, before: below, limit: ticketsAPage })
  const histories = await readHistories(
    tx,
    tickets.map(({ ticket }) => ticket),
    now,
  )
  const runs = runsBetween(when.every, when.timeZone, from, now, mostRuns)
  const matches = tickets.flatMap(({ ticket }) => {
    const history = histories.get(ticket)
    return history ? startsToMatch(rule, history, runs, levels) : []
  })
  const last = tickets.length < ticketsAPage ? undefined : tickets.at(-1)
  return { matches, looked: tickets.length, next: last ? { ticket: last.ticket } : null }
}

function matchAt(
  rule: Rule,
  history: History,
  until: Parameters<typeof rewind>[1],
  levels: ReadonlyMap<string, Level>,
): PastMatch[] {
  const facts = rewind(history, until, levels)
  const { matched, why } = evaluate(rule, facts)
  return matched ? [{ ticket: facts.number, subject: facts.subject, at: facts.now, why }] : []
}

/** The runs at which a scheduled rule begins to match a ticket: while it goes on matching it acts no more. */
function startsToMatch(rule: Rule, history: History, runs: Date[], levels: ReadonlyMap<string, Level>): PastMatch[] {
  const starts: PastMatch[] = []
  const { created } = history.present.moments
  let isMatching = false
  for (const at of runs) {
    if (created !== null && at < created) continue
    const [match] = rewind(history, { at }, levels).state === 'closed' ? [] : matchAt(rule, history, { at }, levels)
    if (match && !isMatching) starts.push(match)
    isMatching = match !== undefined
  }
  return starts.reverse()
}
