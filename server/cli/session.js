import { transactOn } from '../../core/transaction.js';
import { createDataSource, migrate } from '../database/data-source.js';
import { openDatabase } from '../database/open.js';
/** Something the person at the keyboard can mend; its message is all they need. */
export class CommandRefused extends Error {
    constructor(text) {
        super(text);
        this.name = 'CommandRefused';
    }
}
/** Runs a command on the migrated database, whether a server runs on it or not, and closes it after. */
export async function withDatabase(config, work) {
    const opened = await openDatabase(config, () => { });
    try {
        const database = await createDataSource(opened.connection, { poolSize: 4 }).initialize();
        try {
            await migrate(database);
            return await work(transactOn(database), opened.connection);
        }
        finally {
            await database.destroy();
        }
    }
    finally {
        await opened.close();
    }
}
