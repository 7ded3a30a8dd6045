import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { type Asking, startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../../webhook-receiver.ts'

const phone = (subject: string) => ({
  requester: { email: 'femi@example.org', name: 'Femi' },
  subject,
  text: 'It prints blank pages.',
})

describe('webhooks', () => {
  let firstline: TestHelpdesk
  let receiver: WebhookReceiver
  let admin: Asking
  let agent: Asking
  let clock: Date
  beforeEach(async () => {
    clock = new Date()
    firstline = await startTestHelpdesk({ webhookAllow: ['127.0.0.1'], now: () => clock })
    receiver = await startWebhookReceiver()
    admin = await firstline.as('admin')
    agent = await firstline.as('agent')
  })
  afterEach(async () => {
    await firstline.stop()
    await receiver.stop()
  })

  const add = async (events = ['*']) => {
    const { status, body } = await admin('POST', 'webhooks', { name: 'ITSM', url: receiver.url, events })
    expect(status).toBe(201)
    receiver.secret = body.secret
    return body.id as string
  }
  const deliveries = async (id: string) => (await admin('GET', `webhooks/${id}/deliveries?limit=100`)).body.items
  /** Resolves when the newest delivery is no longer at work and is as wanted. */
  const delivered = async (
    id: string,
    wanted: (delivery: { state: string; attempts: number; lastError: string | null }) => boolean,
  ) => {
    for (;;) {
      const working = 'select 1 from webhook_delivery where locked_by is not null'
      const isAtWork = (await firstline.database.query(working)).length > 0
      const [newest] = await deliveries(id)
      if (newest && !isAtWork && wanted(newest)) return newest
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  /** What is to be tried later is due now. */
  const hurry = async () => {
    await firstline.database.query(`update webhook_endpoint set paused_until = null`)
    await firstline.database.query(`update webhook_delivery set available_at = now() where state = 'waiting'`)
    await firstline.database.query(`select pg_notify('firstline_work', 'webhook_delivery')`)
  }

  it('tell what happens to tickets, signed so that the library of the standard accepts it', async () => {
    await add()
    const { number } = (await agent('POST', 'tickets', phone('Printer'))).body
    await agent('POST', `tickets/${number}/replies`, { text: 'On my way.' })
    await receiver.has(4)
    expect(receiver.received.every((message) => message.verified)).toBe(true)
    expect(receiver.received.map((message) => message.body.type)).toEqual([
      'ticket.created',
      'ticket.routed',
      'ticket.queued',
      'ticket.reply',
    ])
    expect(receiver.received[3]?.body.data).toMatchObject({
      ticket: {
        number,
        subject: 'Printer',
        tags: [],
        fields: {},
        requester: { email: 'femi@example.org' },
        team: { name: 'Service Desk' },
      },
      entry: { kind: 'reply', text: 'On my way.', actor: { kind: 'agent', name: 'test agent' } },
    })
  })

  it('tell only what was asked for, and nothing of what was undone', async () => {
    await add(['ticket.state_changed'])
    const { number } = (await agent('POST', 'tickets', phone('Printer'))).body
    await agent('POST', `tickets/${number}/state`, { state: 'solved' })
    await agent('POST', `tickets/${number}/state`, { state: 'pending' })
    await agent('POST', `tickets/${number}/state`, { state: 'closed' })
    await receiver.has(2)
    expect(receiver.received.map((message) => message.body.data.entry.data.to)).toEqual(['solved', 'closed'])
  })

  it('are tried again with the same id until accepted, and say meanwhile what went wrong', async () => {
    const id = await add(['ticket.created'])
    receiver.answer = (_message, before) => ({ status: before < 2 ? 503 : 204, body: 'busy' })
    await agent('POST', 'tickets', phone('Printer'))
    await receiver.has(1)
    const waiting = await delivered(id, (each) => each.lastError !== null)
    expect(waiting).toMatchObject({ state: 'waiting', attempts: 1, lastError: '503 Service Unavailable busy' })
    expect((await admin('GET', `webhooks/${id}`)).body).toMatchObject({
      enabled: true,
      lastError: '503 Service Unavailable busy',
    })
    await hurry()
    await receiver.has(2)
    await delivered(id, (each) => each.attempts === 2)
    await hurry()
    await receiver.has(3)
    await delivered(id, (each) => each.state === 'done')
    expect(new Set(receiver.received.map((message) => message.id)).size).toBe(1)
    expect((await admin('GET', `webhooks/${id}`)).body).toMatchObject({ lastError: null, failingSince: null })
  })

  it('come in order of each ticket: what failed holds back what happened later to that ticket only', async () => {
    const id = await add(['ticket.created', 'ticket.reply'])
    const [stuck, free] = [
      (await agent('POST', 'tickets', phone('Stuck'))).body.number,
      (await agent('POST', 'tickets', phone('Free'))).body.number,
    ]
    await receiver.has(2)
    await delivered(id, (each) => each.state === 'done')
    let isDown = true
    receiver.answer = (message) => ({ status: isDown && message.body.data.ticket.number === stuck ? 500 : 204 })
    await agent('POST', `tickets/${stuck}/replies`, { text: 'one' })
    await receiver.has(3)
    await agent('POST', `tickets/${stuck}/replies`, { text: 'two' })
    await firstline.database.query('update webhook_endpoint set paused_until = null')
    await agent('POST', `tickets/${free}/replies`, { text: 'three' })
    await receiver.has(4)
    expect(receiver.received[3]?.body.data.entry.text).toBe('three')
    isDown = false
    await hurry()
    await receiver.has(6)
    expect(receiver.received.slice(4).map((message) => message.body.data.entry.text)).toEqual(['one', 'two'])
  })

  it('to a receiver that hangs do not hold up those to others', async () => {
    const hanging = await startWebhookReceiver()
    hanging.answer = () => ({ status: 200, hang: true })
    await admin('POST', 'webhooks', { name: 'Hanging', url: hanging.url, events: ['ticket.created'] })
    await add(['ticket.created'])
    for (let made = 0; made < 40; made++) await agent('POST', 'tickets', phone(`Printer ${made}`))
    await receiver.has(40)
    expect(hanging.received.length).toBeLessThan(40)
    await hanging.stop()
  })

  it('that fail together count as one failure of their receiver: a moment’s outage is no long rest', async () => {
    await add(['ticket.created'])
    const held: (() => void)[] = []
    receiver.answer = () => ({ status: 503, until: new Promise((resolve) => held.push(resolve)) })
    for (let made = 0; made < 8; made++) await agent('POST', 'tickets', phone(`Printer ${made}`))
    await receiver.has(8)
    for (const release of held) release()
    for (;;) {
      const [{ failed }] = await firstline.database.query(
        'select count(*)::int as failed from webhook_delivery where last_error is not null and locked_by is null',
      )
      if (failed === 8) break
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    expect(await firstline.database.query('select failures from webhook_endpoint')).toEqual([{ failures: 1 }])
  })

  it('that were given up on are listed and can be replayed, one or all', async () => {
    const id = await add(['ticket.created'])
    receiver.answer = () => ({ status: 400 })
    await firstline.database.query('alter table webhook_delivery alter attempts set default 9')
    await agent('POST', 'tickets', phone('Printer'))
    const dead = await delivered(id, (each) => each.state === 'dead')
    expect((await admin('GET', `webhooks/${id}/deliveries?state=dead`)).body.items).toHaveLength(1)
    receiver.answer = () => ({ status: 204 })
    await hurry()
    expect((await admin('POST', `webhooks/${id}/deliveries/${dead.id}/replay`)).status).toBe(204)
    await delivered(id, (each) => each.state === 'done')
    expect(receiver.received.map((message) => message.id)).toEqual([dead.messageId, dead.messageId])
    expect((await admin('POST', `webhooks/${id}/replay`, {})).body).toEqual({ replayed: 0 })
    expect((await admin('POST', `webhooks/${id}/deliveries/999999/replay`)).body.code).toBe(
      'webhook_delivery_not_found',
    )
  })

  it('are switched off after five days without one success, with a notice, and begin anew when switched on', async () => {
    const id = await add(['ticket.created'])
    receiver.answer = () => ({ status: 500 })
    await agent('POST', 'tickets', phone('Printer'))
    await delivered(id, (each) => each.lastError !== null)
    clock = new Date(clock.getTime() + 5 * 86_400_000)
    await hurry()
    await receiver.has(2)
    await delivered(id, (each) => each.attempts === 2 && each.lastError !== null)
    const off = (await admin('GET', `webhooks/${id}`)).body
    expect(off).toMatchObject({ enabled: false, disabledBecause: 'failing' })
    expect(String(firstline.errors.at(-1))).toContain('was switched off')
    expect((await admin('GET', 'audit?action=webhooks.switched_off')).body.items).toHaveLength(1)
    expect((await admin('POST', `webhooks/${id}/test`)).body.code).toBe('webhook_off')
    await hurry()
    await delivered(id, (each) => each.state === 'dead')
    receiver.answer = () => ({ status: 204 })
    await admin('PUT', `webhooks/${id}`, { name: 'ITSM', url: receiver.url, events: ['ticket.created'] })
    expect((await admin('POST', `webhooks/${id}/replay`, {})).body).toEqual({ replayed: 1 })
    await delivered(id, (each) => each.state === 'done')
  })

  it('are switched off at once when the receiver says that it is gone', async () => {
    const id = await add(['ticket.created'])
    receiver.answer = () => ({ status: 410 })
    await agent('POST', 'tickets', phone('Printer'))
    await delivered(id, (each) => each.state === 'dead')
    expect((await admin('GET', `webhooks/${id}`)).body).toMatchObject({ enabled: false, disabledBecause: 'gone' })
  })

  it('can be tested with a ping, whatever they want to hear', async () => {
    const id = await add(['ticket.rated'])
    expect((await admin('POST', `webhooks/${id}/test`)).status).toBe(202)
    await receiver.has(1)
    expect(receiver.received[0]).toMatchObject({ verified: true, body: { type: 'webhook.ping', data: {} } })
  })

  it('are signed with both secrets while a new one takes over', async () => {
    const id = await add(['*'])
    const { secret } = (await admin('POST', `webhooks/${id}/rotate`, { overlapHours: 1 })).body
    await admin('POST', `webhooks/${id}/test`)
    await receiver.has(1)
    expect(receiver.received[0]).toMatchObject({ verified: true, signatures: 2 })
    receiver.secret = secret
    await firstline.database.query(`update webhook_endpoint set previous_secret_until = now() - interval '1 second'`)
    await admin('POST', `webhooks/${id}/test`)
    await receiver.has(2)
    expect(receiver.received[1]).toMatchObject({ verified: true, signatures: 1 })
  })

  it('are refused where they would lead into the network, in the language of the reader', async () => {
    const write = (url: string, language = 'en') =>
      admin('POST', 'webhooks', { name: 'X', url, events: ['*'] }, { 'accept-language': language })
    expect((await write('https://169.254.169.254/latest')).body).toMatchObject({
      status: 422,
      code: 'webhook_url_refused',
      detail: expect.stringContaining('not public'),
    })
    expect((await write('https://10.0.0.1/', 'de')).body.detail).toContain('nicht öffentlich')
    expect((await write('http://93.184.215.14/')).body.detail).toContain('https')
    expect((await write('nonsense')).body.detail).toContain('“nonsense”')
    expect((await admin('GET', 'webhooks')).body).toEqual({ items: [], next: null })
  })

  it('never show their secret again, in no list and no log', async () => {
    await add()
    const shown = JSON.stringify([(await admin('GET', 'webhooks')).body, (await admin('GET', 'audit')).body])
    expect(shown).toContain('ITSM')
    expect(shown).not.toContain(receiver.secret)
    expect((await (await firstline.as('lead'))('GET', 'webhooks')).status).toBe(403)
    expect((await admin('POST', 'webhooks', { name: 'itsm', url: receiver.url, events: ['*'] })).body.code).toBe(
      'webhook_name_taken',
    )
  })

  it('are gone with all that waited for them', async () => {
    const id = await add(['*'])
    receiver.answer = () => ({ status: 500 })
    await agent('POST', 'tickets', phone('Printer'))
    await receiver.has(1)
    expect((await admin('DELETE', `webhooks/${id}`)).status).toBe(204)
    expect((await admin('GET', `webhooks/${id}`)).status).toBe(404)
    expect(await firstline.database.query('select 1 from webhook_delivery')).toEqual([])
  })
})
