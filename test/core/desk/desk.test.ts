import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Channel, DeskMessage, DeskWork, InboundEvent, OutboundMessage, Sender } from '../../../core/ports.ts'
import { startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'

const place = { channel: 'chat', workspace: 'w', place: 'help-desk' }
const sender = (externalId: string, email: string): Sender => ({
  externalId,
  name: externalId,
  email,
  emailVerified: true,
  language: 'en',
})

describe('a desk', () => {
  let firstline: TestHelpdesk
  const announced: DeskMessage[] = []
  const told: OutboundMessage[] = []
  const awaited = new Set<() => void>()
  let ids = 0
  const erin = sender('Erin', 'erin@example.org')
  const agents: Sender[] = []
  let ticket = 0

  /** Resolves once something the channel was given is so. */
  const until = (isSo: () => boolean) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!isSo()) return
        awaited.delete(look)
        resolve()
      }
      awaited.add(look)
      look()
    })
  const happened = () => {
    for (const look of [...awaited]) look()
  }
  const channel: Channel = {
    name: 'chat',
    start: async () => {},
    stop: async () => {},
    deliver: async (message) => {
      told.push(message)
      happened()
      return { externalMessageId: `m${told.length}` }
    },
    announce: async (message) => {
      announced.push(message)
      happened()
      if (message.kind === 'card') return { externalMessageId: message.thread ?? `card-${message.card.number}` }
      return { externalMessageId: `l${announced.length}` }
    },
  }
  const says = (what: { text: string } | { action: 'person' | 'rate'; value: string | null }) =>
    firstline.helpdesk.host.handle({
      channel: 'chat',
      workspace: 'w',
      externalId: `e${++ids}`,
      conversationKey: 'erin',
      address: null,
      sender: erin,
      at: new Date().toISOString(),
      ...('text' in what ? { kind: 'message', ...what } : { kind: 'action', ...what }),
    } as InboundEvent)
  const work = (agent: Sender | undefined, what: DeskWork, externalId = `c${++ids}`) =>
    firstline.helpdesk.host.desk.work({ ...place, externalId, sender: agent as Sender, ticket, work: what })
  const cards = () => announced.flatMap((each) => (each.kind === 'card' ? [each] : []))
  const lines = () => announced.flatMap((each) => (each.kind === 'line' ? [each] : []))

  beforeAll(async () => {
    firstline = await startTestHelpdesk()
    firstline.helpdesk.channels.set('chat', channel)
    for (const [name, role] of [
      ['Alex', 'lead'],
      ['Billie', 'agent'],
    ] as const) {
      const id = await firstline.addPerson({ name, role, teams: [firstline.teams.second], presence: 'away' })
      const [row] = await firstline.helpdesk.transact((tx) => tx.query('select email from person where id = $1', [id]))
      agents.push(sender(name, row.email))
    }
  })
  afterAll(async () => {
    expect(firstline.errors).toEqual([])
    await firstline.stop()
  })

  it('is bound by a lead, not by an agent, and only to a team there is', async () => {
    const { desk } = firstline.helpdesk.host
    const [team] = await firstline.helpdesk.transact((tx) =>
      tx.query('select name from team where id = $1', [firstline.teams.second]),
    )
    const binding = { ...place, address: 'there', name: 'help-desk', language: 'en' as const }
    const [alex, billie] = agents as [Sender, Sender]
    expect((await desk.bind({ ...binding, team: team.name }, billie)).done).toBe(false)
    const unknown = await desk.bind({ ...binding, team: 'No such team' }, alex)
    expect(unknown.text).toContain(team.name)
    expect(await desk.isDesk(place)).toBe(false)
    expect((await desk.bind({ ...binding, team: team.name }, alex)).done).toBe(true)
    expect(await desk.isDesk(place)).toBe(true)
  })

  it('is shown the card of a new ticket', async () => {
    await says({ text: 'the coffee machine is broken' })
    await says({ action: 'person', value: null })
    await until(() => cards().length > 0)
    const [first] = cards()
    ticket = first?.card.number ?? 0
    expect(first).toMatchObject({ place: 'help-desk', address: 'there', thread: null, card: { assignee: null } })
    expect(first?.card.question).toBe('the coffee machine is broken')
  })

  it('gives a ticket to one of two who take it at once, and tells the other who has it', async () => {
    const outcomes = await Promise.all(agents.map((agent) => work(agent, { do: 'take' })))
    const winner = outcomes.findIndex(({ done }) => done)
    expect(outcomes.filter(({ done }) => done)).toHaveLength(1)
    expect(outcomes[1 - winner]?.text).toContain(agents[winner]?.name)
    await until(() => cards().some(({ card, thread }) => card.assignee === agents[winner]?.name && thread !== null))
    expect(await firstline.helpdesk.host.desk.ticketAt(place, `card-${ticket}`)).toBe(ticket)
  })

  it('is refused to those who are no agents', async () => {
    expect(await work(erin, { do: 'solve' })).toMatchObject({ done: false })
  })

  it('keeps a note among agents and does not echo it', async () => {
    const before = told.length
    await work(agents[0], { do: 'note', text: 'He has a spare one' })
    await work(agents[0], { do: 'reply', text: 'I am on my way' })
    await until(() => lines().some(({ text }) => text === 'I am on my way'))
    await until(() => told.length > before)
    expect(lines().map(({ text }) => text)).not.toContain('He has a spare one')
    expect(told.slice(before).map(({ text }) => text)).toEqual(['I am on my way'])
    const transcript = await firstline.helpdesk.host.desk.transcript(ticket)
    expect(transcript?.messages.map(({ text }) => text)).not.toContain('He has a spare one')
    const agent = await firstline.as('agent')
    const timeline = (await agent('GET', `tickets/${ticket}/timeline`)).body
    expect(JSON.stringify(timeline)).toContain('He has a spare one')
  })

  it('does a command once, however often it comes', async () => {
    const before = told.length
    await work(agents[0], { do: 'reply', text: 'Only once' }, 'same')
    await work(agents[0], { do: 'reply', text: 'Only once' }, 'same')
    await work(agents[0], { do: 'reply', text: 'And this' })
    await until(() => told.at(-1)?.text === 'And this')
    expect(told.slice(before).map(({ text }) => text)).toEqual(['Only once', 'And this'])
  })

  it('shows what the requester writes below the card', async () => {
    await says({ text: 'thank you, the door is open' })
    await until(() => lines().some(({ text }) => text === 'thank you, the door is open'))
    expect(lines().find(({ text }) => text === 'thank you, the door is open')).toMatchObject({
      thread: `card-${ticket}`,
      from: 'requester',
      isNote: false,
    })
  })

  it('asks for stars when it solves, and keeps them', async () => {
    await work(agents[0], { do: 'solve' })
    await until(() => told.at(-1)?.actions.some(({ action }) => action === 'rate') ?? false)
    expect(told.at(-1)?.actions.map(({ value }) => value)).toEqual(['5', '4', '3', '2', '1'])
    await says({ action: 'rate', value: '4' })
    await until(
      () =>
        cards()
          .at(-1)
          ?.card.fields.some(({ value }) => value === '4 ★') ?? false,
    )
    expect(cards().at(-1)?.card.state.name).toBe('solved')
    const [row] = await firstline.helpdesk.transact((tx) =>
      tx.query('select satisfaction from ticket where number = $1', [ticket]),
    )
    expect(row.satisfaction).toBe(4)
  })

  it('lists the ticket to the one who asked', async () => {
    const [listed] = await firstline.helpdesk.host.ticketsOf(place, 'Erin')
    expect(listed).toMatchObject({ number: ticket, isOpen: false, state: 'solved' })
  })
})
