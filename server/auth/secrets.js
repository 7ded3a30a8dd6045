import { createHash, randomBytes } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
/** A new secret of 192 random bits, safe in an address. @param prefix says what it opens, for people who find one */
export function newSecret(prefix) {
    return `${prefix}_${randomBytes(24).toString('base64url')}`;
}
/** What is stored of a secret. It has too many random bits to be guessed, so a plain digest is enough. */
export function digest(secret) {
    return createHash('sha256').update(secret).digest('hex');
}
/** What is stored of a password: argon2id with the library's defaults (19 MiB, 2 passes; the OWASP minimum). */
export function hashPassword(password) {
    return hash(password);
}
/** A hash of no password, verified where there is nobody, so that an unknown address takes as long as a wrong password. */
const nobody = hash(randomBytes(16).toString('hex'));
/** Whether a password fits. @param stored null where there is no such person, or one without a password */
export async function passwordFits(stored, password) {
    const fits = await verify(stored ?? (await nobody), password);
    return fits && stored !== null;
}
