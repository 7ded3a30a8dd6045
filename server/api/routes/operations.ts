import type { FastifyInstance } from 'fastify'
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'
import { queueDepth } from '../../../core/delivery/store.ts'
import type { Transact } from '../../../core/transaction.ts'
import { sendProblem } from '../problem.ts'

/** What watches over the process asks: is it alive, can it work, how is it doing. */
export function addOperationRoutes(app: FastifyInstance, transact: Transact) {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'firstline_http_request_seconds',
    help: 'Time to answer an HTTP request, in seconds',
    labelNames: ['method', 'route', 'status'],
    registers: [registry],
  })
  const refused = new Counter({
    name: 'firstline_http_refused_total',
    help: 'Requests refused for want of a valid token, session or signature',
    labelNames: ['status'],
    registers: [registry],
  })
  new Gauge({
    name: 'firstline_queue_rows',
    help: 'Rows waiting or given up on in inbox, outbox, timers, files to fetch, webhooks and rules',
    labelNames: ['queue', 'state'],
    registers: [registry],
    async collect() {
      for (const queue of [
        'inbox',
        'outbox',
        'timer',
        'attachment_fetch',
        'webhook_delivery',
        'automation_event',
      ] as const) {
        const depth = await transact((tx) => queueDepth(tx, queue))
        this.set({ queue, state: 'waiting' }, depth.waiting)
        this.set({ queue, state: 'dead' }, depth.dead)
      }
    },
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    requests.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000)
    if (reply.statusCode === 401 || reply.statusCode === 403) refused.inc({ status: reply.statusCode })
  })

  app.get('/healthz', { schema: { hide: true } }, async () => ({ status: 'ok' }))
  app.get('/readyz', { schema: { hide: true } }, async (request, reply) => {
    try {
      await transact((tx) => tx.query('select 1'))
      return { status: 'ready' }
    } catch (error) {
      request.log.error(error)
      return sendProblem(reply, request, {
        status: 503,
        code: 'database_away',
        detail: 'The database does not answer.',
      })
    }
  })
  app.get('/metrics', { schema: { hide: true } }, async (_request, reply) => {
    reply.type(registry.contentType)
    return registry.metrics()
  })
}
