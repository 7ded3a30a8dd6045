import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import serveStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import Fastify, {} from 'fastify';
import { checkCaller } from '../auth/caller.js';
import { onError, sendProblem } from './problem.js';
import { addArticleRoutes } from './routes/articles.js';
import { addConversationRoutes } from './routes/conversations.js';
import { addDeliveryRoutes } from './routes/delivery.js';
import { addEventRoutes } from './routes/events.js';
import { addOperationRoutes } from './routes/operations.js';
import { addPeopleRoutes } from './routes/people.js';
import { addSessionRoutes } from './routes/session.js';
import { addTeamRoutes } from './routes/teams.js';
import { addTicketRoutes } from './routes/tickets.js';
/** Builds everything that is served over HTTP, without listening. The channels that speak HTTP add their own routes. */
export async function buildApp(options) {
    const { helpdesk, publicUrl } = options;
    const context = { helpdesk, publicUrl, now: options.now ?? (() => new Date()) };
    const app = Fastify({
        ...(options.logger === undefined ? {} : { logger: options.logger }),
        bodyLimit: 4 * 1024 * 1024,
        forceCloseConnections: 'idle',
        disableRequestLogging: true,
        ajv: { customOptions: { removeAdditional: false, coerceTypes: 'array', allErrors: true } },
    }).withTypeProvider();
    app.decorateRequest('caller', null);
    app.setErrorHandler(onError);
    await app.register(cookie);
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
    });
    await app.register(rateLimit, { global: false });
    await app.register(swagger, {
        openapi: {
            openapi: '3.1.0',
            info: {
                title: 'Firstline',
                version: '1',
                description: 'The API of the Firstline helpdesk. Errors are RFC 9457 problems; lists are paged by cursor; POST and PUT take an Idempotency-Key.',
            },
            servers: [{ url: publicUrl }],
            components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
            security: [{ token: [] }],
        },
    });
    addOperationRoutes(app, helpdesk.transact);
    await app.register(async (scope) => {
        const api = scope;
        api.addHook('onRoute', (route) => {
            if (route.config?.roles === undefined &&
                route.schema?.hide !== true &&
                !route.url.startsWith('/api/v1/openapi'))
                throw new Error(`${String(route.method)} ${route.url} does not say who may use it`);
        });
        api.addHook('onRequest', checkCaller(helpdesk.transact, publicUrl));
        for (const add of [
            addConversationRoutes,
            addTicketRoutes,
            addArticleRoutes,
            addTeamRoutes,
            addPeopleRoutes,
            addSessionRoutes,
            addDeliveryRoutes,
            addEventRoutes,
        ])
            add(api, context);
        api.get('/openapi.json', { schema: { hide: true } }, async () => app.swagger());
    }, { prefix: '/api/v1' });
    await app.register(swaggerUi, { routePrefix: '/api/docs' });
    await addPages(app);
    return app;
}
/** The web apps, built by `npm run build:web` beside the server. Addresses that are pages of an app get its index. */
async function addPages(app) {
    const root = fileURLToPath(new URL(import.meta.url.endsWith('.ts') ? '../../dist/' : '../../', import.meta.url));
    const assets = { maxAge: '365d', immutable: true };
    const built = existsSync(`${root}console/index.html`) && existsSync(`${root}chat/index.html`);
    if (built) {
        await app.register(serveStatic, { root: `${root}console/assets`, prefix: '/assets/', ...assets });
        await app.register(serveStatic, {
            root: `${root}chat/assets`,
            prefix: '/chat/assets/',
            decorateReply: false,
            ...assets,
        });
    }
    app.setNotFoundHandler((request, reply) => {
        const path = request.url.split('?')[0] ?? '/';
        const isPage = request.method === 'GET' && !/^\/(api|chat\/api|assets|chat\/assets)(\/|$)/.test(path);
        if (!built || !isPage)
            return sendProblem(reply, request, {
                status: 404,
                code: 'not_found',
                detail: `There is nothing at ${request.method} ${path}.`,
            });
        const app = /^\/chat(\/|$)/.test(path) ? 'chat' : 'console';
        return reply.header('cache-control', 'no-cache').sendFile('index.html', `${root}${app}`);
    });
}
