import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Chat, createChat, fileOf } from '../../chat.ts'
import { png } from '../../files.ts'
import { type Asking, startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'

describe('a message that was sent', () => {
  let firstline: TestHelpdesk
  let chat: Chat
  let agent: Asking
  let threads = 0

  beforeAll(async () => {
    chat = createChat()
    firstline = await startTestHelpdesk({ addChannels: () => [chat] })
    agent = await firstline.as('agent')
    await firstline.addArticle({ title: 'Set up the VPN', body: 'Install it.', phrasings: ['how do I set up the vpn'] })
    await firstline.addArticle({
      title: 'Order a laptop',
      body: 'Ask in the portal.',
      phrasings: ['how do I order a laptop'],
    })
  })
  afterAll(async () => {
    expect(firstline.errors).toEqual([])
    await firstline.stop()
  })

  const transcript = async (thread: string) => {
    const found = await chat.host.transcript({ channel: 'chat', workspace: 'W', conversationKey: thread })
    if (!found) throw new Error(`nothing was said in ${thread}`)
    return found
  }
  const handedOff = async () => {
    const thread = `thread-${++threads}`
    await chat.says('erin', thread, { text: 'I want to talk to a person' })
    return { thread, ticket: (await transcript(thread)).ticket as number }
  }
  const timeline = async (ticket: number) => (await agent('GET', `tickets/${ticket}/timeline?limit=100`)).body.items
  const vpn = 'how do I set up the vpn'

  it('says something else once its author changed it, and the ticket keeps what it said', async () => {
    const { thread, ticket } = await handedOff()
    const message = await chat.says('erin', thread, { text: 'my nubmer is 12' })
    await chat.does('erin', thread, { kind: 'edited', message, text: 'my number is 12' })
    const said = (await transcript(thread)).messages.at(-1)
    expect(said).toMatchObject({ text: 'my number is 12', isDeleted: false })
    expect(said?.editedAt).not.toBeNull()
    const entries = await timeline(ticket)
    expect(entries.at(-2)).toMatchObject({ kind: 'requester_message', text: 'my nubmer is 12' })
    expect(entries.at(-1)).toMatchObject({
      kind: 'message_edited',
      summary: 'erin changed a message.',
      data: { before: 'my nubmer is 12', message: said?.id },
    })
    const kept = await firstline.database.query('select text from message_revision where message_id = $1', [said?.id])
    expect(kept).toEqual([{ text: 'my nubmer is 12' }])
  })

  it('shows nothing more once its author took it back, nor its files, and the agent sees that it was there', async () => {
    chat.files.set('pass.png', [png])
    const { thread, ticket } = await handedOff()
    const message = await chat.says('erin', thread, { text: 'my password is x', attachments: [fileOf('pass.png')] })
    await chat.does('erin', thread, { kind: 'deleted', message })
    const said = (await transcript(thread)).messages.at(-1)
    expect(said).toMatchObject({ text: '', isDeleted: true, attachments: [] })
    expect((await timeline(ticket)).at(-1)).toMatchObject({
      kind: 'message_deleted',
      summary: 'erin deleted a message.',
    })
    expect(await firstline.database.query(`select * from attachment where name = 'pass.png'`)).toEqual([])
    await chat.does('erin', thread, { kind: 'edited', message, text: 'back again' })
    expect((await transcript(thread)).messages.at(-1)).toMatchObject({ text: '', isDeleted: true })
  })

  it('is answered anew when it was the question and nobody has taken over', async () => {
    const thread = `thread-${++threads}`
    const message = await chat.says('erin', thread, { text: vpn })
    await chat.does('erin', thread, { kind: 'edited', message, text: 'how do I order a laptop' })
    const { messages, state } = await transcript(thread)
    expect(messages.map(({ text, article }) => article?.title ?? text)).toEqual([
      'how do I order a laptop',
      'Set up the VPN',
      'Order a laptop',
    ])
    expect(state).toBe('answered')
    await chat.does('erin', thread, { kind: 'action', action: 'not_helpful', value: null })
    const { ticket } = await transcript(thread)
    expect((await agent('GET', `tickets/${ticket}`)).body.subject).toBe('how do I order a laptop')
  })

  it('is not answered twice with the same article, and a mere preview of a link changes nothing', async () => {
    const thread = `thread-${++threads}`
    const message = await chat.says('erin', thread, { text: vpn })
    await chat.does('erin', thread, { kind: 'edited', message, text: `${vpn}?` })
    await chat.does('erin', thread, { kind: 'edited', message, text: `${vpn}?` })
    expect((await transcript(thread)).messages).toHaveLength(2)
  })

  it('is not answered anew when the requester has written on since', async () => {
    const thread = `thread-${++threads}`
    const message = await chat.says('erin', thread, { text: vpn })
    await chat.says('erin', thread, { text: 'how do I order a laptop' })
    await chat.does('erin', thread, { kind: 'edited', message, text: 'install vpn client' })
    expect((await transcript(thread)).messages).toHaveLength(4)
  })

  it('is no subject of a ticket any more once it was taken back', async () => {
    const thread = `thread-${++threads}`
    const message = await chat.says('erin', thread, { text: vpn })
    await chat.does('erin', thread, { kind: 'deleted', message })
    await chat.does('erin', thread, { kind: 'action', action: 'person', value: null })
    const { ticket } = await transcript(thread)
    expect((await agent('GET', `tickets/${ticket}`)).body.subject).toBe('Request for help')
  })

  it('belongs to its author alone', async () => {
    const { thread } = await handedOff()
    const message = await chat.says('erin', thread, { text: 'mine' })
    await chat.does('mallory', thread, { kind: 'edited', message, text: 'not mine' })
    await chat.does('mallory', thread, { kind: 'deleted', message })
    expect((await transcript(thread)).messages.at(-1)).toMatchObject({ text: 'mine', isDeleted: false })
    await chat.does('erin', 'another-thread', { kind: 'deleted', message })
    await chat.does('erin', thread, { kind: 'deleted', message: 'unknown' })
    expect((await transcript(thread)).messages.at(-1)).toMatchObject({ text: 'mine' })
  })

  it('by an agent is found by what the platform calls it, and reactions to it reach the ticket and go again', async () => {
    const { thread, ticket } = await handedOff()
    await agent('POST', `tickets/${ticket}/replies`, { text: 'try it now' })
    await chat.heard(({ text }) => text === 'try it now')
    const channel = { channel: 'chat', workspace: 'W' }
    const name = `sent-${chat.delivered.findIndex(({ text }) => text === 'try it now') + 1}`
    let place = await chat.host.placeOf(channel, name)
    while (!place) place = await chat.host.placeOf(channel, name)
    expect(place).toEqual({ conversationKey: thread, address: { thread } })
    expect(await chat.host.placeOf({ channel: 'chat', workspace: 'other' }, name)).toBeNull()
    const react = (isAdded: boolean) =>
      chat.does('erin', thread, { kind: 'reaction', message: name, emoji: '👍', isAdded })
    await react(true)
    await react(true)
    expect((await transcript(thread)).messages.at(-1)?.reactions).toEqual([{ emoji: '👍', by: 'erin' }])
    await react(false)
    expect((await transcript(thread)).messages.at(-1)?.reactions).toEqual([])
    const seen = (await timeline(ticket)).filter(({ kind }: { kind: string }) => kind === 'reaction')
    expect(seen.map(({ summary }: { summary: string }) => summary)).toEqual([
      'erin reacted with 👍.',
      'erin took 👍 back.',
    ])
    expect((await agent('GET', `tickets/${ticket}`)).body.state).toBe('open')
  })

  it('may be changed while it still waits to be dealt with', async () => {
    const event = {
      channel: 'chat',
      workspace: 'W',
      conversationKey: 'hasty',
      address: { thread: 'hasty' },
      sender: { externalId: 'erin', name: 'erin', email: null, emailVerified: false, language: null },
      at: new Date().toISOString(),
    }
    // Held by somebody who has died: nobody deals with it until that claim ends.
    await firstline.database.query(
      `insert into inbox (lane, channel, workspace, external_id, payload, locked_by, locked_until)
       values ($1, 'chat', 'W', 'hasty-1', $2, 'a dead worker', now() + interval '2 seconds')`,
      [
        JSON.stringify(['chat', 'W', 'hasty']),
        JSON.stringify({ ...event, externalId: 'hasty-1', kind: 'message', text: 'I want to talk to a persom' }),
      ],
    )
    const place = await chat.host.placeOf({ channel: 'chat', workspace: 'W' }, 'hasty-1')
    expect(place).toEqual({ conversationKey: 'hasty', address: { thread: 'hasty' } })
    const text = 'I want to talk to a person'
    await chat.host.handle({ ...event, externalId: 'hasty-2', kind: 'edited', message: 'hasty-1', text })
    expect((await transcript('hasty')).messages[0]).toMatchObject({ text })
  })

  it('with an answer is a solution when the requester puts a check mark to it, and not for a thumb or a stranger', async () => {
    const thread = `thread-${++threads}`
    await chat.says('erin', thread, { text: vpn })
    const answer = (await transcript(thread)).messages.at(-1)?.id ?? ''
    const react = (user: string, emoji: string) =>
      chat.does(user, thread, { kind: 'reaction', message: answer, emoji, isAdded: true })
    await react('erin', '👍')
    await react('mallory', '✅')
    expect((await transcript(thread)).state).toBe('answered')
    await react('erin', '✅')
    expect(await transcript(thread)).toMatchObject({ state: 'resolved' })
  })
})
