import { EventEmitter } from 'node:events';
import pg from 'pg';
/** Pause before connecting again, in milliseconds. */
const reconnectMilliseconds = 500;
/** Listens to the database's notifications on a connection of its own, and connects again when it is lost. */
export async function listenForChanges(connection, onError) {
    const events = new EventEmitter().setMaxListeners(0);
    let client = null;
    let stopped = false;
    let again = null;
    const connect = async () => {
        const next = new pg.Client('url' in connection
            ? { connectionString: connection.url, application_name: 'firstline-listen', keepAlive: true }
            : { ...connection, application_name: 'firstline-listen' });
        next.on('notification', ({ channel, payload = '' }) => {
            if (channel === 'firstline_work')
                events.emit('work', payload);
            else if (channel === 'firstline_articles')
                events.emit('article', payload);
            else
                events.emit('change', JSON.parse(payload));
        });
        next.on('error', (error) => {
            onError(error);
            reconnect();
        });
        next.on('end', reconnect);
        await next.connect();
        await next.query('listen firstline_work; listen firstline_change; listen firstline_articles');
        client = next;
    };
    const reconnect = () => {
        client = null;
        if (stopped || again)
            return;
        again = setTimeout(() => {
            again = null;
            connect().then(() => events.emit('gap'), (error) => {
                onError(error);
                reconnect();
            });
        }, reconnectMilliseconds);
    };
    await connect();
    const on = (name) => (listener) => {
        events.on(name, listener);
        return () => void events.off(name, listener);
    };
    return {
        onWork: on('work'),
        onChange: on('change'),
        onArticle: on('article'),
        onGap: on('gap'),
        async stop() {
            stopped = true;
            if (again)
                clearTimeout(again);
            await client?.end();
        },
    };
}
