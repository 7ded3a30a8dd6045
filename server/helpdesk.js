import { closeIdleConversation } from '../core/conversations/closing.js';
import { handleEvent } from '../core/conversations/engine.js';
import { newestAt, readTranscript } from '../core/conversations/store.js';
import { startInbox } from '../core/delivery/inbox.js';
import { laneOf } from '../core/delivery/lane.js';
import { startOutbox } from '../core/delivery/outbox.js';
import { startTimers } from '../core/delivery/timers.js';
import { catalogue } from '../core/messages/catalogue.js';
import { findAccount, recognize } from '../core/people/store.js';
import { closeSolvedTicket } from '../core/tickets/state.js';
import { transactOn } from '../core/transaction.js';
import { findPublished } from '../knowledge/articles/store.js';
import { createAnswerer } from '../knowledge/index.js';
import { listenForChanges } from './changes.js';
import { keepIndexFresh } from './jobs/knowledge-index.js';
import { learnFromOutcome } from './jobs/learning.js';
/** Starts the workers and what keeps the article index fresh. */
export async function startHelpdesk(options) {
    const { onError } = options;
    const transact = transactOn(options.database);
    const now = options.now ?? (() => new Date());
    const answerer = createAnswerer();
    const changes = await listenForChanges(options.connection, onError);
    const index = await keepIndexFresh({ transact, answerer, changes, onError });
    const articlePage = (articleId, anchor) => `${options.publicUrl()}/chat/articles/${articleId}${anchor ? `#${anchor}` : ''}`;
    const engine = {
        knowledge: answerer,
        link: (article) => article.url ?? articlePage(article.articleId, article.passage?.anchor),
        categoryOf: async (tx, id) => (await findPublished(tx, id))?.category ?? null,
        learn: learnFromOutcome,
        now,
    };
    const channels = new Map();
    const inbox = startInbox({ transact, handle: (tx, event) => handleEvent(engine, tx, event), concurrency: 8, onError });
    const outbox = startOutbox({ transact, channels, concurrency: 16, onError });
    const timers = startTimers({
        transact,
        onError,
        fire: (tx, kind, payload) => kind === 'close_ticket'
            ? closeSolvedTicket(tx, Number(payload), now())
            : closeIdleConversation(tx, String(payload)),
    });
    const workers = { inbox, outbox, timer: timers };
    const wakeAll = () => {
        for (const worker of Object.values(workers))
            worker.wake();
    };
    changes.onWork((queue) => workers[queue].wake());
    changes.onGap(wakeAll);
    return {
        transact,
        answerer,
        inbox,
        changes,
        channels,
        articlePage,
        host: createHost(transact, inbox, changes),
        async stop() {
            await Promise.all([inbox.stop(), timers.stop()]);
            await outbox.stop();
            index.stop();
            await changes.stop();
            await answerer.close();
        },
    };
}
function createHost(transact, inbox, changes) {
    const watchers = new Map();
    changes.onChange((change) => {
        if ('place' in change)
            for (const listener of watchers.get(change.place) ?? [])
                listener();
    });
    changes.onGap(() => {
        for (const listeners of watchers.values())
            for (const listener of listeners)
                listener();
    });
    return {
        accept: async (event) => (await inbox.accept(event)).isNew,
        handle: async (event) => inbox.handled((await inbox.accept(event)).id),
        transcript: (place) => transact(async (tx) => {
            const id = await newestAt(tx, place);
            return id ? readTranscript(tx, id) : null;
        }),
        watch(place, listener) {
            const lane = laneOf(place);
            const listeners = watchers.get(lane) ?? new Set();
            watchers.set(lane, listeners.add(listener));
            return () => {
                listeners.delete(listener);
                if (listeners.size === 0)
                    watchers.delete(lane);
            };
        },
        introduce: (place, sender) => transact(async (tx) => {
            if (sender.name || sender.email)
                await recognize(tx, place, sender, catalogue(sender.language ?? 'en').requesterWithoutName());
            const known = await findAccount(tx, place, sender.externalId);
            const nameless = [catalogue('en').requesterWithoutName(), catalogue('de').requesterWithoutName()];
            return { name: known && !nameless.includes(known.name) ? known.name : null, email: known?.email ?? null };
        }),
        article: (id) => transact(async (tx) => {
            const article = await findPublished(tx, id);
            return article ? { id: article.id, title: article.title, body: article.body, url: article.url } : null;
        }),
    };
}
