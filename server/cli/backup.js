import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import pg from 'pg';
import { to } from 'pg-copy-streams';
import { migrations } from '../database/data-source.js';
import { copyOf, endOfTable, listTables } from './backup-format.js';
import { withDatabase } from './session.js';
/** Writes the whole database, as it is at one instant, into one compressed file. The file appears only when it is complete. */
export async function backupCommand(config, file) {
    const draft = `${file}.part`;
    const tables = await withDatabase(config, async (_transact, connection) => {
        const client = new pg.Client('url' in connection ? { connectionString: connection.url } : connection);
        await client.connect();
        try {
            await client.query('begin isolation level repeatable read read only');
            let count = 0;
            const lines = async function* () {
                const header = {
                    format: 'firstline-backup',
                    version: 1,
                    createdAt: new Date().toISOString(),
                    migrations: migrations.map((migration) => migration.name),
                };
                yield `${JSON.stringify(header)}\n`;
                for (const table of await listTables(client)) {
                    count++;
                    yield `${JSON.stringify(table)}\n`;
                    yield* client.query(to(copyOf(table, 'to stdout')));
                    yield `${endOfTable}\n`;
                }
            };
            await pipeline(Readable.from(lines()), createGzip(), createWriteStream(draft, { mode: 0o600 }));
            return count;
        }
        finally {
            await client.end();
        }
    }).catch(async (error) => {
        await rm(draft, { force: true });
        throw error;
    });
    await rename(draft, file);
    console.log(`${tables} tables written to ${file}. It holds everything people wrote; keep it as safe as the database.`);
}
