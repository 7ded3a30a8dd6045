import { loadPublished, loadPublishedOne } from '../../knowledge/articles/store.js';
/**
 * Loads every published article into the answerer and keeps it as the database has it: by notification, and wholly
 * again when notifications may have been missed.
 */
export async function keepIndexFresh(options) {
    const { transact, answerer, changes } = options;
    let known = new Set();
    const loadAll = async () => {
        const articles = await transact((tx) => loadPublished(tx));
        for (const article of articles)
            answerer.put(article);
        const present = new Set(articles.map((article) => article.id));
        for (const id of known)
            if (!present.has(id))
                answerer.remove(id);
        known = present;
    };
    const loadOne = async (id) => {
        const article = await transact((tx) => loadPublishedOne(tx, id));
        if (article) {
            answerer.put(article);
            known.add(id);
        }
        else {
            answerer.remove(id);
            known.delete(id);
        }
    };
    // One after another, so that an older reading of an article never overwrites a newer one.
    let work = Promise.resolve();
    const inTurn = (task) => {
        work = work.then(task).catch(options.onError);
    };
    const unlisten = [
        changes.onArticle((id) => inTurn(() => (id === '' ? loadAll() : loadOne(id)))),
        changes.onGap(() => inTurn(loadAll)),
    ];
    await loadAll();
    return {
        stop() {
            for (const stop of unlisten)
                stop();
        },
    };
}
