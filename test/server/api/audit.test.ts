import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Asking, startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'

interface Operation {
  method: 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** As in the OpenAPI, below `/api/v1/`. */
  path: string
  action: string
}

const nowhere = '00000000-0000-4000-8000-000000000000'

describe('the audit log', () => {
  let firstline: TestHelpdesk
  let admin: Asking
  beforeAll(async () => {
    firstline = await startTestHelpdesk({ webhookAllow: ['127.0.0.1'] })
    admin = await firstline.as('admin')
  })
  afterAll(() => firstline.stop())

  const log = async (query = '') => (await admin('GET', `audit?limit=100${query}`)).body.items
  const count = async () => Number((await firstline.database.query('select count(*) from audit_entry'))[0].count)

  /** Every route that writes and has a name in the audit log. */
  const administration = async (): Promise<Operation[]> => {
    const { body } = await admin('GET', 'openapi.json')
    const operations: Operation[] = []
    for (const [path, methods] of Object.entries<Record<string, Record<string, string>>>(body.paths))
      for (const [method, operation] of Object.entries(methods))
        if (operation['x-audit'])
          operations.push({
            method: method.toUpperCase() as Operation['method'],
            path: path.replace('/api/v1/', ''),
            action: operation['x-audit'],
          })
    return operations
  }

  let made = 0
  const webhook = (name: string) => ({ name, url: 'http://127.0.0.1:9/', events: ['ticket.rated'] })
  const addWebhook = async () => (await admin('POST', 'webhooks', webhook(`Webhook ${++made}`))).body.id
  const rule = (name: string) => ({ name, text: 'when note written then note "x"' })
  const addRule = async () => (await admin('POST', 'rules', rule(`Rule ${++made}`))).body.id

  /** What makes each of them succeed; what is not here is asked with a body made from nothing. */
  const requests: Record<string, () => Promise<{ path?: string; body?: unknown }>> = {
    'POST teams': async () => ({ body: { name: 'Audited', level: 'second' } }),
    'PUT teams/{id}': async () => ({
      path: `teams/${firstline.teams.second}`,
      body: { name: 'Service Desk', level: 'second' },
    }),
    'POST categories': async () => ({ body: { name: 'Audited', keywords: ['audit'] } }),
    'PUT categories/{id}': async () => {
      const { id } = (await admin('POST', 'categories', { name: 'Audited before' })).body
      return { path: `categories/${id}`, body: { name: 'Audited after' } }
    },
    'POST people': async () => ({
      body: { name: 'Ada', email: 'ada@example.org', role: 'agent', password: 'not-to-be-seen-1' },
    }),
    'PATCH people/{id}': async () => ({
      path: `people/${await firstline.addPerson({ name: 'Bea' })}`,
      body: { role: 'lead', password: 'not-to-be-seen-2' },
    }),
    'POST articles': async () => ({ body: { title: 'VPN', body: 'Restart it.' } }),
    'PUT articles/{id}': async () => ({
      path: `articles/${await firstline.addArticle({ title: 'Wifi', body: 'Restart it.' })}`,
      body: { version: 1, title: 'Wifi', body: 'Restart it twice.' },
    }),
    'POST articles/{id}/publish': async () => ({
      path: `articles/${(await admin('POST', 'articles', { title: 'Fax', body: 'Restart it.' })).body.id}/publish`,
    }),
    'POST articles/{id}/archive': async () => ({
      path: `articles/${await firstline.addArticle({ title: 'Telex', body: 'Restart it.' })}/archive`,
    }),
    'PUT word-lists/{name}': async () => ({
      path: 'word-lists/urgent',
      body: { version: 0, added: ['smell of gas'] },
    }),
    'POST webhooks': async () => ({ body: webhook('Audited') }),
    'PUT webhooks/{id}': async () => ({ path: `webhooks/${await addWebhook()}`, body: webhook('Audited again') }),
    'DELETE webhooks/{id}': async () => ({ path: `webhooks/${await addWebhook()}` }),
    'POST webhooks/{id}/rotate': async () => ({ path: `webhooks/${await addWebhook()}/rotate` }),
    'POST webhooks/{id}/test': async () => ({ path: `webhooks/${await addWebhook()}/test` }),
    'POST webhooks/{id}/replay': async () => ({ path: `webhooks/${await addWebhook()}/replay` }),
    'POST rules': async () => ({ body: rule('Audited') }),
    'PUT rules/{id}': async () => ({ path: `rules/${await addRule()}`, body: rule('Audited again') }),
    'DELETE rules/{id}': async () => ({ path: `rules/${await addRule()}` }),
    'PUT rules/order': async () => {
      const { items } = (await admin('GET', 'rules')).body
      return { body: { rules: items.map(({ id }: { id: string }) => id) } }
    },
    'POST setup': async () => ({ body: undefined }),
    'POST session': async () => ({ body: undefined }),
  }

  it('gets a line for every administrative change that succeeds, in its transaction', async () => {
    const succeeded: string[] = []
    for (const operation of await administration()) {
      const name = `${operation.method} ${operation.path}`
      const request = (await requests[name]?.()) ?? {}
      const before = await count()
      const path = request.path ?? operation.path.replace(/\{(\w+)\}/g, nowhere)
      const { status, body } = await admin(operation.method, path, request.body ?? {})
      const added = (await count()) - before
      expect(status, `${name}: ${JSON.stringify(body)}`).toBeLessThan(500)
      if (status < 300) {
        expect(added, `${name} left no line`).toBe(1)
        expect((await log())[0]).toMatchObject({
          action: operation.action,
          actor: { kind: 'token', name: 'test admin' },
        })
        succeeded.push(name)
      } else {
        expect(added, `${name} was refused and left a line`).toBe(0)
        if (!['POST setup', 'POST session'].includes(name))
          expect(requests, `${name} should succeed`).not.toHaveProperty([name])
      }
    }
    expect(succeeded).toEqual(
      expect.arrayContaining(Object.keys(requests).filter((name) => !/setup|session/.test(name))),
    )
  })

  it('names every route that only leads and admins may write to, without anybody thinking of it', async () => {
    const { body } = await admin('GET', 'openapi.json')
    const agent = await firstline.as('agent')
    const unnamed: string[] = []
    for (const [path, methods] of Object.entries<Record<string, Record<string, string>>>(body.paths))
      for (const [method, operation] of Object.entries(methods)) {
        if (method === 'get' || operation['x-audit'] !== undefined) continue
        const asked = path.replace('/api/v1/', '').replace(/\{(\w+)\}/g, nowhere)
        const reply = await agent(method.toUpperCase() as 'POST', asked, {})
        // What an agent may not do and an admin may is administration; channels are no people.
        if (reply.status === 403 && !reply.body.detail.includes('channel')) unnamed.push(`${method} ${path}`)
      }
    expect(unnamed).toEqual([])
  })

  it('holds no secret', async () => {
    await admin('POST', 'people', { name: 'Cem', email: 'c@example.org', role: 'agent', password: 'not-to-be-seen-3' })
    expect(JSON.stringify(await log())).not.toContain('not-to-be-seen')
    expect((await log('&action=people.created'))[0]).toMatchObject({
      subject: { kind: 'people', name: 'Cem' },
      change: { email: 'c@example.org', password: '•••' },
    })
  })

  it('tells who signed in, who was refused and who left', async () => {
    const account = { email: 'dana@example.org', password: 'correct horse battery' }
    const { id } = (await admin('POST', 'people', { ...account, name: 'Dana', role: 'agent' })).body
    const ask = (method: 'POST' | 'DELETE', payload?: object, headers = {}) =>
      firstline.app.inject({ method, url: '/api/v1/session', ...(payload ? { payload } : {}), headers })
    await ask('POST', { ...account, password: 'wrong' })
    await ask('POST', { email: 'nobody@example.org', password: 'wrong' })
    const signedIn = await ask('POST', account)
    await ask('DELETE', undefined, { cookie: String(signedIn.headers['set-cookie']).split(';')[0] })
    const actors = (await log('&action=session')).map((entry: { action: string; actor: object }) => [
      entry.action,
      entry.actor,
    ])
    expect(actors).toEqual([
      ['session.closed', { kind: 'person', id, name: 'Dana' }],
      ['session.opened', { kind: 'person', id, name: 'Dana' }],
      ['session.refused', { kind: 'nobody', id: null, name: '' }],
      ['session.refused', { kind: 'nobody', id, name: 'Dana' }],
    ])
  })

  it('leaves out how agents come and go', async () => {
    const person = await firstline.addPerson({ name: 'Eve' })
    const eve = await firstline.as('agent', person)
    const before = await count()
    expect((await eve('PATCH', 'people/me', { presence: 'away' })).status).toBe(200)
    expect(await count()).toBe(before)
    expect((await eve('PATCH', 'people/me', { capacity: 3 })).status).toBe(200)
    expect(await log(`&actor=${person}`)).toMatchObject([{ action: 'people.changed', change: { capacity: 3 } }])
  })

  it('is searched by person, action, subject and time, page by page', async () => {
    const { id } = (await admin('POST', 'teams', { name: 'Searched', level: 'third' })).body
    await admin('PUT', `teams/${id}`, { name: 'Searched again', level: 'third' })
    expect(await log(`&subjectKind=teams&subject=${id}`)).toMatchObject([
      { action: 'teams.changed', subject: { name: 'Searched again' } },
      { action: 'teams.created' },
    ])
    expect(await log('&until=2020-01-01T00:00:00Z')).toEqual([])
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await admin('GET', `audit?limit=3${cursor}`)
      seen.push(...body.items.map((entry: { id: string }) => entry.id))
      cursor = body.next ? `&cursor=${body.next}` : ''
    } while (cursor)
    expect(new Set(seen).size).toBe(await count())
    expect((await (await firstline.as('lead'))('GET', 'audit')).status).toBe(403)
  })

  it('repeats no line for a repeated request, and has none for what was undone', async () => {
    const key = { 'idempotency-key': 'audit-1' }
    const before = await count()
    const body = { name: 'Once', level: 'second' }
    await admin('POST', 'teams', body, key)
    expect((await admin('POST', 'teams', body, key)).status).toBe(201)
    expect((await admin('POST', 'teams', body)).status).toBe(409)
    expect(await count()).toBe(before + 1)
  })

  it('can be changed by nobody', async () => {
    const { database } = firstline
    await expect(database.query(`update audit_entry set actor_name = 'Nobody'`)).rejects.toThrow('append-only')
    await expect(database.query('delete from audit_entry')).rejects.toThrow('append-only')
  })
})
