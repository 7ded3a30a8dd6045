import { spawn } from 'node:child_process';
import { existsSync, openSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { DatabaseCannotStart } from './errors.js';
import { embeddedPaths } from './paths.js';
import { checkWritable } from './privileges.js';
/** How long to try, in milliseconds: recovery after a kill takes its time. */
const openMilliseconds = 75_000;
/**
 * Starts the Postgres of a data folder, or joins it when it runs.
 * @param options.folder FIRSTLINE_DATA; made when it is missing
 * @throws DatabaseCannotStart
 */
export async function openEmbeddedDatabase(options) {
    const paths = embeddedPaths(options.folder);
    checkWritable(paths.folder);
    const until = Date.now() + openMilliseconds;
    let spawnedAt = 0;
    while (Date.now() < until) {
        const socket = await reach(paths.keeper);
        const said = socket ? await greeting(socket) : null;
        if (socket && said) {
            if ('error' in said) {
                socket.destroy();
                throw new DatabaseCannotStart(said.error);
            }
            // The keeper outlives us on purpose; our connection to it must not keep us alive.
            socket.unref();
            return { connection: said.ready, close: () => leave(socket) };
        }
        socket?.destroy();
        if (Date.now() - spawnedAt > 2_000) {
            spawnedAt = Date.now();
            spawnKeeper(paths);
        }
        await pause(20);
    }
    throw new DatabaseCannotStart(`The embedded Postgres of ${paths.folder} did not come up. Look into ${paths.log}, or set DATABASE_URL.`);
}
function reach(address) {
    return new Promise((resolve) => {
        const socket = connect(address);
        socket.once('connect', () => resolve(socket));
        socket.once('error', () => resolve(null));
    });
}
/** The keeper's one line; null when it ends without, because it was about to stop. */
function greeting(socket) {
    return new Promise((resolve) => {
        let heard = '';
        socket.on('data', (part) => {
            heard += part.toString();
            const end = heard.indexOf('\n');
            if (end >= 0)
                resolve(JSON.parse(heard.slice(0, end)));
        });
        socket.on('error', () => resolve(null));
        socket.on('close', () => resolve(null));
        socket.on('end', () => resolve(null));
    });
}
function leave(socket) {
    return new Promise((resolve) => {
        if (socket.destroyed)
            return resolve();
        socket.ref();
        socket.once('close', () => resolve());
        socket.write('bye\n', () => { });
    });
}
function spawnKeeper(paths) {
    const source = import.meta.url.endsWith('.ts');
    const script = fileURLToPath(new URL(source ? '../../../dist/server/database/embedded/keeper.js' : './keeper.js', import.meta.url));
    if (!existsSync(script))
        throw new DatabaseCannotStart(`${script} is missing: build the server first (npm run build:server).`);
    const log = openSync(`${paths.folder}/keeper.log`, 'a');
    // A session of its own: Ctrl-C in our terminal is not meant for the database.
    spawn(process.execPath, [script, paths.folder], {
        detached: true,
        stdio: ['ignore', log, log],
        cwd: paths.folder,
        env: keeperEnvironment(),
    }).unref();
}
/** Postgres takes settings from PG… variables; those of the caller are not meant for it. */
function keeperEnvironment() {
    return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG') && name !== 'NODE_OPTIONS'));
}
