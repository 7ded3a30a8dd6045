import { recordOutcome } from '../../knowledge/learning/store.js';
/** Hands what requesters did about an article to knowledge, in the transaction of the conversation. */
export async function learnFromOutcome(tx, outcome) {
    await recordOutcome(tx, outcome);
}
