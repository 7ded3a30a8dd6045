import { Type } from 'typebox'
import { listAudit } from '../../../core/audit/store.ts'
import { admins } from '../../auth/caller.ts'
import { pageOf, unpackCursor } from '../cursor.ts'
import { Instant, Nullable, OneOf, Page, PageQuery } from '../schemas/common.ts'
import type { Api, RouteContext } from './routes.ts'

const AuditEntry = Type.Object({
  id: Type.String(),
  at: Instant,
  actor: Type.Object({
    kind: OneOf(['person', 'token', 'command', 'system', 'nobody']),
    id: Nullable(Type.String({ description: 'of the person, also of the one a token stands for' })),
    name: Type.String(),
  }),
  action: Type.String({ examples: ['teams.changed', 'articles.publish', 'session.opened'] }),
  subject: Nullable(Type.Object({ kind: Type.String(), id: Nullable(Type.String()), name: Nullable(Type.String()) })),
  change: Type.Unknown({ description: 'what was asked for, without secrets; long texts cut' }),
  address: Nullable(Type.String({ description: 'network address it came from' })),
})
const AuditQuery = Type.Object({
  ...PageQuery.properties,
  actor: Type.Optional(Type.String({ format: 'uuid', description: 'id of a person or token' })),
  action: Type.Optional(
    Type.String({ maxLength: 100, description: 'an action (`teams.changed`) or an area (`teams`)' }),
  ),
  subjectKind: Type.Optional(Type.String({ maxLength: 100, examples: ['teams'] })),
  subject: Type.Optional(Type.String({ maxLength: 200, description: 'id of what was changed' })),
  from: Type.Optional(Instant),
  until: Type.Optional(Instant),
})

/** The audit log: who changed what in administration, and who signed in. Nobody can change it, here or elsewhere. */
export function addAuditRoutes(api: Api, { helpdesk }: RouteContext) {
  api.get(
    '/audit',
    {
      config: { roles: admins },
      schema: {
        tags: ['audit'],
        summary: 'Who changed what, and who signed in, newest first',
        querystring: AuditQuery,
        response: { 200: Page(AuditEntry) },
      },
    },
    async (request) => {
      const { cursor, limit = 25, actor, action, subjectKind, subject, from, until } = request.query
      const before = unpackCursor(cursor, ['id'])?.id
      const entries = await helpdesk.transact((tx) =>
        listAudit(tx, {
          ...(actor ? { actor } : {}),
          ...(action ? { action } : {}),
          subject: { ...(subjectKind ? { kind: subjectKind } : {}), ...(subject ? { id: subject } : {}) },
          ...(from ? { from: new Date(from) } : {}),
          ...(until ? { until: new Date(until) } : {}),
          ...(before ? { before } : {}),
          limit: limit + 1,
        }),
      )
      const page = pageOf(entries, limit, (last) => ({ id: last.id }))
      return { ...page, items: page.items.map((entry) => ({ ...entry, at: entry.at.toISOString() })) }
    },
  )
}
