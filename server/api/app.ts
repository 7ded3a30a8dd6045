import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import serveStatic from '@fastify/static'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { TypeBoxTypeProvider } from '@fastify/type-provider-typebox'
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify'
import { checkCaller } from '../auth/caller.ts'
import type { Helpdesk } from '../helpdesk.ts'
import { demandAudit, nameAudit } from './audit.ts'
import { onError, sendProblem } from './problem.ts'
import { addArticleRoutes } from './routes/articles.ts'
import { addAttachmentRoutes } from './routes/attachments.ts'
import { addAuditRoutes } from './routes/audit.ts'
import { addConversationRoutes } from './routes/conversations.ts'
import { addDeliveryRoutes } from './routes/delivery.ts'
import { addEventRoutes } from './routes/events.ts'
import { addGapRoutes } from './routes/gaps.ts'
import { addLearnedRoutes } from './routes/learned.ts'
import { addMessageChangeRoutes } from './routes/message-changes.ts'
import { addFieldRoutes, addNotificationRoutes } from './routes/notifications.ts'
import { addOperationRoutes } from './routes/operations.ts'
import { addPeopleRoutes } from './routes/people.ts'
import { addReplyRoutes } from './routes/replies.ts'
import type { Api, RouteContext } from './routes/routes.ts'
import { addRoutingRoutes } from './routes/routing.ts'
import { addRuleRoutes } from './routes/rules.ts'
import { addSessionRoutes } from './routes/session.ts'
import { addTeamRoutes } from './routes/teams.ts'
import { addTicketDetailRoutes } from './routes/ticket-details.ts'
import { addTicketRoutes } from './routes/tickets.ts'
import { addWebhookRoutes } from './routes/webhooks.ts'
import { addWordListRoutes } from './routes/word-lists.ts'

/** Builds everything that is served over HTTP, without listening. The channels that speak HTTP add their own routes. */
export async function buildApp(options: {
  helpdesk: Helpdesk
  publicUrl: string
  logger: FastifyServerOptions['logger']
  now?: () => Date
}) {
  const { helpdesk, publicUrl } = options
  const context: RouteContext = { helpdesk, publicUrl, now: options.now ?? (() => new Date()) }
  const app = Fastify({
    ...(options.logger === undefined ? {} : { logger: options.logger }),
    bodyLimit: 4 * 1024 * 1024,
    // A proxy on the same machine may say whom it speaks for.
    trustProxy: 'loopback',
    forceCloseConnections: 'idle',
    ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', allErrors: true, allowUnionTypes: true } },
  }).withTypeProvider<TypeBoxTypeProvider>()
  app.decorateRequest('caller', null)
  app.decorateRequest('audited', false)
  app.setErrorHandler(onError)
  await app.register(cookie)
  await app.register(helmet, {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'https:'],
        connectSrc: ["'self'"],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
      },
    },
    // Only the reverse proxy that speaks https may promise https.
    strictTransportSecurity: false,
  })
  await app.register(rateLimit, { global: false })
  await app.register(multipart)
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Firstline',
        version: '1',
        description:
          'The API of the Firstline helpdesk. Errors are RFC 9457 problems; lists are paged by cursor; POST and PUT take an Idempotency-Key.',
      },
      servers: [{ url: publicUrl }],
      components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      security: [{ token: [] }],
    },
  })
  addOperationRoutes(app as unknown as FastifyInstance, helpdesk.transact)
  await app.register(
    async (scope) => {
      const api = scope as unknown as Api
      api.addHook('onRoute', (route) => {
        if (
          route.config?.roles === undefined &&
          route.schema?.hide !== true &&
          !route.url.startsWith('/api/v1/openapi')
        )
          throw new Error(`${String(route.method)} ${route.url} does not say who may use it`)
      })
      api.addHook('onRoute', nameAudit)
      api.addHook('onSend', demandAudit)
      api.addHook('onRequest', checkCaller(helpdesk.transact, publicUrl))
      for (const add of [
        addConversationRoutes,
        addMessageChangeRoutes,
        addTicketRoutes,
        addTicketDetailRoutes,
        addRoutingRoutes,
        addFieldRoutes,
        addNotificationRoutes,
        addReplyRoutes,
        addAttachmentRoutes,
        addArticleRoutes,
        addLearnedRoutes,
        addGapRoutes,
        addWordListRoutes,
        addTeamRoutes,
        addPeopleRoutes,
        addSessionRoutes,
        addDeliveryRoutes,
        addAuditRoutes,
        addWebhookRoutes,
        addRuleRoutes,
        addEventRoutes,
      ])
        add(api, context)
      api.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger())
    },
    { prefix: '/api/v1' },
  )
  await app.register(swaggerUi, { routePrefix: '/api/docs' })
  await addPages(app as unknown as FastifyInstance)
  return app
}

/** The web apps, built by `npm run build:web` beside the server. Addresses that are pages of an app get its index. */
async function addPages(app: FastifyInstance) {
  const root = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../dist/' : '../../', import.meta.url))
  const assets = { maxAge: '365d', immutable: true } as const
  const built = existsSync(`${root}console/index.html`) && existsSync(`${root}chat/index.html`)
  if (built) {
    await app.register(serveStatic, { root: `${root}console/assets`, prefix: '/assets/', ...assets })
    await app.register(serveStatic, {
      root: `${root}chat/assets`,
      prefix: '/chat/assets/',
      decorateReply: false,
      ...assets,
    })
  }
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?')[0] ?? '/'
    const isPage = request.method === 'GET' && !/^\/(api|chat\/api|assets|chat\/assets)(\/|$)/.test(path)
    if (!built || !isPage)
      return sendProblem(reply, request, {
        status: 404,
        code: 'not_found',
        detail: `There is nothing at ${request.method} ${path}.`,
      })
    const app = /^\/chat(\/|$)/.test(path) ? 'chat' : 'console'
    return reply.header('cache-control', 'no-cache').sendFile('index.html', `${root}${app}`)
  })
}
