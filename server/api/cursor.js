import { RequestRefused } from './problem.js';
/** Packs where the next page begins. Opaque to callers. */
export function packCursor(place) {
    return Buffer.from(JSON.stringify(place)).toString('base64url');
}
/**
 * Unpacks a cursor of ours.
 * @param fields what it must hold
 * @throws RequestRefused invalid_cursor
 */
export function unpackCursor(cursor, fields) {
    if (cursor === undefined)
        return undefined;
    try {
        const place = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
        if (fields.every((field) => typeof place[field] === 'string' || typeof place[field] === 'number'))
            return Object.fromEntries(fields.map((field) => [field, String(place[field])]));
    }
    catch (error) {
        if (!(error instanceof SyntaxError))
            throw error;
    }
    throw new RequestRefused(400, 'invalid_cursor', 'The cursor is not one of ours. Send back `next` of the page before as it was.');
}
/** Cuts one row more than a page into the page and the cursor of the next. */
export function pageOf(rows, limit, place) {
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return { items, next: rows.length > limit && last ? packCursor(place(last)) : null };
}
