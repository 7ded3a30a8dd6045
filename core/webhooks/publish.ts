import { notifyWork } from '../delivery/store.ts'
import type { Json } from '../ports.ts'
import type { Actor, TimelineEvent } from '../tickets/timeline.ts'
import type { Transaction } from '../transaction.ts'
import { typeOf } from './endpoint.ts'
import { insertTicketEvent } from './store.ts'

/**
 * Tells the endpoints that want to hear of it what happened to a ticket, in the transaction in which it happened.
 * @param entry id of the line of its history
 */
export async function publish(
  tx: Transaction,
  ticket: number,
  entry: string,
  actor: Actor,
  event: TimelineEvent,
  at: Date,
): Promise<void> {
  const shown: Json = {
    id: entry,
    kind: event.kind,
    at: at.toISOString(),
    actor: { kind: actor.kind, name: actor.name },
    text: 'text' in event ? event.text : null,
    data: event.data as Json,
  }
  const queued = await insertTicketEvent(tx, { type: typeOf(event.kind), ticket, entry: shown, at })
  if (queued > 0) await notifyWork(tx, 'webhook_delivery')
}
