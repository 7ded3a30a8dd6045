import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { AttachmentShown, Transcript } from '../../../core/ports.ts'
import { formWith, png } from '../../files.ts'
import { startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'

/** More than any other body may have. */
const limit = 6 * 1_048_576

describe('files, edits and deletions in web chat', () => {
  let firstline: TestHelpdesk
  beforeAll(async () => {
    firstline = await startTestHelpdesk({ attachmentLimit: limit })
    await firstline.addPerson({ name: 'Alex', teams: [firstline.teams.second] })
  })
  afterAll(() => firstline.stop())

  /** A browser of its own: it keeps its cookies. */
  function visitor() {
    const cookies = new Map<string, string>()
    const call = async (
      method: 'GET' | 'POST' | 'PUT' | 'DELETE',
      path: string,
      payload?: object | Buffer,
      type = 'application/json',
    ) => {
      const reply = await firstline.app.inject({
        method,
        url: path.startsWith('/') ? path : `/chat/api/${path}`,
        headers: {
          cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; '),
          ...(payload ? { 'content-type': type } : {}),
        },
        ...(payload ? { payload } : {}),
      })
      for (const { name, value } of reply.cookies) cookies.set(name, value)
      return reply
    }
    return {
      call,
      upload: async (name: string, bytes: Uint8Array) =>
        call('POST', `attachments?name=${encodeURIComponent(name)}`, Buffer.from(bytes), 'application/octet-stream'),
      say: async (text: string, attachments: string[] = [], externalId: string = crypto.randomUUID()) =>
        (await call('POST', 'messages', { text, attachments, externalId })).json() as Transcript,
    }
  }
  const stored = async (of: ReturnType<typeof visitor>, name: string) =>
    (await of.upload(name, png)).json() as AttachmentShown

  it('go with a question, are shown in the chat and reach the ticket', async () => {
    const erin = visitor()
    const file = await stored(erin, 'Fehler „Drucker“.png')
    expect(file).toMatchObject({ name: 'Fehler „Drucker“.png', mediaType: 'image/png', state: 'stored' })
    const { messages, ticket } = await erin.say('I want to talk to a person about this', [file.id])
    expect(messages[0]?.attachments).toEqual([file])
    const shown = await erin.call('GET', `attachments/${file.id}`)
    expect(shown.statusCode).toBe(302)
    const bytes = await erin.call('GET', String(shown.headers.location))
    expect(new Uint8Array(bytes.rawPayload)).toEqual(png)
    expect(bytes.headers['content-disposition']).toMatch(/^inline/)
    const agent = await firstline.as('agent')
    const { conversation } = (await agent('GET', `tickets/${ticket}`)).body
    expect((await agent('GET', `conversations/${conversation}`)).body.messages[0].attachments).toEqual([file])
  })

  it('may be all that a message is, and count once though it is sent twice', async () => {
    const erin = visitor()
    const file = await stored(erin, 'a.png')
    await erin.say('', [file.id], 'one')
    const { messages } = await erin.say('', [file.id], 'one')
    expect(messages.map(({ text, attachments }) => [text === '', attachments.length])).toEqual([
      [true, 1],
      [false, 0],
    ])
    expect((await erin.call('POST', 'messages', { text: ' ', externalId: 'two' })).statusCode).toBe(400)
    expect((await erin.call('POST', 'messages', { text: '', attachments: [], externalId: '3' })).statusCode).toBe(400)
  })

  it('are seen by nobody else, sent or not, nor sent by anybody else', async () => {
    const erin = visitor()
    const mallory = visitor()
    const file = await stored(erin, 'mine.png')
    expect((await erin.call('GET', `attachments/${file.id}`)).statusCode).toBe(302)
    expect((await mallory.call('GET', `attachments/${file.id}`)).statusCode).toBe(404)
    const { messages } = await mallory.say('look', [file.id])
    expect(messages[0]?.attachments).toEqual([])
    await erin.say('hello', [file.id])
    expect((await mallory.call('GET', `attachments/${file.id}`)).statusCode).toBe(404)
    expect((await erin.call('GET', `attachments/${file.id}`)).statusCode).toBe(302)
  })

  it('of the agent’s reply are had in the chat, those of a note are not', async () => {
    const erin = visitor()
    const { ticket } = await erin.say('I want to talk to a person')
    const agent = await firstline.as('agent')
    const send = async (internal: boolean) => {
      const form = formWith('a.png', png)
      const file = (await agent('POST', 'attachments', form.payload, form.headers)).body as AttachmentShown
      await agent('POST', `tickets/${ticket}/replies`, { text: 'here', internal, attachments: [file.id] })
      return file
    }
    const [sent, kept] = [await send(false), await send(true)]
    const { conversation } = (await erin.call('GET', 'conversation')).json() as { conversation: Transcript }
    expect(conversation.messages.at(-1)).toMatchObject({ text: 'here', attachments: [{ id: sent.id }] })
    expect((await erin.call('GET', `attachments/${sent.id}`)).statusCode).toBe(302)
    expect((await erin.call('GET', `attachments/${kept.id}`)).statusCode).toBe(404)
  })

  it('go with the message when its sender takes it back; nobody else can, and what was said otherwise is marked', async () => {
    const erin = visitor()
    const file = await stored(erin, 'a.png')
    const { messages } = await erin.say('I want to talk to a person, 1', [file.id])
    const address = `messages/${messages[0]?.id}`
    expect((await visitor().call('DELETE', address)).statusCode).toBe(404)
    expect((await erin.call('DELETE', `messages/${messages[1]?.id}`)).statusCode).toBe(404)
    expect((await erin.call('PUT', address, { text: ' ' })).statusCode).toBe(400)
    const changed = (await erin.call('PUT', address, { text: 'I want to talk to a person, 2' })).json() as Transcript
    expect(changed.messages[0]).toMatchObject({ text: 'I want to talk to a person, 2', editedAt: expect.any(String) })
    const gone = (await erin.call('DELETE', address)).json() as Transcript
    expect(gone.messages[0]).toMatchObject({ text: '', isDeleted: true, attachments: [] })
    expect(gone.messages).toHaveLength(messages.length)
    expect((await erin.call('GET', `attachments/${file.id}`)).statusCode).toBe(404)
  })

  it('are taken up to the limit, to the byte', async () => {
    expect((await visitor().upload('a.bin', new Uint8Array(limit))).json()).toMatchObject({ size: limit })
  })

  it.each([
    ['nothing in it', new Uint8Array(), 422],
    ['too much in it', new Uint8Array(limit + 1), 413],
    ['far too much in it', new Uint8Array(limit * 1.5), 413],
  ])('with %s are refused', async (_what, bytes, status) => {
    expect((await visitor().upload('a.png', bytes)).statusCode).toBe(status)
  })

  it('are taken from no form of another page, and under no address of nothing', async () => {
    const erin = visitor()
    const form = await erin.call('POST', 'attachments?name=a', Buffer.from('x'), 'text/plain')
    expect(form.statusCode).toBe(415)
    expect((await erin.upload('', png)).statusCode).toBe(400)
    expect((await erin.call('GET', 'attachments/00000000-0000-4000-8000-000000000000')).statusCode).toBe(404)
    expect((await erin.call('GET', 'attachments/nonsense')).statusCode).toBe(400)
  })
})
