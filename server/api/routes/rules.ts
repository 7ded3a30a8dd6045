import type { FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { dryRun, type PagePlace } from '../../../core/automation/dry-run.ts'
import { unknownNames } from '../../../core/automation/names.ts'
import { printRule } from '../../../core/automation/print.ts'
import type { Rule as DomainRule } from '../../../core/automation/rule.ts'
import { changeRule, createRule, findConflicts, readRule, removeRule } from '../../../core/automation/save.ts'
import { sayRule } from '../../../core/automation/say.ts'
import { nextRun } from '../../../core/automation/schedule.ts'
import {
  getRule,
  listRules,
  listRuleVersions,
  listRuns,
  orderRules,
  type StoredRule,
} from '../../../core/automation/store.ts'
import { catalogue, preferredLanguage } from '../../../core/messages/catalogue.ts'
import { summarize } from '../../../core/tickets/timeline.ts'
import type { Transaction } from '../../../core/transaction.ts'
import { actorOf, callerOf, leads } from '../../auth/caller.ts'
import { packCursor, pageOf, unpackCursor } from '../cursor.ts'
import { write } from '../idempotency.ts'
import { PageQuery } from '../schemas/common.ts'
import {
  Rule,
  RuleChecked,
  RuleDryRun,
  RuleDryRunPage,
  RuleOrder,
  RulePage,
  RuleRuns,
  RuleText,
  RuleVersions,
  RuleWrite,
} from '../schemas/rule.ts'
import type { Api, RouteContext } from './routes.ts'

const tags = ['rules']
const config = { roles: leads }
/** Routes that take a text and change nothing. */
const reading = { roles: leads, audit: false } as const
const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })

