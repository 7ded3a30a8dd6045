import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { catalogue } from '../../../core/messages/catalogue.ts'
import { chooseAgent } from '../../../core/routing/choose-agent.ts'
import { type Asking, startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'

describe('routing', () => {
  let firstline: TestHelpdesk
  let admin: Asking
  let alex: string
  let bea: string
  let now = new Date('2026-11-24T10:00:00Z')

  beforeAll(async () => {
    firstline = await startTestHelpdesk({ now: () => now })
    const teams = [firstline.teams.second]
    alex = await firstline.addPerson({ name: 'Alex', teams, capacity: 3 })
    bea = await firstline.addPerson({ name: 'Bea', teams, capacity: 3 })
    admin = await firstline.as('admin', await firstline.addPerson({ name: 'Ada', role: 'admin' }))
    const category = { name: 'Network', team: firstline.teams.second, skills: [vpn] }
    expect(await admin('POST', 'categories', category)).toMatchObject({ status: 201, body: { skills: [vpn] } })
  })
  afterAll(async () => {
    expect(firstline.errors).toEqual([])
    await firstline.stop()
  })

  const vpn = { name: 'VPN', grade: 2, isRequired: true }
  const open = async (ticket: object = {}) => {
    now = new Date(now.getTime() + 1_000)
    const opened = await admin('POST', 'tickets', {
      requester: { email: 'erin@example.org', name: 'Erin' },
      subject: 'Something',
      text: 'Something',
      source: 'phone',
      ...ticket,
    })
    expect(opened.status).toBe(201)
    return opened.body
  }
  const solve = (number: number) => admin('POST', `tickets/${number}/state`, { state: 'solved' })

  it('keeps a ticket waiting that nobody is skilled for, and gives it away when somebody is', async () => {
    const ticket = await open({ category: 'Network' })
    expect(ticket.assignee).toBeNull()
    expect(ticket.routing.considered).toMatchObject([{ reason: 'lacks VPN 2' }, { reason: 'lacks VPN 2' }])
    const behind = await open()
    expect(behind.assignee).not.toBeNull()

    const skills = [{ name: 'vpn', grade: 3 }]
    expect(await admin('PATCH', `people/${bea}`, { skills })).toMatchObject({ status: 200, body: { skills } })
    expect((await admin('GET', `tickets/${ticket.number}`)).body.assignee).toMatchObject({ id: bea })
    const decisions = (await admin('GET', `tickets/${ticket.number}/routing`)).body.items
    expect(decisions.map((each: { agent: string | null }) => each.agent)).toEqual([null, bea])
    expect(decisions[1].inputs.candidates[1]).toMatchObject({ name: 'Bea', skills })
    for (const each of [ticket, behind]) await solve(each.number)
  })

  it('gives nothing to somebody until they are back', async () => {
    const back = new Date(now.getTime() + 60_000).toISOString()
    const agent = await firstline.as('agent', alex)
    expect((await agent('PATCH', 'people/me', { awayUntil: back })).body.awayUntil).toBe(back)
    const tickets = [await open(), await open()]
    expect(tickets.map((each) => each.assignee.id)).toEqual([bea, bea])
    expect((await agent('PATCH', 'people/me', { awayUntil: null })).body.awayUntil).toBeNull()
    for (const each of tickets) await solve(each.number)
  })

  it('refuses working hours that never open, skills from oneself, and grades there are not', async () => {
    const agent = await firstline.as('agent', alex)
    const workingHours = { timeZone: 'Mars/Olympus', days: [1], opens: '09:00', closes: '17:00' }
    expect((await agent('PATCH', 'people/me', { workingHours })).body.detail).toContain('is no time zone')
    expect((await agent('PATCH', 'people/me', { skills: [] })).status).toBe(403)
    expect((await admin('PATCH', `people/${alex}`, { skills: [{ name: 'VPN', grade: 4 }] })).status).toBe(400)
  })

  it('leaves the skills of a category alone when a change does not name them', async () => {
    const [{ id }] = (await admin('GET', 'categories')).body.items
    const changed = await admin('PUT', `categories/${id}`, { name: 'Networks', team: firstline.teams.second })
    expect(changed.body).toMatchObject({ name: 'Networks', skills: [vpn] })
  })

  it('makes every choice of a run again from what was kept', async () => {
    const numbers: number[] = []
    for (let index = 0; index < 40; index++) {
      const priority = ['low', 'normal', 'high', 'urgent'][index % 4]
      const requester = { email: `person${index % 5}@example.com`, name: 'Somebody' }
      numbers.push((await open({ priority, requester, ...(index % 3 === 0 ? { category: 'Networks' } : {}) })).number)
      if (index % 5 > 1) await solve(numbers.splice(index % numbers.length, 1)[0] as number)
      if (index % 7 === 0) await admin('PATCH', `people/${alex}`, { presence: index % 2 ? 'away' : 'available' })
    }
    const kept: { agent: string | null; inputs: Parameters<typeof chooseAgent>[0] }[] = await firstline.database.query(
      'select agent_id as agent, inputs from routing_decision order by id',
    )
    expect(kept.length).toBeGreaterThanOrEqual(40)
    expect(new Set(kept.map(({ agent }) => agent))).toEqual(new Set([null, alex, bea]))
    const again = kept.map(({ inputs }) => chooseAgent(inputs, catalogue('en')).agent?.id ?? null)
    expect(again).toEqual(kept.map(({ agent }) => agent))
    const [{ count }] = await firstline.database.query(
      `select count(*)::int from timeline_entry where kind in ('assigned', 'queued') and actor_kind = 'system'`,
    )
    expect(count).toBe(kept.length)
  })
})
