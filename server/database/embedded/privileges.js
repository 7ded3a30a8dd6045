import { spawnSync } from 'node:child_process';
import { accessSync, chownSync, constants, existsSync, lstatSync, mkdirSync, readdirSync, readFileSync, statSync, } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseCannotStart } from './errors.js';
/** The user that nothing belongs to, by custom. */
const nobody = 65_534;
/**
 * How to start Postgres' programs here. It refuses to run as root, so root gives them another user; with setpriv
 * they also end when the process that started them ends, however that happens.
 * @throws DatabaseCannotStart when the folders cannot be reached by any other user
 */
export function chooseLaunch(paths, binaries) {
    const hasSetpriv = process.platform === 'linux' && spawnSync('setpriv', ['--version']).status === 0;
    const tie = hasSetpriv ? ['--pdeathsig', 'QUIT'] : [];
    if (process.getuid?.() !== 0) {
        mkdirSync(paths.sockets, { recursive: true, mode: 0o700 });
        return hasSetpriv
            ? (program, args) => ({ program: 'setpriv', args: [...tie, program, ...args] })
            : (program, args) => ({ program, args });
    }
    const owner = chooseOwner(paths);
    mkdirSync(paths.sockets, { recursive: true, mode: 0o700 });
    give(paths.sockets, owner);
    if (existsSync(paths.cluster))
        give(paths.cluster, owner);
    const reachable = [paths.folder, binaries.root].every((folder) => isReachable(folder, owner));
    const become = [`--reuid=${owner.uid}`, `--regid=${owner.gid}`, '--clear-groups'];
    if (reachable && hasSetpriv)
        return (program, args) => ({ program: 'setpriv', args: [...tie, ...become, program, ...args] });
    if (reachable)
        return (program, args) => ({ program, args, ...owner });
    // A folder below somebody's private home: the right to pass through closed folders goes along.
    const pass = ['--inh-caps=+dac_override,+dac_read_search', '--ambient-caps=+dac_override,+dac_read_search'];
    if (hasSetpriv && spawnSync('setpriv', [...become, ...pass, binaries.postgres, '--version']).status === 0)
        return (program, args) => ({ program: 'setpriv', args: [...tie, ...become, ...pass, program, ...args] });
    throw new DatabaseCannotStart(`Postgres does not run as root, and no other user can reach ${paths.folder} and ${binaries.root}. Start Firstline as an ordinary user, put it where others may pass (for example /srv), or set DATABASE_URL.`);
}
function chooseOwner(paths) {
    if (existsSync(paths.cluster)) {
        const { uid, gid } = statSync(paths.cluster);
        if (uid !== 0)
            return { uid, gid };
    }
    const entry = existsSync('/etc/passwd')
        ? /^postgres:[^:]*:(\d+):(\d+):/m.exec(readFileSync('/etc/passwd', 'utf8'))
        : null;
    return entry ? { uid: Number(entry[1]), gid: Number(entry[2]) } : { uid: nobody, gid: nobody };
}
/** Gives a folder and all in it to a user. */
export function give(path, owner) {
    const at = lstatSync(path);
    if (at.uid === owner.uid && at.isDirectory() && path.endsWith('postgres'))
        return;
    chownSync(path, owner.uid, owner.gid);
    if (at.isDirectory())
        for (const name of readdirSync(path))
            if (!name.startsWith('.s.PGSQL'))
                give(join(path, name), owner);
}
/** Whether a user may pass through every folder down to a path. */
function isReachable(path, owner) {
    for (let folder = path;; folder = dirname(folder)) {
        const { mode, uid, gid } = statSync(folder);
        const bits = uid === owner.uid ? mode >> 6 : gid === owner.gid ? mode >> 3 : mode;
        if ((bits & 1) === 0)
            return false;
        if (folder === dirname(folder))
            return true;
    }
}
/** @throws DatabaseCannotStart when a folder cannot be written by us */
export function checkWritable(folder) {
    try {
        accessSync(folder, constants.W_OK);
    }
    catch (error) {
        throw new DatabaseCannotStart(`FIRSTLINE_DATA: the folder ${folder} cannot be written. Change its owner or mode, or name another folder.`, { cause: error });
    }
}
