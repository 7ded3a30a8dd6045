import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { errorCodes } from '../../../core/errors.ts'
import { de } from '../../../core/messages/de.ts'
import { en } from '../../../core/messages/en.ts'
import { statusOf } from '../../../server/api/problem.ts'
import { type Asking, startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'

const nowhere = '00000000-0000-4000-8000-000000000000'

describe('the edge of the API', () => {
  let firstline: TestHelpdesk
  let channel: Asking
  let agent: Asking
  let admin: Asking

  beforeAll(async () => {
    firstline = await startTestHelpdesk()
    channel = await firstline.as('channel')
    agent = await firstline.as('agent')
    admin = await firstline.as('admin')
  })
  afterAll(() => firstline.stop())

  const phone = {
    requester: { email: 'femi@example.org', name: 'Femi' },
    subject: 'Printer',
    text: 'It prints blank pages.',
  }

  it('demands a token, and one that may', async () => {
    const none = await firstline.app.inject({ url: '/api/v1/tickets' })
    expect(none.statusCode).toBe(401)
    expect(none.headers['content-type']).toContain('application/problem+json')
    expect((await channel('GET', 'tickets')).body).toMatchObject({ status: 403, code: 'not_allowed' })
    expect((await agent('POST', 'teams', { name: 'New', level: 'second' })).status).toBe(403)
    const unknown = await firstline.app.inject({
      url: '/api/v1/tickets',
      headers: { authorization: 'Bearer nonsense' },
    })
    expect(unknown.json()).toMatchObject({ status: 401, code: 'unknown_token' })
  })

  it('says what is wrong with a body, and stores nothing', async () => {
    const { status, body } = await channel('POST', 'conversations', { requester: { email: 'no address' }, text: '' })
    expect(status).toBe(400)
    expect(body.code).toBe('invalid_request')
    expect(body.errors.map((each: { path: string }) => each.path).sort()).toEqual(['body/requester/email', 'body/text'])
    expect(
      (await channel('POST', 'conversations', { requester: { email: 'a@example.org' }, text: ' \n' })).status,
    ).toBe(400)
    expect((await channel('POST', `conversations/${nowhere}/messages`, { text: 'hello' })).status).toBe(404)
    expect((await agent('GET', 'tickets/987654')).body).toMatchObject({ status: 404, code: 'ticket_not_found' })
    expect((await agent('GET', 'tickets?state=lost')).body.detail).toContain('lost')
    expect((await agent('GET', 'tickets?cursor=nonsense')).body.code).toBe('invalid_cursor')
    expect((await agent('GET', 'nothing-here')).status).toBe(404)
  })

  it('repeats the first answer to a repeated Idempotency-Key, and refuses it for another request', async () => {
    const headers = { 'idempotency-key': 'phone-1' }
    const [first, second] = await Promise.all([
      agent('POST', 'tickets', phone, headers),
      agent('POST', 'tickets', phone, headers),
    ])
    expect(first.status).toBe(201)
    expect(second.body.number).toBe(first.body.number)
    expect((await agent('POST', 'tickets', { ...phone, subject: 'Other' }, headers)).body.code).toBe(
      'idempotency_key_reused',
    )
  })

  it('tells the loser of a race what is there now', async () => {
    const { body: ticket } = await agent('POST', 'tickets', phone)
    await agent('POST', `tickets/${ticket.number}/state`, { state: 'pending', version: ticket.version })
    const late = await agent('POST', `tickets/${ticket.number}/state`, { state: 'solved', version: ticket.version })
    expect(late.body).toMatchObject({ status: 409, code: 'ticket_changed' })
    expect(late.body.detail).toContain(`version ${ticket.version + 1}`)
  })

  it('refuses states that cannot follow', async () => {
    const { body: ticket } = await agent('POST', 'tickets', phone)
    await agent('POST', `tickets/${ticket.number}/state`, { state: 'solved' })
    expect((await agent('POST', `tickets/${ticket.number}/state`, { state: 'pending' })).body.code).toBe(
      'ticket_state_impossible',
    )
    await agent('POST', `tickets/${ticket.number}/state`, { state: 'closed' })
    expect((await agent('POST', `tickets/${ticket.number}/replies`, { text: 'too late' })).body.code).toBe(
      'ticket_closed',
    )
  })

  it('pages tickets by cursor without missing or repeating one', async () => {
    for (let made = 0; made < 7; made++) await agent('POST', 'tickets', { ...phone, subject: `Paged ${made}` })
    const seen: number[] = []
    let cursor = ''
    do {
      const { body } = await agent('GET', `tickets?limit=3&q=Paged${cursor ? `&cursor=${cursor}` : ''}`)
      seen.push(...body.items.map((ticket: { number: number }) => ticket.number))
      cursor = body.next ?? ''
    } while (cursor)
    expect(seen).toHaveLength(7)
    expect(new Set(seen).size).toBe(7)
    expect(seen).toEqual([...seen].sort((a, b) => b - a))
  })

  it('routes by the keywords of a category', async () => {
    const team = (await admin('POST', 'teams', { name: 'Payroll', level: 'second' })).body
    await admin('POST', 'categories', { name: 'Pay', keywords: ['payslip', 'salary'], team: team.id })
    const { body } = await agent('POST', 'tickets', {
      ...phone,
      subject: 'My payslip',
      text: 'It is missing, like my salary.',
    })
    expect(body).toMatchObject({ category: 'Pay', team: { name: 'Payroll' } })
    expect(body.routing.why).toContain('“payslip”, “salary”')
  })

  it('refuses hours that never open', async () => {
    const hours = { timeZone: 'Mars/Olympus', days: [1], opens: '09:00', closes: '17:00' }
    expect((await admin('POST', 'teams', { name: 'Martians', level: 'second', hours })).body.detail).toContain(
      'Mars/Olympus',
    )
  })

  it('keeps a custom channel out of the chats of others', async () => {
    const chat = await firstline.app.inject({
      method: 'POST',
      url: '/chat/api/messages',
      payload: { text: 'hello', externalId: '1' },
    })
    const { id } = chat.json()
    expect((await channel('GET', `conversations/${id}`)).status).toBe(404)
    expect((await agent('GET', `conversations/${id}`)).status).toBe(200)
    expect((await channel('POST', `conversations/${id}/messages`, { text: 'me too' })).body.code).toBe('other_channel')
  })

  it('describes every route it serves, and says who may use it', async () => {
    const { body } = await agent('GET', 'openapi.json')
    expect(body.openapi).toBe('3.1.0')
    expect(Object.keys(body.paths)).toEqual(
      expect.arrayContaining([
        '/api/v1/tickets/{number}/escalate',
        '/api/v1/conversations/{id}/actions',
        '/api/v1/articles/{id}/publish',
      ]),
    )
    expect((await firstline.app.inject({ url: '/api/docs/' })).statusCode).toBe(200)
  })

  it('is alive, ready and measured', async () => {
    for (const path of ['/healthz', '/readyz']) expect((await firstline.app.inject({ url: path })).statusCode).toBe(200)
    expect((await firstline.app.inject({ url: '/metrics' })).body).toContain(
      'firstline_queue_rows{queue="outbox",state="dead"} 0',
    )
  })
})

describe('the table of refusals', () => {
  it('has a status, both languages and a line in the docs for every code, and for no other', () => {
    const documented = [
      ...readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8').matchAll(/^\| `(\w+)` \|/gm),
    ].map((match) => match[1])
    for (const known of [Object.keys(statusOf), Object.keys(en.errors), Object.keys(de.errors), documented])
      expect([...known].sort()).toEqual([...errorCodes].sort())
  })
})
