import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel } from '../../../core/ports.ts'
import { type Chat, createChat } from '../../chat.ts'
import { formWith, png } from '../../files.ts'
import { type Asking, startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'

describe('a reply that went out', () => {
  let firstline: TestHelpdesk
  let chat: Chat
  /** A channel that cannot change what it sent, such as mail. */
  let mail: Chat
  let alex: Asking
  let billie: Asking
  let threads = 0

  beforeAll(async () => {
    chat = createChat()
    const { revise: _revise, ...unchangeable } = createChat()
    mail = unchangeable as Chat
    const post: Channel = { ...mail, name: 'mail', start: async () => {} }
    firstline = await startTestHelpdesk({ addChannels: () => [chat, post] })
    alex = await firstline.as('agent', await firstline.addPerson({ name: 'Alex', teams: [firstline.teams.second] }))
    billie = await firstline.as('agent', await firstline.addPerson({ name: 'Billie', presence: 'away' }))
  })
  afterAll(async () => {
    expect(firstline.errors).toEqual([])
    await firstline.stop()
  })

  const transcript = async (thread: string) =>
    (await chat.host.transcript({ channel: 'chat', workspace: 'W', conversationKey: thread }))?.messages ?? []
  const replied = async (text: string, files: string[] = []) => {
    const thread = `thread-${++threads}`
    await chat.says('erin', thread, { text: 'I want to talk to a person' })
    const place = { channel: 'chat', workspace: 'W', conversationKey: thread }
    const ticket = (await chat.host.transcript(place))?.ticket as number
    const { body } = await alex('POST', `tickets/${ticket}/replies`, { text, attachments: files })
    await chat.heard((message) => message.text === text)
    return { thread, ticket, message: body.messageId as string, path: `tickets/${ticket}/replies/${body.messageId}` }
  }

  it('is changed in the requester’s chat too, and the history keeps what it said', async () => {
    const { thread, ticket, path, message } = await replied('come at ten')
    expect((await alex('PUT', path, { text: 'come at **nine**' })).status).toBe(200)
    const revision = await chat.changed(({ text }) => text === 'come at **nine**')
    const sent = chat.delivered.findIndex(({ text }) => text === 'come at ten') + 1
    expect(revision).toMatchObject({ conversationKey: thread, author: 'Alex', externalMessageId: `sent-${sent}` })
    expect((await transcript(thread)).at(-1)).toMatchObject({ text: 'come at **nine**', isDeleted: false })
    const { items } = (await alex('GET', `tickets/${ticket}/timeline?limit=100`)).body
    expect(items.at(-1)).toMatchObject({
      kind: 'message_edited',
      summary: 'Alex changed a message.',
      text: 'come at **nine**',
      data: { message, before: 'come at ten' },
    })
    await alex('PUT', path, { text: 'come at **nine**' })
    expect((await alex('GET', `tickets/${ticket}/timeline?limit=100`)).body.items).toHaveLength(items.length)
  })

  it('is taken back with its files, once', async () => {
    const form = formWith('plan.png', png)
    const file = (await alex('POST', 'attachments', form.payload, form.headers)).body.id
    const { thread, path } = await replied('here is the plan', [file])
    expect((await alex('DELETE', path)).status).toBe(200)
    await chat.changed(({ text, conversationKey }) => text === null && conversationKey === thread)
    expect((await transcript(thread)).at(-1)).toMatchObject({ text: '', isDeleted: true, attachments: [] })
    expect(await chat.host.attachment(file)).toBeNull()
    for (const again of [await alex('DELETE', path), await alex('PUT', path, { text: 'no, here' })])
      expect(again).toMatchObject({ status: 403, body: { code: 'message_not_changeable' } })
  })

  it('belongs to the agent who wrote it, and nobody changes what the requester or the bot said', async () => {
    const { thread, ticket, path } = await replied('mine')
    expect((await billie('PUT', path, { text: 'hers' })).status).toBe(403)
    expect((await billie('DELETE', path)).status).toBe(403)
    const other = await replied('elsewhere')
    expect((await alex('PUT', `tickets/${ticket}/replies/${other.message}`, { text: 'x' })).status).toBe(403)
    for (const { id } of (await transcript(thread)).slice(0, 2))
      expect((await alex('PUT', `tickets/${ticket}/replies/${id}`, { text: 'x' })).status).toBe(403)
    expect((await alex('PUT', path, { text: ' ' })).status).toBe(400)
  })

  it('is corrected by another message where what was sent cannot be changed, and never said again to be taken back', async () => {
    const sender = { externalId: 'erin', name: 'Erin', email: null, emailVerified: false, language: 'en' as const }
    const place = { channel: 'mail', workspace: 'W', conversationKey: 'm1' }
    const at = new Date().toISOString()
    const event = { ...place, address: null, externalId: 'm1', sender, at, kind: 'message' as const }
    await chat.host.handle({ ...event, text: 'I want to talk to a person' })
    const ticket = (await chat.host.transcript(place))?.ticket
    const { body } = await alex('POST', `tickets/${ticket}/replies`, { text: 'come at ten' })
    await alex('PUT', `tickets/${ticket}/replies/${body.messageId}`, { text: 'come at nine' })
    const correction = await mail.heard(({ text }) => text.includes('nine'))
    expect(correction).toMatchObject({ text: '*Correction:* come at nine', from: 'agent', author: 'Alex' })
    await alex('DELETE', `tickets/${ticket}/replies/${body.messageId}`)
    await alex('POST', `tickets/${ticket}/replies`, { text: 'the end' })
    await mail.heard(({ text }) => text === 'the end')
    expect(mail.delivered.filter(({ from }) => from === 'agent')).toHaveLength(3)
  })
})
