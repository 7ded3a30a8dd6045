import type { OutgoingHttpHeaders } from 'node:http'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signLink } from '../../../core/attachments/link.ts'
import { createToken } from '../../../server/auth/store.ts'
import { type Chat, createChat } from '../../chat.ts'
import { formWith, png } from '../../files.ts'
import { type Asking, startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'

/** More than any other body may have. */
const limit = 6 * 1_048_576

describe('files over the API', () => {
  let firstline: TestHelpdesk
  let chat: Chat
  let agent: Asking
  let tokens: Record<'agent' | 'channel' | 'other', string>

  beforeAll(async () => {
    chat = createChat()
    firstline = await startTestHelpdesk({ attachmentLimit: limit, addChannels: () => [chat] })
    const token = (role: 'agent' | 'channel') =>
      firstline.helpdesk.transact((tx) => createToken(tx, { name: role, role, personId: null }))
    tokens = { agent: await token('agent'), channel: await token('channel'), other: await token('agent') }
    agent = (method, path, body, headers = {}) => ask('agent', method, path, body, headers)
  })
  afterAll(() => firstline.stop())

  const ask = async (
    who: keyof typeof tokens,
    method: Parameters<Asking>[0],
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) => {
    const reply = await firstline.app.inject({
      method,
      url: `/api/v1/${path}`,
      headers: { authorization: `Bearer ${tokens[who]}`, ...headers },
      ...(body === undefined ? {} : { payload: body as object }),
    })
    return { status: reply.statusCode, body: reply.body ? JSON.parse(reply.body) : null, headers: reply.headers }
  }
  const upload = (who: keyof typeof tokens, name: string, bytes: Uint8Array, headers: Record<string, string> = {}) => {
    const form = formWith(name, bytes)
    return ask(who, 'POST', 'attachments', form.payload, { ...form.headers, ...headers })
  }
  const download = async (path: string, who: keyof typeof tokens | null, headers: OutgoingHttpHeaders = {}) => {
    const authorization = who ? { authorization: `Bearer ${tokens[who]}` } : {}
    return firstline.app.inject({ url: path, headers: { ...authorization, ...headers } as Record<string, string> })
  }
  const openTicket = async () => {
    const asked = await ask('channel', 'POST', 'conversations', {
      requester: { email: 'erin@example.org' },
      text: 'I want to talk to a person',
    })
    return asked.body as { id: string; ticket: number }
  }

  it('are stored with their own kind and a name that is safe to show', async () => {
    const { status, body } = await upload('agent', 'Übersicht ../\u202egnp.exe', png)
    expect(status).toBe(201)
    expect(body).toEqual({
      id: expect.any(String),
      name: 'gnp.exe',
      mediaType: 'image/png',
      size: png.length,
      state: 'stored',
    })
    expect((await upload('agent', 'Übersicht.png', png)).body.name).toBe('Übersicht.png')
  })

  it.each([
    ['nothing in it', new Uint8Array(), 422, 'attachment_empty'],
    ['too much in it', new Uint8Array(limit + 1), 413, 'attachment_too_large'],
  ])('with %s are refused with the reason', async (_what, bytes, status, code) => {
    const refused = await upload('agent', 'a.png', bytes)
    expect(refused).toMatchObject({ status, body: { code } })
    expect(refused.body.detail).toContain('a.png')
  })

  it('are taken up to the limit, to the byte', async () => {
    expect((await upload('agent', 'a.bin', new Uint8Array(limit))).status).toBe(201)
  })

  it('are refused where there is no form, no file, a form that breaks off, and no right', async () => {
    expect((await agent('POST', 'attachments', { name: 'a.png' })).status).toBe(415)
    const { headers, payload } = formWith('a.png', png)
    const none = Buffer.from('--a-boundary--\r\n')
    expect((await ask('agent', 'POST', 'attachments', none, headers)).status).toBe(400)
    const cut = payload.subarray(0, payload.length - 20)
    expect((await ask('agent', 'POST', 'attachments', cut, headers)).status).toBe(400)
    const stranger = await firstline.app.inject({ method: 'POST', url: '/api/v1/attachments', headers, payload })
    expect(stranger.statusCode).toBe(401)
  })

  it('are stored once for one Idempotency-Key, and the key is refused for another file', async () => {
    const key = { 'idempotency-key': 'upload-1' }
    const first = await upload('agent', 'a.png', png, key)
    expect((await upload('agent', 'a.png', png, key)).body).toEqual(first.body)
    expect((await upload('agent', 'a.png', new Uint8Array([1]), key)).status).toBe(422)
  })

  it('go with a reply to the requester, who has them by a link of their own', async () => {
    await chat.says('erin', 'thread', { text: 'I want to talk to a person' })
    const place = { channel: 'chat', workspace: 'W', conversationKey: 'thread' }
    const number = (await chat.host.transcript(place))?.ticket
    const file = (await upload('agent', 'map.png', png)).body
    const sent = await agent('POST', `tickets/${number}/replies`, { text: 'see the map', attachments: [file.id] })
    expect(sent).toMatchObject({ status: 201, body: { attachments: [{ id: file.id, name: 'map.png' }] } })
    const message = await chat.heard(({ text }) => text === 'see the map')
    expect(message.attachments).toMatchObject([{ id: file.id, name: 'map.png', state: 'stored' }])
    const link = new URL(message.attachments[0]?.url ?? '')
    const got = await download(link.pathname + link.search, null)
    expect(new Uint8Array(got.rawPayload)).toEqual(png)
    const parts: Uint8Array[] = []
    for await (const part of (await chat.host.attachment(file.id))?.read() ?? []) parts.push(part)
    expect(new Uint8Array(Buffer.concat(parts))).toEqual(png)
    link.searchParams.set('until', '99999999999')
    expect((await download(link.pathname + link.search, null)).statusCode).toBe(401)
    const again = await agent('POST', `tickets/${number}/replies`, { text: 'again', attachments: [file.id] })
    expect(again).toMatchObject({ status: 422, body: { code: 'attachment_not_found' } })
  })

  it('may be all that a reply consists of, but somebody else’s upload may not', async () => {
    const { ticket } = await openTicket()
    const file = (await upload('other', 'theirs.png', png)).body
    const replies = `tickets/${ticket}/replies`
    expect((await agent('POST', replies, { attachments: [file.id] })).status).toBe(422)
    for (const body of [{ text: '  ' }, { text: '' }, {}]) expect((await agent('POST', replies, body)).status).toBe(400)
    const own = (await upload('agent', 'mine.png', png)).body
    expect((await agent('POST', replies, { attachments: [own.id] })).status).toBe(201)
  })

  it('of a note are for agents alone, whoever asks and however', async () => {
    const { id, ticket } = await openTicket()
    const file = (await upload('agent', 'internal.png', png)).body
    await agent('POST', `tickets/${ticket}/replies`, { text: 'for us', internal: true, attachments: [file.id] })
    const [row] = await firstline.database.query('select link_key from attachment where id = $1', [file.id])
    const query = signLink(file.id, row.link_key, new Date(Date.now() + 60_000))
    expect((await download(`/api/v1/attachments/${file.id}?${query}`, null)).statusCode).toBe(401)
    expect((await download(`/api/v1/attachments/${file.id}`, 'channel')).statusCode).toBe(404)
    expect((await download(`/api/v1/attachments/${file.id}`, 'agent')).statusCode).toBe(200)
    const conversation = await ask('channel', 'GET', `conversations/${id}`)
    expect(JSON.stringify(conversation.body)).not.toContain('internal.png')
    const [entry] = (await agent('GET', `tickets/${ticket}/timeline`)).body.items.slice(-1)
    expect(entry.attachments).toMatchObject([{ name: 'internal.png' }])
  })

  it('come with a question of a custom channel, once though it is sent twice', async () => {
    const file = (await upload('channel', 'screen.png', png)).body
    const question = { requester: { email: 'erin@example.org' }, attachments: [file.id], externalId: 'q1' }
    const asked = await ask('channel', 'POST', 'conversations', question)
    expect(asked.body.messages[0]).toMatchObject({ text: '', attachments: [{ name: 'screen.png' }] })
    expect((await ask('channel', 'POST', 'conversations', question)).body.id).toBe(asked.body.id)
    expect((await download(`/api/v1/attachments/${file.id}`, 'channel')).statusCode).toBe(200)
    const more = { text: 'more', attachments: [(await upload('other', 'x.png', png)).body.id] }
    expect((await ask('channel', 'POST', `conversations/${asked.body.id}/messages`, more)).status).toBe(422)
  })

  it.each([
    ['a picture', 'photo.png', png, 'image/png', 'inline'],
    ['a page', 'photo.png', '<!doctype html><script>alert(1)</script>', 'text/plain; charset=utf-8', 'attachment'],
    ['a drawing', 'a.svg', '<svg onload="alert(1)"/>', 'text/plain; charset=utf-8', 'attachment'],
  ])('are served so that %s can do no harm', async (_what, name, content, type, disposition) => {
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content
    const { id } = (await upload('agent', name, bytes)).body
    const { headers, rawPayload } = await download(`/api/v1/attachments/${id}`, 'agent')
    expect(new Uint8Array(rawPayload)).toEqual(bytes)
    expect(headers).toMatchObject({
      'content-type': type,
      'content-disposition': `${disposition}; filename="${name}"`,
      'content-length': String(bytes.length),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    })
  })

  it('are unknown under any other id', async () => {
    expect((await download('/api/v1/attachments/00000000-0000-4000-8000-000000000000', 'agent')).statusCode).toBe(404)
    expect((await download('/api/v1/attachments/nonsense', 'agent')).statusCode).toBe(400)
    expect((await download('/api/v1/attachments/00000000-0000-4000-8000-000000000000', null)).statusCode).toBe(401)
  })

  it('and the words of a custom channel’s requester are changed, taken back and reacted to', async () => {
    const { id, ticket } = await openTicket()
    const said = await ask('channel', 'POST', `conversations/${id}/messages`, { text: 'room 21' })
    const own = said.body.messages.at(-1).id
    const path = `conversations/${id}/messages`
    const changed = await ask('channel', 'PUT', `${path}/${own}`, { text: 'room 12' })
    expect(changed).toMatchObject({ status: 200, body: { id } })
    expect(changed.body.messages.at(-1)).toMatchObject({ text: 'room 12', isDeleted: false })
    const gone = await ask('channel', 'DELETE', `${path}/${own}`)
    expect(gone.body.messages.at(-1)).toMatchObject({ text: '', isDeleted: true })
    const sent = await agent('POST', `tickets/${ticket}/replies`, { text: 'done' })
    const reactions = `${path}/${sent.body.messageId}/reactions`
    const liked = await ask('channel', 'POST', reactions, { emoji: '👍' })
    expect(liked.body.messages.at(-1).reactions).toEqual([{ emoji: '👍', by: expect.any(String) }])
    const unliked = await ask('channel', 'POST', reactions, { emoji: '👍', isAdded: false })
    expect(unliked.body.messages.at(-1).reactions).toEqual([])
    expect((await ask('channel', 'PUT', `${path}/${sent.body.messageId}`, { text: 'x' })).status).toBe(403)
    expect((await ask('channel', 'DELETE', `${path}/00000000-0000-4000-8000-000000000000`)).status).toBe(404)
    expect((await ask('agent', 'DELETE', `${path}/${own}`)).status).toBe(403)
  })
})
