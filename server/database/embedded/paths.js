import { createHash } from 'node:crypto';
import { mkdirSync, realpathSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseCannotStart } from './errors.js';
/** The longest path of a Unix socket in bytes, of which Postgres' own name takes 15 (unix(7): 108 with the final zero). */
const longestSocketDirectory = 107 - '/.s.PGSQL.5432'.length;
/** The places of a data folder, made when it is new. @throws DatabaseCannotStart when it cannot be written */
export function embeddedPaths(dataFolder) {
    try {
        mkdirSync(dataFolder, { recursive: true });
    }
    catch (error) {
        throw new DatabaseCannotStart(`FIRSTLINE_DATA: the folder ${dataFolder} cannot be made (${error.message}). Name one that can be written.`, { cause: error });
    }
    const folder = realpathSync(dataFolder);
    const name = createHash('sha256').update(folder).digest('hex').slice(0, 16);
    const inside = join(folder, 'run');
    const sockets = Buffer.byteLength(inside) <= longestSocketDirectory ? inside : join(tmpdir(), `firstline-${name}`);
    return {
        folder,
        cluster: join(folder, 'postgres'),
        log: join(folder, 'postgres.log'),
        sockets,
        keeper: keeperAddress(name, sockets),
    };
}
/**
 * Linux has socket names outside the file system, which vanish with the process that holds them: one keeper a folder,
 * and nothing stale after a kill. Windows' pipes do the same; elsewhere it is a file.
 */
function keeperAddress(name, sockets) {
    if (process.platform === 'linux')
        return `\0firstline-${name}`;
    if (process.platform === 'win32')
        return `\\\\.\\pipe\\firstline-${name}`;
    return join(sockets, 'keeper.sock');
}
