import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAddresses } from '../../../server/webhooks/addresses.ts'
import { createPost } from '../../../server/webhooks/post.ts'
import { startWebhookReceiver, type WebhookReceiver } from '../../webhook-receiver.ts'

describe('sending a webhook', () => {
  let receiver: WebhookReceiver
  beforeEach(async () => {
    receiver = await startWebhookReceiver()
  })
  afterEach(() => receiver.stop())
  const port = () => new URL(receiver.url).port
  const loopback = createAddresses(['127.0.0.1'])

  it('asks for the address once and connects to just that one: a name that changes its mind leads nowhere', async () => {
    let asked = 0
    const rebinding = createAddresses(['rebound.example'], async () => {
      asked++
      return [{ address: asked === 1 ? '127.0.0.1' : '127.0.0.9', family: 4 }]
    })
    const post = createPost(rebinding)
    expect(await post(`http://rebound.example:${port()}/hook`, {}, '{}')).toEqual({ outcome: 'accepted' })
    expect(asked).toBe(1)
    expect(receiver.received[0]?.headers.host).toBe(`rebound.example:${port()}`)
  })

  it('refuses at the time of sending what was public when it was saved', async () => {
    let address = '93.184.215.14'
    const post = createPost(createAddresses([], async () => [{ address, family: 4 }]))
    address = '127.0.0.1'
    expect(await post(`https://rebound.example:${port()}/`, {}, '{}')).toMatchObject({
      outcome: 'failed',
      said: expect.stringContaining('not public'),
    })
    expect(await post(`http://rebound.example:${port()}/`, {}, '{}')).toMatchObject({ outcome: 'failed' })
    expect(receiver.received).toEqual([])
  })

  it('follows no redirect', async () => {
    receiver.answer = () => ({ status: 302, headers: { location: receiver.url } })
    expect(await createPost(loopback)(receiver.url, {}, '{}')).toMatchObject({
      outcome: 'failed',
      said: expect.stringMatching(/^302/),
    })
    expect(receiver.received).toHaveLength(1)
  })

  it('gives up on a receiver that does not answer', async () => {
    receiver.answer = () => ({ status: 200, hang: true })
    const attempt = await createPost(loopback, { timeoutMilliseconds: 50 })(receiver.url, {}, '{}')
    expect(attempt).toMatchObject({ outcome: 'failed', said: expect.stringContaining('no answer within') })
  })

  it('gives up on a name server that does not answer', async () => {
    const silent = createAddresses([], () => new Promise(() => {}))
    const attempt = await createPost(silent, { timeoutMilliseconds: 50 })('https://slow.example/', {}, '{}')
    expect(attempt).toMatchObject({ outcome: 'failed', said: expect.stringContaining('no answer within') })
  })

  it('reads the beginning of an answer only, and keeps less of it', async () => {
    receiver.answer = () => ({ status: 500, body: 'x'.repeat(5_000_000) })
    const attempt = await createPost(loopback)(receiver.url, {}, '{}')
    expect(attempt).toMatchObject({ outcome: 'failed', said: expect.stringMatching(/^500 .*xxx/) })
    expect('said' in attempt && attempt.said.length).toBeLessThanOrEqual(300)
  })

  it('hears what the receiver says: wait, or never again', async () => {
    receiver.answer = (_message, before) =>
      before === 0 ? { status: 429, headers: { 'retry-after': '120' } } : { status: 410 }
    const post = createPost(loopback)
    expect(await post(receiver.url, {}, '{}')).toMatchObject({ outcome: 'failed', retryAfterSeconds: 120 })
    expect(await post(receiver.url, {}, '{}')).toMatchObject({ outcome: 'gone' })
  })

  it('says why nobody was reached', async () => {
    const { url } = receiver
    await receiver.stop()
    expect(await createPost(loopback)(url, {}, '{}')).toMatchObject({
      outcome: 'failed',
      said: expect.stringContaining('ECONNREFUSED'),
    })
    receiver = await startWebhookReceiver()
  })
})
