import pg from 'pg';
/** Another server works on the same data folder. */
export class FolderInUse extends Error {
    constructor(folder) {
        super(`Firstline is already running on the data folder ${folder}. Stop it first, or give this one a folder of its own (FIRSTLINE_DATA) and port (PORT).`);
        this.name = 'FolderInUse';
    }
}
/** How long a server that was killed hard may take to be noticed as gone, in milliseconds. */
const graceMilliseconds = 3_000;
/**
 * Claims an embedded data folder for one server: a lock held by a connection of its own, so that it ends with the
 * process however that ends. A server killed a moment ago is given the time its connection needs to be noticed.
 * @throws FolderInUse
 */
export async function claimFolder(connection, config) {
    const client = new pg.Client('url' in connection
        ? { connectionString: connection.url }
        : { ...connection, application_name: 'firstline-server' });
    await client.connect();
    // The database stops before us only when somebody stops it by hand; the other connections report that.
    client.on('error', () => client.end());
    const until = Date.now() + graceMilliseconds;
    for (;;) {
        const { rows } = await client.query(`select pg_try_advisory_lock(hashtext('firstline.server')) as claimed`);
        if (rows[0].claimed)
            return { release: () => client.end() };
        if (Date.now() > until)
            break;
        await new Promise((resolve) => setTimeout(resolve, 100));
    }
    await client.end();
    throw new FolderInUse(config.dataFolder);
}
