import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTeams } from '../../../bots/teams/channel.ts'
import { startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'
import { activityOf, buttonsOf, type Payload, type Posted, startTeams, type Teams, tenant } from './loopback.ts'

const has = (message: Posted, words: string) => JSON.stringify(message.attachments ?? '').includes(words)
const titles = (message: Posted) => buttonsOf(message).map(({ title }) => title)

describe('Microsoft Teams', () => {
  let teams: Teams
  let firstline: TestHelpdesk
  let card: Posted

  const inChat = (conversation: string, words: string) =>
    teams.shown((message) => message.conversation === conversation && has(message, words))
  const stored = async () => {
    const [row] = await firstline.helpdesk.transact((tx) => tx.query('select count(*)::int as n from inbox'))
    return row.n as number
  }
  const channel = (conversation: string, text: string) => ({
    text: `<at>Firstline</at> ${text}`,
    conversation: { id: conversation, conversationType: 'channel', isGroup: true, tenantId: tenant },
    entities: [{ type: 'mention', text: '<at>Firstline</at>', mentioned: { id: 'bot' } }],
  })

  beforeAll(async () => {
    teams = await startTeams(() => firstline.app)
    firstline = await startTestHelpdesk({ addChannels: (app, onError) => [createTeams(app, teams.options, onError)] })
    teams.addMember('erin', { name: 'Erin', email: 'erin@example.org' })
    const alex = await firstline.addPerson({
      name: 'Alex',
      role: 'lead',
      teams: [firstline.teams.second],
      presence: 'away',
    })
    const [row] = await firstline.helpdesk.transact((tx) => tx.query('select email from person where id = $1', [alex]))
    teams.addMember('alex', { name: 'Alex', email: row.email })
    teams.addMember('guest', { name: 'Guest', email: row.email, userRole: 'guest' })
    await firstline.addArticle({
      title: 'Set up the VPN',
      body: '# Set up the VPN\n\n## Install the client\n\nOpen the *self-service portal* & install the [client](https://vpn.example.org).',
      phrasings: ['how do I set up the vpn', 'install vpn client'],
    })
  })
  afterAll(async () => {
    expect(firstline.errors).toEqual([])
    await firstline.stop()
    await teams.stop()
  })

  it.each<[string, number, () => string | null, Payload]>([
    ['no token', 401, () => null, {}],
    ['garbage', 401, () => 'Bearer a.b.c', {}],
    ['another audience', 401, () => teams.token({ aud: 'another' }), {}],
    ['another issuer', 401, () => teams.token({ iss: 'https://sts.windows.net/x/' }), {}],
    ['another service URL', 401, () => teams.token({ serviceurl: 'http://127.0.0.1:9' }), {}],
    ['no service URL', 401, () => teams.token({ serviceurl: undefined }), {}],
    ['an expired token', 401, () => teams.token({ exp: Math.floor(Date.now() / 1_000) - 3_600 }), {}],
    ['a wrong signature', 401, () => teams.token({}, { key: 'stranger', kid: 'ours' }), {}],
    ['an unknown key', 401, () => teams.token({}, { key: 'stranger' }), {}],
    ['a key for another channel', 401, () => teams.token({}, { key: 'unendorsed' }), {}],
    ['another channel', 401, () => teams.token(), { channelId: 'webchat' }],
    ['a foreign tenant', 403, () => teams.token(), { conversation: { id: 'c', tenantId: 'x' }, channelData: {} }],
    ['two tenants', 403, () => teams.token(), { channelData: { tenant: { id: 'x' } } }],
    ['no tenant', 403, () => teams.token(), { conversation: { id: 'c' }, channelData: {} }],
  ])('refuses %s, stores nothing and calls nobody', async (_name, status, token, more) => {
    const before = await stored()
    const reply = await teams.send(
      { ...activityOf('erin', teams.url, 0), text: 'how do I set up the vpn', ...more },
      token(),
    )
    expect(reply.status).toBe(status)
    expect(await stored()).toBe(before)
    expect(teams.calls.filter((call) => call.includes('/v3/'))).toEqual([])
  })

  it('answers a personal message with a card: passage, article and buttons with a fallback', async () => {
    expect((await teams.says('erin', 'how do I set up the vpn', { id: 'q1' })).status).toBe(200)
    const answer = await inChat('chat-erin', 'portal')
    expect(has(answer, '[Set up the VPN](')).toBe(true)
    expect(titles(answer)).toEqual(['That solved it', 'Did not help', 'Talk to a person'])
    for (const button of buttonsOf(answer))
      expect(button.fallback).toMatchObject({ type: 'Action.Submit', data: button.data })
    const before = await stored()
    await teams.says('erin', 'how do I set up the vpn', { id: 'q1' })
    expect(await stored()).toBe(before)
  })

  it('makes a channel the desk of a team for a lead, and not for a guest who has the same address', async () => {
    const [{ name }] = await firstline.helpdesk.transact((tx) =>
      tx.query('select name from team where id = $1', [firstline.teams.second]),
    )
    await teams.says('guest', '', channel('desk;messageid=9', `desk: ${name}`))
    await inChat('desk;messageid=9', 'leads and admins')
    await teams.says('alex', '', channel('desk;messageid=10', `desk: ${name}`))
    await inChat('desk;messageid=10', name)
  })

  it('puts the outcome in the place of the buttons, and shows the ticket at the desk', async () => {
    const answer = await inChat('chat-erin', 'portal')
    const before = { ...answer }
    const reply = await teams.presses('erin', answer, 'Did not help')
    expect(reply.status).toBe(200)
    expect(JSON.parse(reply.body).value.body.at(-1).text).toContain('✓ Did not help')
    expect(titles(await inChat('chat-erin', '✓ Did not help'))).toEqual([])
    const count = await stored()
    await teams.presses('erin', before, 'That solved it')
    expect(await stored()).toBe(count)
    card = await inChat('desk', 'Erin (erin@example.org)')
    expect(titles(card)).toEqual(expect.arrayContaining(['Take it', 'Reply', 'Solve']))
  })

  it('lets an agent work on the ticket: take it, note in the thread, reply by the form only', async () => {
    await teams.presses('guest', card, 'Take it')
    const taken = await teams.presses('alex', card, 'Take it')
    expect(JSON.parse(taken.body)).toMatchObject({ statusCode: 200, value: expect.stringContaining('is yours') })
    await teams.shown((message) => message.id === card.id && !titles(message).includes('Take it'))
    await teams.says('alex', '', channel(`desk;messageid=${card.id}`, 'she is in a hurry'))
    const form = buttonsOf(card).find(({ title }) => title === 'Reply')
    expect(JSON.stringify(form)).toContain('The requester sees this, with your name.')
    const number = buttonsOf(card).find(({ data }) => data)?.data.firstline.ticket
    const sent = {
      ...card,
      attachments: [{ type: 'Action.Execute', title: 'Send', data: { firstline: { desk: 'reply', ticket: number } } }],
    }
    await teams.presses('alex', sent, 'Send', { text: 'I will call you' })
    expect(has(await inChat('chat-erin', 'I will call you'), 'Alex')).toBe(true)
    expect(teams.messages.filter((m) => m.conversation === 'chat-erin' && has(m, 'hurry'))).toEqual([])
  })

  it('brings what the requester writes to the desk, also after Teams asked to wait', async () => {
    teams.refuse('POST /v3/conversations/desk;messageid', 429, { 'retry-after': '0' })
    await teams.says('erin', 'that works for me')
    await inChat(`desk;messageid=${card.id}`, 'that works for me')
  })

  it('answers a mention in its thread, without the mention', async () => {
    await teams.says('erin', '', channel('lobby;messageid=1', 'how do I set up the vpn'))
    await inChat('lobby;messageid=1', 'portal')
    const before = await stored()
    await teams.says('erin', 'lunch?', {
      conversation: { id: 'lobby;messageid=2', conversationType: 'channel', isGroup: true, tenantId: tenant },
    })
    expect(await stored()).toBe(before)
  })

  it('takes a button of a client without Action.Execute, lists tickets, welcomes, and says 501 to unknown invokes', async () => {
    const answer = await inChat('lobby;messageid=1', 'portal')
    await teams.says('erin', '', {
      conversation: { id: 'lobby;messageid=1', tenantId: tenant },
      replyToId: answer.id,
      value: buttonsOf(answer)[0]?.data,
    })
    await inChat('lobby;messageid=1', '✓ That solved it')
    await teams.says('erin', 'my tickets')
    await inChat('chat-erin', '**#')
    await teams.says('new', '', { type: 'conversationUpdate', membersAdded: [{ id: 'bot' }] })
    await inChat('chat-new', 'Hello!')
    expect((await teams.says('erin', '', { type: 'invoke', name: 'unknown' })).status).toBe(501)
  })
})
