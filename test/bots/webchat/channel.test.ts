import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Transcript } from '../../../core/ports.ts'
import { startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'

describe('web chat', () => {
  let firstline: TestHelpdesk
  let url: string
  beforeAll(async () => {
    firstline = await startTestHelpdesk()
    await firstline.addPerson({ name: 'Alex', teams: [firstline.teams.second] })
    await firstline.addArticle({
      title: 'Set up the VPN',
      body: 'Install the client from the portal.',
      phrasings: ['how do I set up the vpn'],
    })
    await firstline.app.listen({ port: 0, host: '127.0.0.1' })
    url = `http://127.0.0.1:${(firstline.app.server.address() as AddressInfo).port}`
  })
  afterAll(() => firstline.stop())

  /** A browser of its own: it keeps its cookies. */
  function visitor(language = 'en') {
    const cookies = new Map<string, string>()
    const call = async (method: string, path: string, body?: unknown) => {
      const reply = await fetch(`${url}/chat/api/${path}`, {
        method,
        headers: {
          'accept-language': language,
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(body ? { 'content-type': 'application/json' } : {}),
        },
        ...(body ? { body: JSON.stringify(body) } : {}),
      })
      for (const set of reply.headers.getSetCookie()) {
        const [name = '', value = ''] = set.split(';')[0]?.split('=') ?? []
        cookies.set(name, value)
      }
      return reply
    }
    return {
      cookies,
      call,
      say: async (text: string, externalId: string = crypto.randomUUID()) =>
        (await (await call('POST', 'messages', { text, externalId })).json()) as Transcript,
      press: async (action: string) =>
        (await (await call('POST', 'actions', { action, externalId: crypto.randomUUID() })).json()) as Transcript,
    }
  }

  it('answers with an article that can be read in full', async () => {
    const erin = visitor()
    const { messages } = await erin.say('how do I set up the vpn')
    expect(messages[1]).toMatchObject({ from: 'bot', article: { title: 'Set up the VPN' } })
    const { article } = messages[1] as { article: { url: string; id: string } }
    expect(article.url).toContain(`/chat/articles/${article.id}`)
    const full = await (await erin.call('GET', `articles/${article.id}`)).json()
    expect(full).toMatchObject({ title: 'Set up the VPN', body: 'Install the client from the portal.' })
    expect((await erin.call('GET', 'articles/00000000-0000-4000-8000-000000000000')).status).toBe(404)
    expect((await erin.call('GET', 'articles/nonsense')).status).toBe(400)
  })

  it('takes a message sent twice with one id once', async () => {
    const erin = visitor()
    await erin.say('hello')
    const both = await Promise.all([
      erin.say('how do I set up the vpn', 'one'),
      erin.say('how do I set up the vpn', 'one'),
    ])
    expect(both.map(({ messages }) => messages.length)).toEqual([4, 4])
  })

  it('shows nobody the chat of another', async () => {
    await visitor().say('my secret')
    expect(await (await visitor().call('GET', 'conversation')).json()).toEqual({
      visitor: { name: null, email: null },
      conversation: null,
    })
  })

  it('begins another conversation when asked to', async () => {
    const erin = visitor()
    const first = await erin.say('how do I set up the vpn')
    expect((await erin.call('POST', 'new')).status).toBe(204)
    const second = await erin.say('how do I set up the vpn')
    expect(second.id).not.toBe(first.id)
    expect(second.messages).toHaveLength(2)
  })

  it('lists the earlier chats of the browser, and goes back to one', async () => {
    const erin = visitor()
    const first = await erin.say('I want to talk to a person')
    await erin.call('POST', 'new')
    const list = async (of: ReturnType<typeof visitor>) =>
      ((await (await of.call('GET', 'conversations')).json()) as { conversations: { thread: string }[] }).conversations
    const conversations = await list(erin)
    expect(conversations).toMatchObject([{ state: 'handed_off', ticket: first.ticket }])
    expect(JSON.stringify(conversations)).not.toContain('conversationKey')
    await erin.call('POST', 'open', { thread: conversations[0]?.thread })
    expect(await (await erin.call('GET', 'conversation')).json()).toMatchObject({ conversation: { id: first.id } })
    expect(await list(visitor())).toEqual([])
  })

  it('speaks German to a German browser', async () => {
    const { messages } = await visitor('de-DE,de;q=0.9').say('Guten Morgen')
    expect(messages[1]?.text).toMatch(/^Hallo!/)
  })

  it('keeps what visitors say of themselves, and takes nobody for somebody else by it', async () => {
    const erin = visitor()
    const { ticket } = await erin.say('I want to talk to a person')
    const known = await erin.call('PUT', 'visitor', { name: 'Erin', email: 'person1@example.org' })
    expect(await known.json()).toEqual({ visitor: { name: 'Erin', email: 'person1@example.org' } })
    const agent = await firstline.as('agent')
    const { requester } = (await agent('GET', `tickets/${ticket}`)).body
    expect(requester).toMatchObject({ name: 'Erin', email: 'person1@example.org' })
    const staff = (await agent('GET', 'people?q=Alex')).body.items[0]
    expect(staff.id).not.toBe(requester.id)
  })

  it('says what is wrong with what the page sent', async () => {
    const erin = visitor()
    expect((await erin.call('POST', 'messages', { text: '   ', externalId: '1' })).status).toBe(400)
    expect((await erin.call('POST', 'actions', { action: 'explode', externalId: '1' })).status).toBe(400)
    expect((await erin.call('PUT', 'visitor', { email: 'nonsense' })).status).toBe(400)
  })

  it('streams each change, the first message of a chat and an agent’s reply included', async () => {
    const erin = visitor()
    await erin.call('GET', 'conversation')
    const stop = new AbortController()
    const stream = await fetch(`${url}/chat/api/events`, {
      headers: { cookie: [...erin.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      signal: stop.signal,
    })
    const reader = (stream.body as ReadableStream<Uint8Array>)
      .pipeThrough(new TextDecoderStream() as never)
      .getReader() as ReadableStreamDefaultReader<string>
    let heard = ''
    const until = async (words: string) => {
      while (!heard.includes(words)) {
        const { value, done } = await reader.read()
        if (done) throw new Error(`the stream ended before “${words}”`)
        heard += value
      }
    }
    const { ticket } = await erin.say('I want to talk to a person')
    await until(`#${ticket}`)
    const agent = await firstline.as('agent')
    await agent('POST', `tickets/${ticket}/replies`, { text: 'Here I am.' })
    await until('Here I am.')
    stop.abort()
  })
})
