import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startHelpdesk } from '../../../server/helpdesk.ts'
import { type Asking, startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'
import { startWebhookReceiver } from '../../webhook-receiver.ts'

const day = 86_400_000

describe('rules', () => {
  let firstline: TestHelpdesk
  let lead: Asking
  let agent: Asking
  let clock: Date
  beforeEach(async () => {
    clock = new Date('2030-03-04T10:00:00Z')
    firstline = await startTestHelpdesk({ webhookAllow: ['127.0.0.1'], now: () => clock })
    lead = await firstline.as('lead')
    agent = await firstline.as('agent')
  })
  afterEach(() => firstline.stop())

  const rule = async (name: string, text: string) => {
    const { status, body } = await lead('POST', 'rules', { name, text })
    expect(status, JSON.stringify(body)).toBe(201)
    return body
  }
  const open = async (subject: string, text = 'Please help.') =>
    (await agent('POST', 'tickets', { requester: { email: 'femi@example.org', name: 'Femi' }, subject, text })).body
      .number as number
  const ticket = async (number: number) => (await agent('GET', `tickets/${number}`)).body
  const timeline = async (number: number) => (await agent('GET', `tickets/${number}/timeline?limit=100`)).body.items
  const kinds = async (number: number) => (await timeline(number)).map((entry: { kind: string }) => entry.kind)
  /** Resolves when no rule has anything to do any more. */
  const settled = async () => {
    for (;;) {
      const waiting = await firstline.database.query(`select 1 from automation_event where state = 'waiting'`)
      if (waiting.length === 0) return
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  /** Moves the clock and lets the timers that are due by then fire. */
  const pass = async (milliseconds: number) => {
    clock = new Date(clock.getTime() + milliseconds)
    const due = `kind = 'run_rule' and state = 'waiting' and available_at <= $1`
    await firstline.database.query(`update timer set available_at = now() where ${due}`, [clock])
    await firstline.database.query(`select pg_notify('firstline_work', 'timer')`)
    while ((await firstline.database.query(`select 1 from timer where ${due}`, [clock])).length > 0)
      await new Promise((resolve) => setTimeout(resolve, 20))
    await settled()
  }

  it('do what they say when a ticket fits, and the timeline says who and why', async () => {
    await lead('POST', 'teams', { name: 'Network', level: 'second' })
    await rule(
      'VPN to Network',
      'when ticket created if subject contains "vpn" then assign team "Network", note "Hello {{requester}}."',
    )
    const [vpn, printer] = [await open('My VPN drops'), await open('Printer')]
    await settled()
    expect((await ticket(vpn)).team.name).toBe('Network')
    expect((await ticket(printer)).team.name).toBe('Service Desk')
    const entries = await timeline(vpn)
    const ran = entries.find((entry: { kind: string }) => entry.kind === 'rule_ran')
    expect(ran).toMatchObject({
      actor: { kind: 'system', name: 'Rule “VPN to Network”' },
      summary: 'The rule “VPN to Network” matched.',
      data: { name: 'VPN to Network', version: 1, why: ['subject contains "vpn" (vpn)'] },
    })
    expect(entries.find((entry: { kind: string }) => entry.kind === 'moved')).toMatchObject({
      actor: { kind: 'system', name: 'Rule “VPN to Network”' },
      data: { team: 'Network', reason: 'VPN to Network' },
    })
    expect(entries.find((entry: { kind: string }) => entry.kind === 'note').text).toBe('Hello Femi.')
    expect(await kinds(printer)).not.toContain('rule_ran')
    const { id } = (await lead('GET', 'rules')).body.items[0]
    expect((await lead('GET', `rules/${id}/runs`)).body).toMatchObject({
      items: [{ ticket: vpn, outcome: 'rule_ran', summary: 'The rule “VPN to Network” matched.' }],
      next: null,
    })
    expect(firstline.errors).toEqual([])
  })

  it('run in their order, each on the ticket as the one before left it', async () => {
    const first = await rule('First', 'when note written if actor is agent and state is new then set state open')
    const second = await rule(
      'Second',
      'when note written if actor is agent and state is open then note "It was opened."',
    )
    const number = await open('Printer')
    await agent('POST', `tickets/${number}/replies`, { text: 'hm', internal: true })
    await settled()
    expect((await kinds(number)).filter((kind: string) => kind === 'note')).toHaveLength(2)
    expect(
      (await lead('PUT', 'rules/order', { rules: [second.id, first.id] })).body.items.map(
        (each: { name: string }) => each.name,
      ),
    ).toEqual(['Second', 'First'])
    const other = await open('Printer')
    await agent('POST', `tickets/${other}/replies`, { text: 'hm', internal: true })
    await settled()
    expect((await kinds(other)).filter((kind: string) => kind === 'note')).toHaveLength(1)
    expect((await lead('PUT', 'rules/order', { rules: [second.id] })).body.code).toBe('rule_not_found')
  })

  it('write to the requester in the bot’s name, which is no first response of a person', async () => {
    await rule('Greet', 'when ticket created then reply "Ticket {{number}}: {{team}} has it."')
    const number = await open('Printer')
    await settled()
    expect((await ticket(number)).sla.firstRespondedAt).toBeNull()
    expect((await ticket(number)).state).toBe('new')
    const { conversation } = await ticket(number)
    const { messages } = (await agent('GET', `conversations/${conversation}`)).body
    expect(messages.at(-1)).toMatchObject({ from: 'bot', text: `Ticket ${number}: Service Desk has it.` })
  })

  it('never answer their own effects, and a chain of them ends, with an entry that says so', async () => {
    await rule('Echo', 'when note written then note "echo"')
    const number = await open('Printer')
    await agent('POST', `tickets/${number}/replies`, { text: 'one', internal: true })
    await settled()
    expect((await kinds(number)).filter((kind: string) => kind === 'note')).toHaveLength(2)
    const [stopped] = (await timeline(number)).filter((entry: { kind: string }) => entry.kind === 'rule_stopped')
    expect(stopped).toMatchObject({ data: { because: 'own_effect', chain: ['Echo'] } })
    expect(stopped.summary).toContain('its own effects (Echo)')
  })

  it('that undo each other are warned of when they are stored, and stop after a turn or two', async () => {
    const ping = await rule('Ping', 'when state changes if state is pending then set state open')
    expect(ping.warnings).toEqual([])
    const pong = await rule('Pong', 'when state changes if state is open then set state pending')
    expect(pong.warnings).toMatchObject([{ rule: { id: ping.id, name: 'Ping' } }])
    expect(pong.warnings[0].text).toContain('“Ping” set each other going')
    const german = await lead('GET', `rules/${pong.id}`, undefined, { 'accept-language': 'de' })
    expect(german.body.warnings[0].text).toContain('lösen einander aus')
    const number = await open('Printer')
    await agent('POST', `tickets/${number}/state`, { state: 'pending' })
    await settled()
    expect((await kinds(number)).filter((kind: string) => kind === 'rule_ran').length).toBeLessThanOrEqual(4)
    expect(await kinds(number)).toContain('rule_stopped')
  })

  it('that set each other going in a long row end after five', async () => {
    const names = ['A', 'B', 'C', 'D', 'E', 'F', 'G']
    for (const name of names) await lead('POST', 'categories', { name })
    // The last one first: in this order no two of them match one and the same event.
    for (let place = names.length - 2; place >= 0; place--)
      await rule(
        `${names[place]} on`,
        `when category changes if category is "${names[place]}" then set category "${names[place + 1]}"`,
      )
    await rule('Start', 'when note written then set category "A"')
    const number = await open('Printer')
    await agent('POST', `tickets/${number}/replies`, { text: 'go', internal: true })
    await settled()
    expect((await ticket(number)).category).toBe('E')
    const [stopped] = (await timeline(number)).filter((entry: { kind: string }) => entry.kind === 'rule_stopped')
    expect(stopped).toMatchObject({
      data: { name: 'E on', because: 'chain', chain: ['Start', 'A on', 'B on', 'C on', 'D on'] },
    })
    expect(stopped.summary).toContain('(Start → A on → B on → C on → D on)')
  })

  it('run no more than ten times an hour for one ticket', async () => {
    await rule('Chatter', 'when note written if actor is agent then note "I saw it."')
    const number = await open('Printer')
    for (let written = 0; written < 12; written++)
      await agent('POST', `tickets/${number}/replies`, { text: 'again', internal: true })
    await settled()
    expect((await kinds(number)).filter((kind: string) => kind === 'rule_ran')).toHaveLength(10)
    const stops = (await timeline(number)).filter((entry: { kind: string }) => entry.kind === 'rule_stopped')
    expect(stops.filter((entry: { data: { because: string } }) => entry.data.because === 'too_often')).toHaveLength(2)
  })

  it('of which one part is refused do the others, and say what was refused', async () => {
    await rule('Close', 'when state changes if state is solved then set state pending, note "Done."')
    const number = await open('Printer')
    await agent('POST', `tickets/${number}/state`, { state: 'solved' })
    await settled()
    const entries = await timeline(number)
    const failed = entries.find((entry: { kind: string }) => entry.kind === 'rule_failed')
    expect(failed).toMatchObject({ data: { action: 'set state pending', code: 'ticket_state_impossible' } })
    expect(failed.summary).toContain('could not set state pending: A ticket that is solved cannot become pending')
    expect(entries.at(-1)).toMatchObject({ kind: 'note', text: 'Done.' })
  })

  it('go by the clock: remind once when it has waited for long, close later, and begin anew after an answer', async () => {
    const remind =
      'every hour if state is pending and 5 business days since last state change then reply "Is it still needed, {{requester}}?"'
    const { id } = await rule('Remind', remind)
    await rule(
      'Give up',
      'every hour if state is pending and 10 business days since last state change then set state solved',
    )
    const number = await open('Printer')
    await agent('POST', `tickets/${number}/state`, { state: 'pending' })
    const replies = async () => (await kinds(number)).filter((kind: string) => kind === 'reply').length
    await pass(4 * day)
    expect(await replies()).toBe(0)
    await pass(3 * day + 3_600_000)
    expect(await replies()).toBe(1)
    await pass(3_600_000)
    await lead('PUT', `rules/${id}`, {
      name: 'Remind kindly',
      text: remind.replace('{{requester}}', 'dear {{requester}}'),
    })
    await pass(day)
    expect(await replies()).toBe(1)
    await agent('POST', `tickets/${number}/state`, { state: 'open' })
    await pass(3_600_000)
    await agent('POST', `tickets/${number}/state`, { state: 'pending' })
    await pass(8 * day)
    expect(await replies()).toBe(2)
    expect((await ticket(number)).state).toBe('pending')
    await pass(7 * day)
    expect((await ticket(number)).state).toBe('solved')
    expect(firstline.errors).toEqual([])
  }, 120_000)

  it('set priority and category, and call the leads of the team', async () => {
    await firstline.addPerson({ name: 'Lea Lead', role: 'lead', teams: [firstline.teams.second] })
    await firstline.addPerson({ name: 'Someone Else', role: 'lead', teams: [firstline.teams.third] })
    await lead('POST', 'categories', { name: 'Network' })
    await rule('Sort', 'when ticket created then set category "network", set priority urgent, set priority urgent')
    await rule('Call', 'when priority changes if priority is urgent then alert leads "#{{number}} about {{category}}."')
    const number = await open('Printer')
    await settled()
    expect(await ticket(number)).toMatchObject({ category: 'Network', priority: 'urgent' })
    const entries = await timeline(number)
    const of = (kind: string) => entries.filter((entry: { kind: string }) => entry.kind === kind)
    expect(of('priority_changed')).toMatchObject([{ data: { from: 'normal', to: 'urgent' } }])
    expect(of('category_changed')).toMatchObject([{ data: { from: null, to: 'Network' } }])
    expect(of('leads_alerted')).toMatchObject([
      { text: `#${number} about Network.`, summary: 'Rule “Call” called the leads: Lea Lead.' },
    ])
  })

  it('call a webhook by its name', async () => {
    const receiver = await startWebhookReceiver()
    const admin = await firstline.as('admin')
    const { body } = await admin('POST', 'webhooks', { name: 'ITSM', url: receiver.url, events: ['ticket.rated'] })
    receiver.secret = body.secret
    await rule('Tell', 'when ticket created then call webhook "ITSM"')
    const number = await open('Printer')
    await receiver.has(1)
    expect(receiver.received[0]).toMatchObject({
      body: { type: 'rule.called', data: { rule: { name: 'Tell' }, ticket: { number, subject: 'Printer' } } },
    })
    await settled()
    await firstline.stop()
    await receiver.stop()
    firstline = await startTestHelpdesk()
  })

  it('are run once, whichever process comes first and whichever is stopped', async () => {
    await rule('Once', 'when ticket created then note "Seen."')
    const { database, connection } = firstline
    const other = await startHelpdesk({
      database,
      connection,
      publicUrl: () => '',
      onError: () => {},
      now: () => clock,
    })
    await open('The first of this requester')
    const numbers = await Promise.all(Array.from({ length: 20 }, (_, place) => open(`Printer ${place}`)))
    await other.stop()
    await settled()
    for (const number of numbers)
      expect((await kinds(number)).filter((kind: string) => kind === 'note')).toHaveLength(1)
  })

  it('say where a text is wrong and what could stand there, and which name nobody has', async () => {
    const write = async (text: string, language = 'en') =>
      (await lead('POST', 'rules', { name: 'X', text }, { 'accept-language': language })).body
    expect(await write('when ticket created if priority is hgih then note "x"')).toMatchObject({
      status: 422,
      code: 'rule_text_wrong',
      detail: 'Line 1, column 36: found “hgih”; expected "any", "at", "high", "low", "normal", "not", "urgent".',
    })
    expect((await write('when ticket created then', 'de')).detail).toMatch(
      /^Zeile 1, Spalte 25: gefunden das Ende; erwartet "alert", "assign"/,
    )
    expect((await write('when ticket created then assign team "Netwrok"')).detail).toContain(
      'There is no team “Netwrok”',
    )
    expect((await write('when ticket created then assign agent "Nobody"', 'de')).detail).toContain(
      'Einen Agenten „Nobody“',
    )
    expect((await write('at cron "x y z" then note "x"')).code).toBe('rule_schedule_impossible')
    expect((await write('when ticket created then note "{{surname}}"')).code).toBe('rule_placeholder_unknown')
    expect((await lead('GET', 'rules')).body.items).toEqual([])
    expect((await agent('GET', 'rules')).status).toBe(403)
  })

  it('are checked without being stored, and say how they read and when they run', async () => {
    const { body } = await lead('POST', 'rules/check', {
      text: 'every  day at 09:00 in “Europe/Berlin” then put back into queue',
    })
    expect(body).toEqual({
      line: 'every day at 09:00 in "Europe/Berlin" then put back into queue',
      reading: 'Every day at 09:00 (Europe/Berlin): put it back into the queue.',
      nextRunAt: '2030-03-05T08:00:00.000Z',
      warnings: [],
    })
    expect((await lead('GET', 'rules')).body.items).toEqual([])
  })

  it('keep what they were, with who and when; the loser of two changes at once is told', async () => {
    const { id } = await rule('Note', 'when ticket created then note "one"')
    const change = { name: 'Note', text: 'when ticket created then note "two"', enabled: false, version: 1 }
    const answers = await Promise.all([lead('PUT', `rules/${id}`, change), lead('PUT', `rules/${id}`, change)])
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const { body } = await lead('GET', `rules/${id}/versions`)
    expect(body.items).toMatchObject([
      { version: 2, text: change.text, enabled: false, changedBy: 'test lead' },
      { version: 1, enabled: true },
    ])
    const number = await open('Printer')
    await settled()
    expect(await kinds(number)).not.toContain('rule_ran')
    expect((await lead('DELETE', `rules/${id}`)).status).toBe(204)
    expect((await lead('GET', `rules/${id}`)).status).toBe(404)
    expect((await lead('POST', 'rules', { name: 'note', text: change.text })).status).toBe(201)
    expect((await lead('POST', 'rules', { name: 'NOTE', text: change.text })).body.code).toBe('rule_name_taken')
  })

  it('point at names that are gone', async () => {
    const { body: team } = await lead('POST', 'teams', { name: 'Network', level: 'second' })
    const { id } = await rule('Move', 'when ticket created then assign team "Network"')
    await lead('PUT', `teams/${team.id}`, { name: 'Networks', level: 'second' })
    expect((await lead('GET', `rules/${id}`)).body.warnings).toEqual([
      { rule: null, text: 'There is no team “Network”. Check how it is spelt.' },
    ])
  })
})

describe('a dry run', () => {
  let firstline: TestHelpdesk
  let lead: Asking
  let agent: Asking
  let clock: Date
  beforeEach(async () => {
    clock = new Date('2030-03-04T10:00:00Z')
    firstline = await startTestHelpdesk({ now: () => clock })
    lead = await firstline.as('lead')
    agent = await firstline.as('agent')
  })
  afterEach(() => firstline.stop())

  const open = async (subject: string) =>
    (await agent('POST', 'tickets', { requester: { email: 'femi@example.org' }, subject, text: 'Help.' })).body.number
  const run = async (text: string) => {
    const items = []
    let cursor: string | null = null
    do {
      const { status, body } = await lead('POST', 'rules/dry-run', { text, ...(cursor ? { cursor } : {}) })
      expect(status, JSON.stringify(body)).toBe(200)
      items.push(...body.items)
      cursor = body.next
    } while (cursor)
    return items
  }

  it('lists what would have matched in the last thirty days, by what each ticket was at the time, and does nothing', async () => {
    await open('Too long ago')
    clock = new Date(clock.getTime() + 31 * day)
    const number = await open('My VPN drops')
    await open('Printer')
    await agent('POST', `tickets/${number}/state`, { state: 'pending' })
    await agent('POST', `tickets/${number}/state`, { state: 'open' })
    await agent('POST', `tickets/${number}/escalate`, { reason: 'x' })
    await agent('POST', `tickets/${number}/state`, { state: 'solved' })
    const before = await firstline.database.query('select count(*) from timeline_entry')
    expect(await run('when ticket created then note "x"')).toMatchObject([{ subject: 'Printer' }, { ticket: number }])
    expect(
      await run('when ticket created if subject contains "vpn" and state is new and level is second then note "x"'),
    ).toMatchObject([
      { ticket: number, why: [{ condition: 'subject contains "vpn"' }, { found: 'new' }, { found: 'second' }] },
    ])
    const solved = 'when state changes if state is solved and team is "Experts" then note "x"'
    expect(await run(solved)).toMatchObject([{ ticket: number, at: clock.toISOString() }])
    expect(await run('when state changes if state is pending and level is second then note "x"')).toHaveLength(1)
    expect(await run('when state changes if state is pending and level is third then note "x"')).toEqual([])
    expect(await firstline.database.query('select count(*) from timeline_entry')).toEqual(before)
  })

  it('knows the priority and category a ticket had', async () => {
    const number = await open('Printer')
    await lead('POST', 'rules', { name: 'Raise', text: 'when note written then set priority urgent' })
    await agent('POST', `tickets/${number}/replies`, { text: 'x', internal: true })
    while ((await agent('GET', `tickets/${number}`)).body.priority !== 'urgent')
      await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await run('when ticket created if priority is normal then note "x"')).toHaveLength(1)
    expect(await run('when ticket created if priority is urgent then note "x"')).toEqual([])
    expect(await run('when priority changes if priority is urgent then note "x"')).toHaveLength(1)
  })

  it('refuses a cursor that is not ours', async () => {
    const body = { text: 'when note written then note "x"', cursor: 'nonsense' }
    expect((await lead('POST', 'rules/dry-run', body)).body.code).toBe('invalid_cursor')
  })

  it('of a scheduled rule lists when it would have begun to match', async () => {
    const number = await open('Printer')
    await agent('POST', `tickets/${number}/state`, { state: 'pending' })
    clock = new Date(clock.getTime() + 8 * day)
    await agent('POST', `tickets/${number}/state`, { state: 'open' })
    clock = new Date(clock.getTime() + day)
    const text = 'every hour if state is pending and 5 days since last state change then note "x"'
    expect(await run(text)).toMatchObject([{ ticket: number, at: '2030-03-09T10:00:00.000Z' }])
  })

  it('walks thousands of events page by page', async () => {
    const number = await open('Printer')
    await firstline.database.query(
      `insert into timeline_entry (ticket_number, kind, actor_kind, actor_name, text, data, at)
       select $1, 'note', 'agent', 'Alex', 'n' || n, '{}', $2 from generate_series(1, 1000) n`,
      [number, clock],
    )
    clock = new Date(clock.getTime() + 1_000)
    expect(await run('when note written then note "x"')).toHaveLength(1_000)
  })
})
