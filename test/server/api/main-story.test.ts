import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Asking, startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'

/** The main job over the API: asked, answered, not helped, handed off, answered by a person, solved. */
describe('the main job', () => {
  let firstline: TestHelpdesk
  let channel: Asking
  let agent: Asking
  let alex: string
  /** A Tuesday within the hours of the default teams. */
  let now = new Date('2026-11-24T10:00:00Z')

  beforeAll(async () => {
    firstline = await startTestHelpdesk({ now: () => now })
    alex = await firstline.addPerson({ name: 'Alex', teams: [firstline.teams.second] })
    await firstline.addPerson({ name: 'Dana', teams: [firstline.teams.third] })
    channel = await firstline.as('channel')
    agent = await firstline.as('agent', alex)
    await firstline.addArticle({
      title: 'Set up the VPN',
      body: '# Set up the VPN\n\n## Install the client\n\nOpen the self-service portal and install the VPN client.\n\n## Certificates\n\nThe certificate is renewed each year.',
      phrasings: ['how do I set up the vpn', 'install vpn client', 'vpn does not work on my laptop'],
      category: 'Network',
    })
    await firstline.addArticle({
      title: 'Parental leave',
      body: '# Parental leave\n\nYou can take up to 14 weeks of parental leave.',
      phrasings: ['how long is parental leave', 'paternity leave'],
    })
  })
  afterAll(async () => {
    expect(firstline.errors).toEqual([])
    await firstline.stop()
  })

  const ask = (text: string, extra: object = {}) =>
    channel('POST', 'conversations', { requester: { email: 'erin@example.org', name: 'Erin' }, text, ...extra })

  it('goes from the question to the solved ticket in one conversation', async () => {
    const asked = await ask('how do I set up the vpn')
    expect(asked.status).toBe(201)
    expect(asked.body.state).toBe('answered')
    const answer = asked.body.messages[1]
    expect(answer).toMatchObject({ from: 'bot', article: { title: 'Set up the VPN' } })
    expect(answer.text).toContain('VPN client')
    expect(answer.actions.map((each: { action: string }) => each.action)).toEqual(['solved', 'not_helpful', 'person'])

    const conversation = asked.body.id
    const pressed = await channel('POST', `conversations/${conversation}/actions`, { action: 'not_helpful' })
    expect(pressed.body.state).toBe('handed_off')
    const number = pressed.body.ticket
    expect(number).toBeTypeOf('number')
    expect(pressed.body.messages.at(-1).text).toContain(`#${number}`)

    const ticket = (await agent('GET', `tickets/${number}`)).body
    expect(ticket).toMatchObject({
      subject: 'how do I set up the vpn',
      state: 'new',
      level: 'second',
      assignee: { id: alex, name: 'Alex' },
      requester: { name: 'Erin', email: 'erin@example.org' },
      articlesTried: [{ title: 'Set up the VPN', outcome: 'not_helpful' }],
      conversation,
    })
    expect(ticket.routing.why).toContain('Alex has the fewest open tickets')

    await agent('POST', `tickets/${number}/replies`, { text: 'She sounds new here.', internal: true })
    expect((await agent('POST', `tickets/${number}/replies`, { text: 'I have reset your certificate.' })).status).toBe(
      201,
    )
    const answered = (await channel('GET', `conversations/${conversation}`)).body
    expect(answered.messages.at(-1)).toMatchObject({
      from: 'agent',
      author: 'Alex',
      text: 'I have reset your certificate.',
    })
    expect(JSON.stringify(answered)).not.toContain('She sounds new')

    const solved = await agent('POST', `tickets/${number}/state`, { state: 'solved' })
    expect(solved.body).toMatchObject({ state: 'solved' })
    const kinds = (await agent('GET', `tickets/${number}/timeline`)).body.items.map(
      (entry: { kind: string }) => entry.kind,
    )
    expect(kinds).toEqual(['created', 'routed', 'assigned', 'note', 'reply', 'state_changed', 'state_changed'])
  })

  it('opens a solved ticket again when the requester writes, but not for mere thanks', async () => {
    const { body } = await ask('I want to talk to a person')
    expect(body.state).toBe('handed_off')
    await agent('POST', `tickets/${body.ticket}/state`, { state: 'solved' })
    await channel('POST', `conversations/${body.id}/messages`, { text: 'thank you!' })
    expect((await agent('GET', `tickets/${body.ticket}`)).body.state).toBe('solved')
    await channel('POST', `conversations/${body.id}/messages`, { text: 'It broke again just now' })
    expect((await agent('GET', `tickets/${body.ticket}`)).body.state).toBe('open')
    const again = (await channel('GET', `conversations/${body.id}`)).body
    expect(again.messages.filter((message: { from: string }) => message.from === 'bot')).toHaveLength(1)
  })

  it('answers a second question in the same conversation', async () => {
    const { body } = await ask('how do I set up the vpn')
    await channel('POST', `conversations/${body.id}/actions`, { action: 'solved' })
    const second = await channel('POST', `conversations/${body.id}/messages`, { text: 'how long is parental leave' })
    expect(second.body).toMatchObject({ state: 'answered', id: body.id })
    expect(second.body.messages.at(-1).article.title).toBe('Parental leave')
  })

  it('offers once to rephrase, then hands off', async () => {
    const { body } = await ask('xylophone quantum marmalade')
    expect(body.state).toBe('open')
    expect(body.ticket).toBeNull()
    const second = await channel('POST', `conversations/${body.id}/messages`, { text: 'zeppelin harpsichord rhubarb' })
    expect(second.body.state).toBe('handed_off')
  })

  it('does not search for small talk', async () => {
    const { body } = await ask('hello there')
    expect(body).toMatchObject({ state: 'open', ticket: null })
    expect(body.messages[1]).toMatchObject({ article: null, actions: [] })
  })

  it('escalates to the third level with a reason, and gives back', async () => {
    const { body } = await ask('please connect me with a human')
    const escalated = await agent('POST', `tickets/${body.ticket}/escalate`, { reason: 'Needs an expert' })
    expect(escalated.body).toMatchObject({ level: 'third', team: { name: 'Experts' }, assignee: { name: 'Dana' } })
    expect((await agent('POST', `tickets/${body.ticket}/escalate`, { reason: 'Once more' })).body.code).toBe(
      'already_at_level',
    )
    const back = await agent('POST', `tickets/${body.ticket}/deescalate`, { reason: 'Was simple' })
    expect(back.body).toMatchObject({ level: 'second', team: { name: 'Service Desk' }, assignee: { name: 'Alex' } })
  })

  it('gives the same answer to a message sent twice with the same id', async () => {
    const first = await ask('how long is parental leave', { externalId: 'mail-1' })
    const second = await ask('how long is parental leave', { externalId: 'mail-1' })
    expect(second.body.id).toBe(first.body.id)
    const writes = await Promise.all(
      [1, 2, 3].map(() =>
        channel('POST', `conversations/${first.body.id}/messages`, {
          text: 'and paternity leave?',
          externalId: 'mail-2',
        }),
      ),
    )
    expect(new Set(writes.map((write) => write.body.messages.length)).size).toBe(1)
    expect(
      writes[0]?.body.messages.filter((each: { text: string }) => each.text === 'and paternity leave?'),
    ).toHaveLength(1)
  })

  it('tells the requester when to expect an answer while nobody is there, and assigns as soon as somebody is', async () => {
    await agent('PATCH', 'people/me', { presence: 'away' })
    const { body } = await ask('I need to speak to someone in person')
    expect(body.messages.at(-1).text).toMatch(/Nobody is free at the moment; you can expect an answer by \w+day/)
    expect((await agent('GET', `tickets/${body.ticket}`)).body.assignee).toBeNull()
    await agent('PATCH', 'people/me', { presence: 'available' })
    expect((await agent('GET', `tickets/${body.ticket}`)).body.assignee).toMatchObject({ name: 'Alex' })
  })

  it('says so when the team is not at work at all', async () => {
    await agent('PATCH', 'people/me', { presence: 'offline' })
    now = new Date('2026-11-28T10:00:00Z')
    const { body } = await ask('I need to speak to someone in person')
    expect(body.messages.at(-1).text).toMatch(/not at work at this hour; you can expect an answer by Monday/)
    now = new Date('2026-11-24T10:00:00Z')
    await agent('PATCH', 'people/me', { presence: 'available' })
  })

  it('opens the ticket under the question that is open, not under one that was settled', async () => {
    const { body } = await ask('how do I set up the vpn')
    await channel('POST', `conversations/${body.id}/actions`, { action: 'solved' })
    const handed = await channel('POST', `conversations/${body.id}/messages`, {
      text: 'please let me talk to a person about payroll',
    })
    expect((await agent('GET', `tickets/${handed.body.ticket}`)).body.subject).toBe(
      'please let me talk to a person about payroll',
    )
  })
})