/** Rules: what is to be done when something happens to a ticket, or when the clock says so. */
export function addRuleRoutes(api: Api, { helpdesk, now }: RouteContext) {
  const { transact } = helpdesk

  const show = async (tx: Transaction, rule: StoredRule, request: FastifyRequest) => ({
    id: rule.id,
    name: rule.name,
    text: rule.text,
    ...(await examine(tx, rule.rule, { id: rule.id, name: rule.name, enabled: rule.enabled }, request)),
    enabled: rule.enabled,
    version: rule.version,
    changedBy: rule.changedBy,
    changedAt: rule.changedAt.toISOString(),
  })
  const examine = async (
    tx: Transaction,
    rule: DomainRule,
    { id, name, enabled }: { id: string | null; name: string; enabled: boolean },
    request: FastifyRequest,
  ) => {
    const say = wordsOf(request).automation
    const conflicts = enabled ? await findConflicts(tx, id, name, rule) : []
    const gone = await unknownNames(tx, rule)
    return {
      line: printRule(rule),
      reading: sayRule(rule, wordsOf(request)),
      nextRunAt:
        enabled && 'every' in rule.when ? nextRun(rule.when.every, rule.when.timeZone, now()).toISOString() : null,
      warnings: [
        ...conflicts.map(({ rules: [, other], field }) => ({
          rule: { id: other.id, name: other.name },
          text: say.undo(other.name, say.fields[field as keyof typeof say.fields]()),
        })),
        ...gone.map((each) => ({ rule: null, text: wordsOf(request).errors.rule_name_unknown({ ...each }) })),
      ],
    }
  }
  const ruleNow = async (tx: Transaction, id: string, request: FastifyRequest, status = 200) => ({
    status,
    body: await show(tx, await getRule(tx, id), request),
  })

  api.get(
    '/rules',
    { config, schema: { tags, summary: 'All rules, in the order they run', response: { 200: RulePage } } },
    async (request) =>
      transact(async (tx) => {
        const items = []
        for (const rule of await listRules(tx)) items.push(await show(tx, rule, request))
        return { items, next: null }
      }),
  )

  api.post(
    '/rules',
    { config, schema: { tags, summary: 'Add a rule; it runs last', body: RuleWrite, response: { 201: Rule } } },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { name, text, enabled = true } = request.body
        const id = await createRule(tx, { name, text, enabled }, actorOf(request).name, now())
        return ruleNow(tx, id, request, 201)
      }),
  )

  api.post(
    '/rules/check',
    {
      config: reading,
      schema: {
        tags,
        summary: 'Read a rule without storing it: how it reads, when it runs, what to look at',
        body: RuleText,
        response: { 200: RuleChecked },
      },
    },
    async (request) =>
      transact(async (tx) => {
        const rule = await readRule(tx, request.body.text, now())
        return examine(tx, rule, { id: null, name: '', enabled: true }, request)
      }),
  )

  api.post(
    '/rules/dry-run',
    {
      config: reading,
      schema: {
        tags,
        summary: 'What a rule would have matched in the last 30 days, newest first; nothing is done',
        body: RuleDryRun,
        response: { 200: RuleDryRunPage },
      },
    },
    async (request) => {
      const { text, cursor } = request.body
      const before = placeOf(cursor)
      return transact(async (tx) => {
        const { matches, looked, next } = await dryRun(tx, await readRule(tx, text, now()), before, now())
        return {
          items: matches.map((match) => ({ ...match, at: match.at.toISOString() })),
          looked,
          next: next === null ? null : packPlace(next),
        }
      })
    },
  )

  api.put(
    '/rules/order',
    {
      config,
      schema: { tags, summary: 'Put the rules into an order', body: RuleOrder, response: { 200: RulePage } },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        await orderRules(tx, request.body.rules)
        const items = []
        for (const rule of await listRules(tx)) items.push(await show(tx, rule, request))
        return { status: 200, body: { items, next: null } }
      }),
  )

  api.get(
    '/rules/:id',
    { config, schema: { tags, summary: 'One rule', params: Id, response: { 200: Rule } } },
    async (request) => transact(async (tx) => show(tx, await getRule(tx, request.params.id), request)),
  )

  api.put(
    '/rules/:id',
    {
      config,
      schema: {
        tags,
        summary: 'Change a rule, or switch it on or off; what it was stays as a version',
        params: Id,
        body: RuleWrite,
        response: { 200: Rule },
      },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { name, text, enabled = true, version } = request.body
        const { id } = request.params
        await changeRule(tx, id, { name, text, enabled }, version, actorOf(request).name, now())
        return ruleNow(tx, id, request)
      }),
  )

  api.delete(
    '/rules/:id',
    { config, schema: { tags, summary: 'Remove a rule', params: Id, response: { 204: Type.Null() } } },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        await removeRule(tx, request.params.id)
        return { status: 204, body: null }
      }),
  )

  api.get(
    '/rules/:id/runs',
    {
      config,
      schema: {
        tags,
        summary: 'Where a rule ran, could not, or was stopped, newest first',
        params: Id,
        querystring: PageQuery,
        response: { 200: RuleRuns },
      },
    },
    async (request) => {
      const { cursor, limit = 25 } = request.query
      const before = unpackCursor(cursor, ['id'])?.id
      const runs = await transact(async (tx) => {
        await getRule(tx, request.params.id)
        return listRuns(tx, request.params.id, { ...(before ? { before } : {}), limit: limit + 1 })
      })
      const page = pageOf(runs, limit, (last) => ({ id: last.id }))
      return {
        ...page,
        items: page.items.map((run) => ({
          ticket: run.ticket,
          at: run.at.toISOString(),
          outcome: run.kind as 'rule_ran',
          summary: summarize(run, wordsOf(request)),
          why: (run.data.why as string[] | undefined) ?? [],
        })),
      }
    },
  )

  api.get(
    '/rules/:id/versions',
    {
      config,
      schema: {
        tags,
        summary: 'What a rule was, and who made it so, the newest hundred',
        params: Id,
        response: { 200: RuleVersions },
      },
    },
    async (request) =>
      transact(async (tx) => {
        await getRule(tx, request.params.id)
        const versions = await listRuleVersions(tx, request.params.id)
        return {
          items: versions.map(({ version, name, text, enabled, author, createdAt }) => ({
            version,
            name,
            text,
            enabled,
            changedBy: author,
            changedAt: createdAt.toISOString(),
          })),
          next: null,
        }
      }),
  )
}

/** Where a page of a dry run begins: a line of a timeline for rules that wait for events, a ticket for others. */
function placeOf(cursor: string | undefined): PagePlace | null {
  if (cursor === undefined) return null
  const { place } = unpackCursor(cursor, ['place']) ?? { place: '' }
  const [at = '', id] = place.split('|')
  return id === undefined ? { ticket: Number(at) } : { at, id }
}

function packPlace(place: PagePlace): string {
  return packCursor({ place: 'id' in place ? `${place.at}|${place.id}` : String(place.ticket) })
}

function wordsOf(request: FastifyRequest) {
  const { person } = callerOf(request)
  return catalogue(person?.language ?? preferredLanguage(request.headers['accept-language']))
}
