import { spawn, spawnSync } from 'node:child_process';
import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readFileSync, readlinkSync, renameSync, rmSync, } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { DatabaseCannotStart } from './errors.js';
import { chooseLaunch, give } from './privileges.js';
/** Postgres' superuser in the cluster; only who can enter the socket's folder can become it. */
export const clusterUser = 'firstline';
export const clusterDatabase = 'firstline';
export const clusterPort = 5432;
/** How long Postgres may take to come up (recovery after a kill included) and to stop, in milliseconds. */
const startMilliseconds = 60_000;
const stopMilliseconds = 8_000;
const settings = [
    'listen_addresses=',
    'max_connections=120',
    'shared_buffers=128MB',
    'unix_socket_permissions=0700',
    'logging_collector=off',
    'log_min_messages=warning',
    'log_checkpoints=off',
];
/** Makes the cluster if there is none, stops an orphan of a keeper that was killed, starts Postgres and waits until it answers. @throws DatabaseCannotStart */
export async function startPostgres(paths, binaries) {
    const launch = chooseLaunch(paths, binaries);
    await stopOrphan(paths);
    if (!existsSync(join(paths.cluster, 'PG_VERSION')))
        makeCluster(paths, binaries, launch);
    const log = openSync(paths.log, 'a');
    const { program, args, ...identity } = launch(binaries.postgres, [
        '-D',
        paths.cluster,
        ...settings.flatMap((setting) => ['-c', setting]),
        '-c',
        `unix_socket_directories=${paths.sockets}`,
    ]);
    const child = spawn(program, args, { stdio: ['ignore', log, log], cwd: paths.folder, ...identity });
    closeSync(log);
    let ended = null;
    child.on('exit', (code, signal) => {
        ended = `it ended with ${signal ?? `code ${code}`}`;
    });
    child.on('error', (error) => {
        ended = error.message;
    });
    const until = Date.now() + startMilliseconds;
    while (ended === null && Date.now() < until) {
        if (await answers(paths))
            return child;
        await pause(15);
    }
    child.kill('SIGQUIT');
    throw new DatabaseCannotStart(`The embedded Postgres did not come up (${ended ?? 'it did not answer within a minute'}). Its log, ${paths.log}, ends with:\n${tail(paths.log)}`);
}
/** Stops Postgres: at once for its clients, in order for its data. Resolves when it is gone. */
export async function stopPostgres(child) {
    if (child.exitCode !== null || child.signalCode !== null)
        return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGINT');
    const impatient = setTimeout(() => child.kill('SIGQUIT'), stopMilliseconds);
    await gone;
    clearTimeout(impatient);
}
/** A client of the maintenance database. */
function client(paths) {
    return new pg.Client({ host: paths.sockets, port: clusterPort, user: clusterUser, database: 'postgres' });
}
async function answers(paths) {
    const connection = client(paths);
    connection.on('error', () => connection.end());
    try {
        await connection.connect();
    }
    catch {
        // Not there yet: no socket, or still recovering. The caller's deadline decides.
        return false;
    }
    const { rowCount } = await connection.query('select 1 from pg_database where datname = $1', [clusterDatabase]);
    if (rowCount === 0)
        await connection.query(`create database ${clusterDatabase}`);
    await connection.end();
    return true;
}
/** Made beside its place and moved there whole, so that a kill in the middle leaves no half cluster. */
function makeCluster(paths, binaries, launch) {
    const draft = `${paths.cluster}.new`;
    rmSync(draft, { recursive: true, force: true });
    mkdirSync(draft, { mode: 0o700 });
    const { program, args, ...identity } = launch(binaries.initdb, [
        '-D',
        draft,
        '-U',
        clusterUser,
        '-A',
        'trust',
        '-E',
        'UTF8',
        '--locale=C.UTF-8',
        '--no-instructions',
        '--no-sync',
    ]);
    const owner = /--reuid=(\d+)/.exec(args.join(' '));
    const uid = identity.uid ?? (owner ? Number(owner[1]) : null);
    if (uid !== null)
        give(draft, { uid, gid: identity.gid ?? Number(/--regid=(\d+)/.exec(args.join(' '))?.[1] ?? uid) });
    const run = spawnSync(program, args, { encoding: 'utf8', cwd: paths.folder, ...identity });
    if (run.status !== 0)
        throw new DatabaseCannotStart(`The embedded Postgres could not be set up in ${paths.folder}: ${run.error?.message ?? `${run.stdout}\n${run.stderr}`.trim()}`);
    chmodSync(draft, 0o700);
    renameSync(draft, paths.cluster);
}
/** Postgres left over by a keeper that was killed hard. Only one keeper works on a folder, so what still runs is nobody's. */
async function stopOrphan(paths) {
    const file = join(paths.cluster, 'postmaster.pid');
    const until = Date.now() + stopMilliseconds * 2;
    for (let asked = false; existsSync(file); asked = true) {
        const id = Number(readFileSync(file, 'utf8').split('\n')[0]);
        if (!Number.isInteger(id) || id <= 0 || !isPostgresOf(id, paths))
            return;
        if (!asked)
            process.kill(id, 'SIGINT');
        if (Date.now() > until)
            throw new DatabaseCannotStart(`A Postgres (process ${id}) still works on ${paths.cluster} and does not stop. End it, then start again.`);
        await pause(25);
    }
}
function isPostgresOf(id, paths) {
    try {
        if (process.platform === 'linux')
            return readlinkSync(`/proc/${id}/cwd`) === paths.cluster;
        process.kill(id, 0);
        return true;
    }
    catch {
        // No such process: the lock file is left over and Postgres itself sees to it.
        return false;
    }
}
function tail(path) {
    return readFileSync(path, 'utf8').trim().split('\n').slice(-8).join('\n');
}
