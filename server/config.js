import { isIP } from 'node:net';
import { resolve } from 'node:path';
/** One or several settings are wrong; the message has one line each: the name, what was found, what is expected. */
export class ConfigurationWrong extends Error {
    constructor(problems) {
        super(problems.join('\n'));
        this.name = 'ConfigurationWrong';
    }
}
/**
 * Reads the configuration.
 * @throws ConfigurationWrong naming every variable that is wrong
 */
export function readConfig(environment) {
    const problems = [];
    const text = (name) => {
        const value = environment[name]?.trim();
        return value === undefined || value === '' ? null : value;
    };
    const databaseUrl = checkDatabaseUrl(text('DATABASE_URL'), problems);
    const host = checkHost(text('HOST') ?? '127.0.0.1', problems);
    const port = checkPort(text('PORT') ?? '3000', problems);
    const publicUrl = checkPublicUrl(text('PUBLIC_URL'), problems) ?? `http://${reachable(host)}:${port}`;
    const dataFolder = resolve(text('FIRSTLINE_DATA') ?? './data');
    if (problems.length > 0)
        throw new ConfigurationWrong(problems);
    return { databaseUrl, dataFolder, host, port, publicUrl };
}
function checkDatabaseUrl(value, problems) {
    if (value === null)
        return null;
    const url = URL.canParse(value) ? new URL(value) : null;
    if (url?.protocol === 'postgres:' || url?.protocol === 'postgresql:')
        return value;
    // The value may hold a password, so it is not repeated.
    const found = url ? `an address that begins with ${url.protocol}` : 'something that is no address';
    problems.push(`DATABASE_URL: found ${found}; expected postgres://USER:PASSWORD@HOST:PORT/DATABASE, or nothing for the embedded Postgres.`);
    return null;
}
function checkHost(value, problems) {
    if (isIP(value) === 0 && !/^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value))
        problems.push(`HOST: found “${value}”; expected an address or name to listen on, such as 127.0.0.1 or 0.0.0.0.`);
    return value;
}
function checkPort(value, problems) {
    const port = Number(value);
    if (!/^\d+$/.test(value) || port > 65_535)
        problems.push(`PORT: found “${value}”; expected a number from 0 to 65535 (0: any free one).`);
    return port;
}
function checkPublicUrl(value, problems) {
    if (value === null)
        return null;
    const url = URL.canParse(value) ? new URL(value) : null;
    if (url &&
        (url.protocol === 'http:' || url.protocol === 'https:') &&
        url.pathname === '/' &&
        !url.search &&
        !url.hash)
        return url.origin;
    problems.push(`PUBLIC_URL: found “${value}”; expected http(s)://HOST[:PORT] without a path, as browsers reach Firstline.`);
    return null;
}
function reachable(host) {
    if (host === '0.0.0.0' || host === '::')
        return 'localhost';
    return isIP(host) === 6 ? `[${host}]` : host;
}
