import { insertAudit } from '../../core/audit/store.ts'
import type { Transaction } from '../../core/transaction.ts'
import type { WebhookEndpoint } from '../../core/webhooks/endpoint.ts'

/** A webhook was switched off because its receiver fails; told to the log. */
export class WebhookSwitchedOff extends Error {
  constructor(endpoint: WebhookEndpoint, because: 'failing' | 'gone') {
    const why = because === 'gone' ? 'its receiver says that it is gone' : 'nothing has reached it for days'
    super(`the webhook “${endpoint.name}” was switched off: ${why}. Switch it on again and replay what it missed.`)
    this.name = 'WebhookSwitchedOff'
  }
}

/** Makes the notice that a webhook was switched off: a line of the audit log, one of the server's log, and `doctor` says it. */
export function tellSwitchedOff(onError: (error: unknown) => void) {
  return async (tx: Transaction, endpoint: WebhookEndpoint, because: 'failing' | 'gone'): Promise<void> => {
    await insertAudit(tx, {
      actor: { kind: 'system', id: null, name: 'Firstline' },
      action: 'webhooks.switched_off',
      subject: { kind: 'webhooks', id: endpoint.id, name: endpoint.name },
      change: { because },
      address: null,
    })
    onError(new WebhookSwitchedOff(endpoint, because))
  }
}
