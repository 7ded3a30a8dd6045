import { getPerson, hasAdmin } from '../../core/people/store.js';
import { digest, newSecret } from './secrets.js';
/** How long a session lasts, in days. */
export const sessionDays = 14;
/** Begins a session. @returns the secret for the cookie */
export async function openSession(tx, personId) {
    const secret = newSecret('session');
    await tx.query('delete from session where expires_at < now()');
    await tx.query('insert into session (secret_hash, person_id, expires_at) values ($1, $2, now() + make_interval(days => $3))', [digest(secret), personId, sessionDays]);
    return secret;
}
/** The person of a living session, null when there is none. */
export async function personOfSession(tx, secret) {
    const [row] = await tx.query('select person_id as id from session where secret_hash = $1 and expires_at > now()', [
        digest(secret),
    ]);
    return row ? getPerson(tx, row.id) : null;
}
export async function closeSession(tx, secret) {
    await tx.query('delete from session where secret_hash = $1', [digest(secret)]);
}
/** Ends all sessions of a person: their password or role has changed. */
export async function closeSessionsOf(tx, personId) {
    await tx.query('delete from session where person_id = $1', [personId]);
}
/** Makes an API token. @returns the secret, which is not stored and cannot be shown again */
export async function createToken(tx, token) {
    const secret = newSecret('firstline');
    await tx.query('insert into api_token (name, role, person_id, secret_hash) values ($1, $2, $3, $4)', [
        token.name,
        token.role,
        token.personId,
        digest(secret),
    ]);
    return secret;
}
/** A token that has not been revoked, null when there is none. */
export async function findToken(tx, secret) {
    const [row] = await tx.query('select id, name, role, person_id as "personId" from api_token where secret_hash = $1 and revoked_at is null', [digest(secret)]);
    return row ?? null;
}
/**
 * The secret of a fresh one-time set-up link; the ones before stop working. Null once there is an admin.
 */
export async function renewSetupLink(tx) {
    if (await hasAdmin(tx))
        return null;
    const secret = newSecret('setup');
    await tx.query('delete from setup_link');
    await tx.query('insert into setup_link (secret_hash) values ($1)', [digest(secret)]);
    return secret;
}
/** Uses up a set-up link. False when it is unknown or there is an admin already. */
export async function redeemSetupLink(tx, secret) {
    const [, count] = (await tx.query('delete from setup_link where secret_hash = $1', [digest(secret)]));
    return count === 1 && !(await hasAdmin(tx));
}
