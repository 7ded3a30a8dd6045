import { createWebChat } from '../bots/webchat/channel.js';
import { buildApp } from './api/app.js';
import { renewSetupLink } from './auth/store.js';
import { createDataSource, migrate } from './database/data-source.js';
import { claimFolder } from './database/folder-claim.js';
import { openDatabase } from './database/open.js';
import { startHelpdesk } from './helpdesk.js';
import { startHousekeeping } from './jobs/housekeeping.js';
/** Constructs everything in order, once. What fails on the way is undone. @throws what the parts throw, one clear message each */
export async function startFirstline(config, options) {
    const undo = [];
    const stop = async () => {
        for (const step of undo.splice(0).reverse())
            await step();
    };
    try {
        const opened = await openDatabase(config, options.say);
        undo.push(() => opened.close());
        const database = await createDataSource(opened.connection).initialize();
        undo.push(() => database.destroy());
        if (config.databaseUrl === null) {
            const claim = await claimFolder(opened.connection, config);
            undo.push(() => claim.release());
        }
        const migrated = await migrate(database);
        if (migrated > 0)
            options.say(`Database: ${migrated} migrations run`);
        let url = config.publicUrl;
        const helpdesk = await startHelpdesk({
            database,
            connection: opened.connection,
            publicUrl: () => url,
            onError: options.onError,
        });
        undo.push(() => helpdesk.stop());
        undo.push(startHousekeeping(helpdesk.transact, options.onError));
        const app = await buildApp({ helpdesk, publicUrl: url, logger: options.logger });
        undo.push(() => app.close());
        const channels = [createWebChat(app, url.startsWith('https:'))];
        for (const channel of channels) {
            helpdesk.channels.set(channel.name, channel);
            await channel.start(helpdesk.host);
            undo.push(() => channel.stop());
        }
        helpdesk.channels.set('api', customChannel);
        await app.listen({ host: config.host, port: config.port });
        if (config.port === 0)
            url = url.replace(/:0$/, `:${app.server.address().port}`);
        const secret = await helpdesk.transact(renewSetupLink);
        return { url, setupLink: secret ? `${url}/setup?token=${secret}` : null, stop };
    }
    catch (error) {
        await stop();
        throw error;
    }
}
/** Custom channels read their conversations over the API, so there is nothing to push to them. */
const customChannel = {
    name: 'api',
    start: async () => { },
    stop: async () => { },
    deliver: async (message) => ({ externalMessageId: message.key }),
};
