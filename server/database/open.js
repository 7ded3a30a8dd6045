import { openEmbeddedDatabase } from './embedded/open.js';
/** Opens the database of the configuration: one's own Postgres, or the embedded one, started or joined. */
export async function openDatabase(config, say) {
    if (config.databaseUrl !== null)
        return { connection: { url: config.databaseUrl }, close: async () => { } };
    return openEmbeddedDatabase({ folder: config.dataFolder, log: say });
}
