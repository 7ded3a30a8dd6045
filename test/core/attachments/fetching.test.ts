import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ChannelRefused, ChannelUnreachable } from '../../../core/ports.ts'
import { createToken } from '../../../server/auth/store.ts'
import { type Chat, createChat, fileOf } from '../../chat.ts'
import { pdf, png } from '../../files.ts'
import { type Asking, startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'

describe('a file that comes with a message', () => {
  let firstline: TestHelpdesk
  let chat: Chat
  let agent: Asking
  let threads = 0

  beforeAll(async () => {
    chat = createChat()
    firstline = await startTestHelpdesk({ attachmentLimit: 1_048_576, addChannels: () => [chat] })
    agent = await firstline.as('agent')
    const id = await firstline.addPerson({ name: 'Alex', role: 'lead', teams: [firstline.teams.second] })
    const [{ email }] = await firstline.database.query('select email from person where id = $1', [id])
    const [{ name }] = await firstline.database.query('select name from team where id = $1', [firstline.teams.second])
    const alex = { externalId: 'alex', name: 'Alex', email, emailVerified: true, language: 'en' as const }
    const desk = { channel: 'chat', workspace: 'W', place: 'desk', address: null, name: 'desk' }
    await chat.host.desk.bind({ ...desk, team: name, language: 'en' }, alex)
  })
  afterAll(() => firstline.stop())

  const transcript = async (thread: string) => {
    const found = await chat.host.transcript({ channel: 'chat', workspace: 'W', conversationKey: thread })
    if (!found) throw new Error(`nothing was said in ${thread}`)
    return found
  }
  /** A conversation that people have taken over. */
  const handedOff = async () => {
    const thread = `thread-${++threads}`
    await chat.says('erin', thread, { text: 'I want to talk to a person' })
    return { thread, ticket: (await transcript(thread)).ticket as number }
  }
  /** Resolves once the last file of a thread is here, or never will be. */
  const settled = async (thread: string) => {
    const place = { channel: 'chat', workspace: 'W', conversationKey: thread }
    for (;;) {
      const changed = new Promise<void>((resolve) => {
        const stop = chat.host.watch(place, () => {
          stop()
          resolve()
        })
      })
      const file = (await transcript(thread)).messages.flatMap(({ attachments }) => attachments).at(-1)
      if (file && file.state !== 'waiting') return file
      await changed
    }
  }
  const timeline = async (ticket: number) => (await agent('GET', `tickets/${ticket}/timeline?limit=100`)).body.items

  it('reaches the ticket with its bytes, whatever the sender says it is, and the desk below the card', async () => {
    chat.files.set('report.png', [pdf])
    const { thread, ticket } = await handedOff()
    await chat.says('erin', thread, { text: 'here it is', attachments: [fileOf('report.png', pdf.length)] })
    expect(await settled(thread)).toMatchObject({ name: 'report.png', mediaType: 'application/pdf', state: 'stored' })
    const line = await chat.told((each) => each.kind === 'line' && each.text === 'here it is')
    expect(line).toMatchObject({ from: 'requester', attachments: [{ name: 'report.png', state: 'stored' }] })
    const [file] = (await timeline(ticket)).at(-1).attachments
    const bytes = await firstline.app.inject({
      url: `/api/v1/attachments/${file.id}`,
      headers: { authorization: await tokenOf('agent') },
    })
    expect(new Uint8Array(bytes.rawPayload)).toEqual(pdf)
  })

  it('is tried again when the platform is away, and the message does not wait for it', async () => {
    chat.files.set('late.png', [new ChannelUnreachable('away'), png])
    const { thread } = await handedOff()
    await chat.says('erin', thread, { text: 'a picture', attachments: [fileOf('late.png')] })
    const message = (await transcript(thread)).messages.at(-1)
    expect(message).toMatchObject({ text: 'a picture', attachments: [{ name: 'late.png' }] })
    expect(await settled(thread)).toMatchObject({ state: 'stored', mediaType: 'image/png', size: png.length })
  })

  it.each([
    ['is gone', 'gone.png', null, [new ChannelRefused('gone', 'gone', { permanent: true })], 'refused'],
    ['is said to be too large', 'huge.png', 2_000_000, [png], 'too_large'],
    ['turns out too large', 'liar.png', 10, [new Uint8Array(1_048_577)], 'too_large'],
    ['is empty', 'empty.png', 0, [new Uint8Array()], 'empty'],
  ])('that %s is named as missing, and no word is lost', async (_what, name, size, answers, fault) => {
    chat.files.set(name, answers)
    const { thread, ticket } = await handedOff()
    await chat.says('erin', thread, { text: `see ${name}`, attachments: [fileOf(name, size)] })
    expect(await settled(thread)).toMatchObject({ name, state: 'missing', size: null })
    const entries = await timeline(ticket)
    expect(entries).toContainEqual(expect.objectContaining({ kind: 'requester_message', text: `see ${name}` }))
    const missing = entries.find((entry: { kind: string }) => entry.kind === 'file_missing')
    expect(missing.data).toMatchObject({ name, fault })
    expect(missing.summary).toContain(`A file could not be fetched: ${name}`)
    await chat.told((each) => each.kind === 'line' && each.text.includes(`could not be fetched: ${name}`))
  })

  it('that came only in part is fetched again until all of it is here', async () => {
    chat.files.set('cut.png', [png.subarray(0, 20), png])
    const { thread } = await handedOff()
    await chat.says('erin', thread, { text: 'a picture', attachments: [fileOf('cut.png', png.length)] })
    expect(await settled(thread)).toMatchObject({ state: 'stored', size: png.length })
  })

  it('without a word is a message: the bot keeps it and asks what it is about', async () => {
    chat.files.set('alone.png', [png])
    await chat.says('erin', 'alone', { text: '', attachments: [fileOf('alone.png')] })
    const { messages } = await transcript('alone')
    expect(messages[0]).toMatchObject({ text: '', attachments: [{ name: 'alone.png' }] })
    expect(messages[1]?.text).toContain('I keep your file')
    expect(messages[1]?.actions.map(({ action }) => action)).toEqual(['person'])
    await chat.does('erin', 'alone', { kind: 'action', action: 'person', value: null })
    expect(await transcript('alone')).toMatchObject({ state: 'handed_off' })
  })

  it('without a word opens a solved ticket again', async () => {
    chat.files.set('again.png', [png])
    const { thread, ticket } = await handedOff()
    await agent('POST', `tickets/${ticket}/state`, { state: 'solved' })
    await chat.says('erin', thread, { text: '', attachments: [fileOf('again.png')] })
    expect((await agent('GET', `tickets/${ticket}`)).body.state).toBe('open')
  })

  it('of an agent at the desk belongs to the note, and never reaches the requester', async () => {
    chat.files.set('secret.png', [png])
    const { ticket } = await handedOff()
    const [{ email }] = await firstline.database.query(`select email from person where name = 'Alex'`)
    await chat.host.desk.work({
      channel: 'chat',
      workspace: 'W',
      place: 'desk',
      externalId: `note-${ticket}`,
      sender: { externalId: 'alex', name: 'Alex', email, emailVerified: true, language: 'en' },
      ticket,
      work: { do: 'note', text: 'look at this', attachments: [fileOf('secret.png')] },
    })
    const note = (await timeline(ticket)).at(-1)
    expect(note).toMatchObject({ kind: 'note', attachments: [{ name: 'secret.png' }] })
    expect(JSON.stringify(chat.delivered)).not.toContain('secret.png')
    const place = { channel: 'chat', workspace: 'W', conversationKey: 'alone' }
    expect(await chat.host.attachmentLink(place, 'erin', note.attachments[0].id)).toBeNull()
  })

  it('that was handed over twice with one message is kept once', async () => {
    chat.files.set('once.png', [png])
    const { thread } = await handedOff()
    const event = {
      channel: 'chat',
      workspace: 'W',
      conversationKey: thread,
      address: null,
      externalId: 'the same',
      sender: { externalId: 'erin', name: 'erin', email: null, emailVerified: false, language: null },
      at: new Date().toISOString(),
      kind: 'message' as const,
      text: 'once',
      attachments: [fileOf('once.png')],
    }
    await Promise.all([chat.host.handle(event), chat.host.handle(event)])
    const [{ count }] = await firstline.database.query(
      `select count(*)::int as count from attachment where name = 'once.png'`,
    )
    expect(count).toBe(1)
  })

  async function tokenOf(role: 'agent'): Promise<string> {
    return `Bearer ${await firstline.helpdesk.transact((tx) => createToken(tx, { name: 't', role, personId: null }))}`
  }
})
