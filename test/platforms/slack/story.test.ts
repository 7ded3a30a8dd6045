import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createSlack } from '../../../bots/slack/channel.ts'
import { queueDepth } from '../../../core/delivery/store.ts'
import { startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'
import { type Posted, type Slack, startSlack, team } from './loopback.ts'

const dm = 'D1'
const desk = 'C1'
const lobby = 'C2'

const buttonsOf = (message: Posted): string[] =>
  message.blocks?.flatMap(({ type, elements }) =>
    type === 'actions' ? elements.map((each: { text: { text: string } }) => each.text.text) : [],
  ) ?? []

describe('Slack', () => {
  let slack: Slack
  let firstline: TestHelpdesk
  let question = ''
  let card: Posted

  const inThread = (thread: string, words: string) =>
    slack.shown((message) => message.thread_ts === thread && JSON.stringify(message.blocks).includes(words))
  const events = async () => {
    const [row] = await firstline.helpdesk.transact((tx) => tx.query('select count(*)::int as n from inbox'))
    return row.n as number
  }

  beforeAll(async () => {
    slack = await startSlack(() => firstline.app)
    firstline = await startTestHelpdesk({
      addChannels: (app, onError) => [
        createSlack(app, { botToken: 'xoxb-test', signingSecret: slack.signingSecret, apiUrl: slack.apiUrl }, onError),
      ],
    })
    slack.addUser('UERIN', { name: 'Erin', email: 'erin@example.org' })
    for (const [name, role] of [
      ['Alex', 'lead'],
      ['Billie', 'agent'],
    ] as const) {
      const id = await firstline.addPerson({ name, role, teams: [firstline.teams.second], presence: 'away' })
      const [row] = await firstline.helpdesk.transact((tx) => tx.query('select email from person where id = $1', [id]))
      slack.addUser(`U${name.toUpperCase()}`, { name, email: row.email })
    }
    await firstline.addArticle({
      title: 'Set up the VPN',
      body: '# Set up the VPN\n\n## Install the client\n\nOpen the *self-service portal* & install the [client](https://vpn.example.org).',
      phrasings: ['how do I set up the vpn', 'install vpn client'],
    })
  })
  afterAll(async () => {
    expect(firstline.errors).toEqual([])
    await firstline.stop()
    await slack.stop()
  })

  it('makes a channel the desk of a team for a lead, and not for an agent', async () => {
    const [{ name }] = await firstline.helpdesk.transact((tx) =>
      tx.query('select name from team where id = $1', [firstline.teams.second]),
    )
    expect(await slack.commands('UBILLIE', desk, `team ${name}`)).toContain('leads and admins')
    expect(await slack.commands('UALEX', desk, `team ${name}`)).toContain(name)
  })

  it('answers a direct message in its thread, with the passage in mrkdwn, its article and buttons', async () => {
    const { ts, status } = await slack.says('UERIN', { channel: dm, text: 'how do I set up the vpn' })
    expect(status).toBe(200)
    question = ts
    const answer = await inThread(ts, 'portal')
    const text = answer.blocks?.[0]?.text.text
    expect(text).toContain('&amp; install the <https://vpn.example.org|client>')
    expect(text).toContain('|Set up the VPN>')
    expect(buttonsOf(answer)).toEqual(['That solved it', 'Did not help', 'Talk to a person'])
  })

  it('puts the outcome in the place of the buttons that were pressed', async () => {
    const answer = await inThread(question, 'portal')
    const before = { ...answer, blocks: [...(answer.blocks ?? [])] }
    expect((await slack.presses('UERIN', before, 'Did not help')).status).toBe(200)
    const changed = await slack.shown(
      (message) => message.ts === answer.ts && JSON.stringify(message.blocks).includes('✓ Did not help'),
    )
    expect(buttonsOf(changed)).toEqual([])
    await inThread(question, 'ticket')
    const stored = await events()
    await slack.presses('UERIN', before, 'That solved it')
    expect(await events()).toBe(stored)
  })

  it('shows the ticket at the desk', async () => {
    card = await slack.shown(({ channel }) => channel === desk)
    expect(JSON.stringify(card.blocks)).toContain('Erin (erin@example.org)')
    expect(buttonsOf(card)).toEqual(expect.arrayContaining(['Take it', 'Reply', 'Solve', 'Escalate', 'Not ours']))
  })

  it('gives the ticket to one of two agents who take it at once, and tells the other who has it', async () => {
    const shown = { ...card }
    await Promise.all([slack.presses('UALEX', shown, 'Take it'), slack.presses('UBILLIE', shown, 'Take it')])
    const won = await slack.whispered(({ text }) => text.includes('is yours'))
    const lost = await slack.whispered(({ text }) => text.includes('already'))
    expect(new Set([won.user, lost.user])).toEqual(new Set(['UALEX', 'UBILLIE']))
    const winner = won.user === 'UALEX' ? 'Alex' : 'Billie'
    expect(lost.text).toContain(winner)
    await slack.shown(
      (message) => message.ts === card.ts && JSON.stringify(message.blocks).includes(`*With*\\n${winner}`),
    )
    expect(buttonsOf(card)).not.toContain('Take it')
  })

  it('keeps what is written below the card among agents, and sends what the form for a reply says', async () => {
    await slack.says('UALEX', { channel: desk, thread_ts: card.ts, text: 'she is in a hurry' })
    expect((await slack.presses('UALEX', card, 'Reply')).status).toBe(200)
    expect(JSON.stringify(slack.views.at(-1)?.blocks)).toContain('The requester sees this, with your name.')
    await slack.submits('UALEX', { text: { text: { value: 'I will call you <now>' } } })
    const reply = await inThread(question, 'I will call you')
    expect(reply.channel).toBe(dm)
    expect(JSON.stringify(reply.blocks)).toContain('*Alex*')
    expect(slack.messages.filter(({ text }) => text.includes('hurry'))).toEqual([])
    const agent = await firstline.as('agent')
    const number = /#(\d+)/.exec(card.text)?.[1]
    const timeline = (await agent('GET', `tickets/${number}/timeline`)).body
    expect(JSON.stringify(timeline)).toContain('she is in a hurry')
  })

  it('brings what the requester writes in the thread to the desk', async () => {
    await slack.says('UERIN', { channel: dm, thread_ts: question, text: 'that works for me' })
    const line = await inThread(card.ts, 'that works for me')
    expect(JSON.stringify(line.blocks)).toContain('*Erin*')
  })

  it('asks for stars when the ticket is solved, and shows them on the card', async () => {
    await slack.presses('UALEX', card, 'Solve')
    const asked = await inThread(question, 'as solved')
    expect(buttonsOf(asked)).toContain('5 ★')
    await slack.presses('UERIN', asked, '5 ★')
    await slack.shown((message) => message.ts === card.ts && JSON.stringify(message.blocks).includes('*Satisfaction*'))
  })

  it('opens the ticket again when the requester writes on', async () => {
    await slack.says('UERIN', { channel: dm, thread_ts: question, text: 'it broke again' })
    await slack.shown((message) => message.ts === card.ts && JSON.stringify(message.blocks).includes('*State*\\nopen'))
  })

  it('asks in a form what a person should know, beginning with what was said, and says what is missing', async () => {
    const { ts } = await slack.says('UERIN', { channel: dm, text: 'install vpn client' })
    const answer = await inThread(ts, 'portal')
    expect((await slack.presses('UERIN', answer, 'Talk to a person')).status).toBe(200)
    const form = JSON.stringify(slack.views.at(-1)?.blocks)
    expect(form).toContain('"initial_value":"install vpn client"')
    expect(buttonsOf(answer)).toContain('Talk to a person')
    const stored = await events()
    const blank = await slack.submits('UERIN', { subject: { subject: { value: ' ' } }, text: { text: { value: '' } } })
    expect(JSON.parse(blank.body)).toEqual({
      response_action: 'errors',
      errors: { subject: expect.stringContaining('Please'), text: expect.stringContaining('Please') },
    })
    const gone = await slack.submits('UERIN', {
      subject: { subject: { value: 'VPN on a tablet' } },
      text: { text: { value: 'It is a tablet' } },
      category: { category: { selected_option: { value: 'a category that was deleted' } } },
    })
    expect(JSON.parse(gone.body).errors.category).toContain('no longer')
    expect(await events()).toBe(stored)
    const filled = {
      subject: { subject: { value: 'VPN on a tablet' } },
      priority: { priority: { selected_option: { value: 'urgent' } } },
      text: { text: { value: 'It is a tablet' } },
    }
    expect((await slack.submits('UERIN', filled)).status).toBe(200)
    const ticket = await slack.shown(({ channel, text }) => channel === desk && text.includes('VPN on a tablet'))
    expect(JSON.stringify(ticket.blocks)).toContain('🔴')
    await inThread(ts, 'ticket')
    await slack.shown((message) => message.ts === answer.ts && buttonsOf(message).length === 0)
    const after = await events()
    await slack.submits('UERIN', filled)
    expect(await events()).toBe(after)
  })

  it('brings in a person without the form when Slack does not open it', async () => {
    const { ts } = await slack.says('UERIN', { channel: dm, text: 'install vpn client' })
    const answer = await inThread(ts, 'portal')
    slack.refuse('views.open', { error: 'expired_trigger_id' })
    await slack.presses('UERIN', answer, 'Talk to a person')
    await inThread(ts, 'ticket')
    expect(firstline.errors.splice(0).map(String)).toEqual([expect.stringContaining('expired_trigger_id')])
  })

  it('answers a mention in the thread of the channel once, though Slack tells of it twice', async () => {
    const mention = { channel: lobby, text: '<@UBOT> how do I set up the vpn' }
    const { ts } = await slack.says('UERIN', mention, { type: 'app_mention' })
    await inThread(ts, 'portal')
    const stored = await events()
    await slack.says('UERIN', { ...mention, ts })
    expect(await events()).toBe(stored)
  })

  it('says nothing in channels where it was not asked', async () => {
    const stored = await events()
    await slack.says('UERIN', { channel: lobby, text: 'how do I set up the vpn' })
    expect(await events()).toBe(stored)
  })

  it('has no second effect when Slack sends an event again', async () => {
    const { ts } = await slack.says('UERIN', { channel: dm, text: 'install vpn client' }, { eventId: 'EvAgain' })
    await inThread(ts, 'portal')
    const stored = await events()
    for (const _again of [1, 2, 3])
      await slack.says('UERIN', { channel: dm, text: 'install vpn client', ts }, { eventId: 'EvAgain' })
    expect(await events()).toBe(stored)
    expect(slack.messages.filter(({ thread_ts }) => thread_ts === ts)).toHaveLength(1)
  })

  it('never begins a conversation with itself, another bot, a workflow, or over an edit', async () => {
    const stored = await events()
    await slack.says('UBOT', { channel: dm, text: 'hello', bot_id: 'BBOT' })
    await slack.says('UOTHER', { channel: dm, text: 'hello', bot_id: 'BOTHER', subtype: 'bot_message' })
    await slack.says('UERIN', { channel: dm, text: 'hello', subtype: 'message_changed', hidden: true })
    expect(await events()).toBe(stored)
  })

  it('stores nothing that Slack has not signed now', async () => {
    const stored = await events()
    const now = Math.floor(Date.now() / 1_000)
    const body = {
      type: 'event_callback',
      team_id: team,
      event: { type: 'message', channel_type: 'im', channel: dm, user: 'UERIN', text: 'hi', ts: '9.1' },
    }
    expect((await slack.send(body, { secret: 'another secret' })).status).toBe(401)
    expect((await slack.send(body, { at: now - 600 })).status).toBe(401)
    expect((await slack.send(body, { at: now + 600 })).status).toBe(401)
    const unsigned = await firstline.app.inject({ method: 'POST', url: '/slack/events', payload: body })
    expect(unsigned.statusCode).toBe(401)
    expect(await events()).toBe(stored)
  })

  it('answers the challenge with which Slack checks the address', async () => {
    const { status, body } = await slack.send({ type: 'url_verification', challenge: 'abc' })
    expect([status, JSON.parse(body)]).toEqual([200, { challenge: 'abc' }])
  })

  it('asks for the event again when it could not learn who wrote, and deals with it then', async () => {
    slack.addUser('UNEW', { name: 'Nell', email: 'nell@example.org' })
    slack.refuse('users.info', { status: 503 })
    const { ts, status } = await slack.says('UNEW', { channel: 'D2', text: 'install vpn client' })
    expect(status).toBe(500)
    expect((await slack.says('UNEW', { channel: 'D2', text: 'install vpn client', ts })).status).toBe(200)
    await inThread(ts, 'portal')
  })

  it('waits as long as Slack asks, without losing the answer', async () => {
    slack.refuse('chat.postMessage', { status: 429, retryAfter: 1 })
    const { ts } = await slack.says('UERIN', { channel: dm, text: 'install vpn client' })
    await inThread(ts, 'portal')
  })

  it('keeps for an admin what Slack will never take', async () => {
    slack.refuse('chat.postMessage', { error: 'channel_not_found', channel: 'D9' })
    const { ts } = await slack.says('UERIN', { channel: 'D9', text: 'install vpn client' })
    await slack.says('UERIN', { channel: dm, text: 'install vpn client' })
    for (;;) {
      const { dead } = await firstline.helpdesk.transact((tx) => queueDepth(tx, 'outbox'))
      if (dead === 1) break
      await slack.says('UERIN', { channel: lobby, text: 'nothing for the bot' })
    }
    expect(slack.messages.filter(({ thread_ts }) => thread_ts === ts)).toEqual([])
  })
})
