import type { Transcript } from '../../../core/ports.ts'
import { postAction, postMessage, Refused, Unreachable } from './api.ts'
import { waitMilliseconds } from './backoff.ts'
import type { Outgoing } from './outgoing.ts'

export interface Sender {
  /** Sends what waits, oldest first, one at a time; harmless when it is at work already. */
  send(): void
}

/**
 * Works the queue of what people wrote and pressed until nothing is left of it. One at a time, because the order of
 * messages is part of what they say.
 */
export function createSender(queue: {
  outgoing(): readonly Outgoing[]
  change(externalId: string, state: Outgoing['state']): void
  delivered(outgoing: Outgoing, transcript: Transcript | null): void
  refused(outgoing: Outgoing): void
}): Sender {
  let busy = false
  let failures = 0
  let retry: ReturnType<typeof setTimeout> | undefined

  const work = async () => {
    for (let next = first(); next; next = first()) {
      queue.change(next.externalId, 'sending')
      try {
        const transcript = await post(next)
        failures = 0
        queue.delivered(next, transcript)
      } catch (error) {
        if (error instanceof Refused) queue.refused(next)
        else {
          failures += 1
          queue.change(next.externalId, 'waiting')
          const asked = error instanceof Unreachable ? error.retryAfterSeconds : null
          retry = setTimeout(send, asked === null ? waitMilliseconds(failures) : asked * 1_000)
          return
        }
      }
    }
  }
  const first = () => queue.outgoing().find((each) => each.state !== 'refused')
  const send = () => {
    if (busy) return
    clearTimeout(retry)
    busy = true
    void work().finally(() => {
      busy = false
    })
  }
  return { send }
}

function post({ sent, externalId }: Outgoing): Promise<Transcript | null> {
  return sent.kind === 'message'
    ? postMessage(
        sent.text,
        (sent.files ?? []).map(({ id }) => id),
        externalId,
      )
    : postAction(sent.action, sent.value, externalId)
}
