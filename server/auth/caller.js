import { getPerson } from '../../core/people/store.js';
import { RequestRefused } from '../api/problem.js';
import { findToken, personOfSession } from './store.js';
/** The name of the cookie that holds a session. */
export const sessionCookie = 'firstline_session';
/** Roles that include `agent`, `lead`, `admin`; beside a route they read as "at least". */
export const agents = ['agent', 'lead', 'admin'];
export const leads = ['lead', 'admin'];
export const admins = ['admin'];
export const channels = ['channel', 'admin'];
export const channelsAndAgents = ['channel', 'agent', 'lead', 'admin'];
/** The hook that finds out who is asking and whether they may. @throws RequestRefused 401, 403 */
export function checkCaller(transact, publicUrl) {
    return async (request, _reply) => {
        const roles = request.routeOptions.config.roles;
        if (roles === undefined)
            return;
        request.caller = await findCaller(transact, request);
        if (request.cookies[sessionCookie])
            refuseForeignPage(request, publicUrl);
        if (roles === 'everybody')
            return;
        if (!request.caller)
            throw new RequestRefused(401, 'not_signed_in', 'Sign in, or send an API token: `Authorization: Bearer TOKEN` (made by `npm run firstline -- token create`).', {
                'www-authenticate': 'Bearer',
            });
        if (!roles.includes(request.caller.role))
            throw new RequestRefused(403, 'not_allowed', `This needs one of the roles ${roles.join(', ')}; ${request.caller.name} has ${request.caller.role}.`);
    };
}
async function findCaller(transact, request) {
    const header = request.headers.authorization;
    if (header !== undefined) {
        const secret = /^Bearer\s+(\S+)$/i.exec(header)?.[1];
        const token = secret ? await transact((tx) => findToken(tx, secret)) : null;
        if (!token)
            throw new RequestRefused(401, 'unknown_token', 'The API token is unknown or was revoked.', {
                'www-authenticate': 'Bearer error="invalid_token"',
            });
        const { personId } = token;
        const person = personId ? await transact((tx) => getPerson(tx, personId)) : null;
        return { key: `token:${token.id}`, name: person?.name ?? token.name, role: token.role, person };
    }
    const secret = request.cookies[sessionCookie];
    const person = secret ? await transact((tx) => personOfSession(tx, secret)) : null;
    if (!person || person.role === 'requester')
        return null;
    return { key: `person:${person.id}`, name: person.name, role: person.role, person };
}
/** A page of another site must not act with our cookie, whatever the browser thinks of SameSite. */
function refuseForeignPage(request, publicUrl) {
    const { origin, host } = request.headers;
    if (request.method === 'GET' || request.method === 'HEAD' || origin === undefined)
        return;
    const from = URL.canParse(origin) ? new URL(origin).host : null;
    if (from !== host && from !== new URL(publicUrl).host)
        throw new RequestRefused(403, 'foreign_page', `The request comes from a page of ${origin}, which is not this Firstline.`);
}
/** The caller of a route that demands one. */
export function callerOf(request) {
    if (!request.caller)
        throw new Error(`${request.routeOptions.url} has no caller: its roles are missing`);
    return request.caller;
}
/** Who signs what an agent does. */
export function actorOf(request) {
    const caller = callerOf(request);
    return { kind: 'agent', id: caller.person?.id ?? null, name: caller.name };
}
