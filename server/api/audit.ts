import type { FastifyReply, FastifyRequest, RouteOptions } from 'fastify'
import type { AuditActor, AuditRecord } from '../../core/audit/entry.ts'
import { insertAudit } from '../../core/audit/store.ts'
import type { Json } from '../../core/ports.ts'
import type { Transaction } from '../../core/transaction.ts'
import type { Caller } from '../auth/caller.ts'

/** What a write is called in the audit log; a function where it depends on the request, null for what is none. */
export type AuditAction = string | ((request: FastifyRequest) => string | null)

declare module 'fastify' {
  interface FastifyRequest {
    /** Whether this request has left its line in the audit log, or was found to need none. */
    audited: boolean
  }
  interface FastifyContextConfig {
    /**
     * What the route is called in the audit log. Routes that write and are for leads and admins only get a name by
     * themselves ({@link nameAudit}); others have none unless they say so. False: it changes nothing.
     */
    audit?: AuditAction | false
  }
}

const deeds: Record<string, string> = { POST: 'created', PUT: 'changed', PATCH: 'changed', DELETE: 'deleted' }

/**
 * The `onRoute` hook that gives every administrative write its name in the audit log: `POST teams` is `teams.created`,
 * `POST articles/{id}/publish` is `articles.publish`. So a new route cannot be forgotten: {@link demandAudit} refuses
 * to answer from one that left no line.
 */
export function nameAudit(route: RouteOptions & { url: string }): void {
  const method = [route.method].flat().find((each) => deeds[each])
  const roles = route.config?.roles
  if (!method || !route.config || !Array.isArray(roles)) return
  const isAdministration = roles.every((role) => role === 'lead' || role === 'admin')
  const audit = route.config.audit ?? (isAdministration ? actionOf(method, route.url) : undefined)
  if (audit === undefined) return
  // Copies: routes that read may share the objects.
  route.config = { ...route.config, audit }
  const shown = audit === false ? false : (nameOf(audit) ?? actionOf(method, route.url))
  if (route.schema) route.schema = { ...route.schema, ...{ 'x-audit': shown } }
}

const nameOf = (action: AuditAction) => (typeof action === 'string' ? action : null)

/** @param url with the prefix of the API or without */
function actionOf(method: string, url: string): string {
  const parts = url
    .replace(/^\/api\/v1/, '')
    .split('/')
    .filter(Boolean)
  const words = parts.filter((part) => !part.startsWith(':'))
  const [area = ''] = words
  const last = parts.at(-1)
  const within = words.slice(1).join('_')
  if (method === 'POST' && within && last === words.at(-1)) return `${area}.${within}`
  return `${area}.${within ? `${within}_` : ''}${deeds[method]}`
}

/** The `onSend` hook that lets no administrative change be answered as done without its line in the audit log. */
export async function demandAudit(request: FastifyRequest, reply: FastifyReply, payload: unknown): Promise<unknown> {
  const { audit } = request.routeOptions.config
  if (!audit || reply.statusCode >= 300 || request.audited) return payload
  if (typeof audit === 'function' && audit(request) === null) return payload
  throw new Error(
    `${request.method} ${request.routeOptions.url} changed something and left no line in the audit log: it has to go through write() of server/api/idempotency.ts`,
  )
}

/** Writes the line of a request that changed something, in the transaction of the change. Nothing where its route has no name. */
export async function auditWrite(tx: Transaction, request: FastifyRequest, answer: unknown): Promise<void> {
  const { audit } = request.routeOptions.config
  const action = typeof audit === 'function' ? audit(request) : audit
  if (!action) return
  await append(tx, request, { action, actor: actorOf(request.caller), subject: subjectOf(request, answer) })
}

/** Writes a line about a request whose caller is known only now: a sign-in. */
export async function auditArrival(
  tx: Transaction,
  request: FastifyRequest,
  arrival: Pick<AuditRecord, 'action' | 'actor'>,
): Promise<void> {
  await append(tx, request, { ...arrival, subject: null })
}

async function append(
  tx: Transaction,
  request: FastifyRequest,
  record: Pick<AuditRecord, 'action' | 'actor' | 'subject'>,
): Promise<void> {
  const params = request.params as Record<string, string>
  const body = (request.body ?? {}) as Record<string, Json>
  const change = record.subject === null ? null : { ...params, ...body }
  await insertAudit(tx, { ...record, change, address: request.ip })
  request.audited = true
}

function actorOf(caller: Caller | null): AuditActor {
  if (!caller) return { kind: 'nobody', id: null, name: '' }
  const [kind, id = null] = caller.key.split(':')
  return { kind: kind === 'token' ? 'token' : 'person', id: caller.person?.id ?? id, name: caller.name }
}

/** What was changed: the area of the address, the id in it or in the answer, and what it is called. */
function subjectOf(request: FastifyRequest, answer: unknown): NonNullable<AuditRecord['subject']> {
  const area = (request.routeOptions.url ?? '').replace(/^\/api\/v1\//, '').split('/')[0] ?? ''
  const params = request.params as Record<string, string>
  const shown = (answer ?? {}) as Record<string, unknown>
  const text = (value: unknown) => (typeof value === 'string' || typeof value === 'number' ? String(value) : null)
  return {
    kind: area,
    id: text(shown.id) ?? params.id ?? params.name ?? null,
    name: text(shown.name) ?? text(shown.title),
  }
}
