import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rebuild } from '../../../core/tickets/rebuild.ts'
import { readPast, readPresent } from '../../../core/tickets/store.ts'
import { type Asking, startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'

describe('what a ticket has beside state, team and agent', () => {
  let firstline: TestHelpdesk
  let agent: Asking
  let bea: Asking
  let channel: Asking
  let beaId: string
  beforeAll(async () => {
    firstline = await startTestHelpdesk()
    const alexId = await firstline.addPerson({ name: 'Alex Brandt', teams: [firstline.teams.second] })
    beaId = await firstline.addPerson({ name: 'Bea Costa', presence: 'away' })
    agent = await firstline.as('agent', alexId)
    bea = await firstline.as('agent', beaId)
    channel = await firstline.as('channel')
  })
  afterAll(async () => {
    // Whatever was done here, the histories tell it all.
    await firstline.helpdesk.transact(async (tx) => {
      for (const { number } of await tx.query('select number::int from ticket'))
        expect(rebuild(await readPast(tx, number))).toEqual(await readPresent(tx, number))
    })
    expect(firstline.errors).toEqual([])
    await firstline.stop()
  })

  const open = async (text: string, more: object = {}, email = 'erin@example.org') =>
    (await agent('POST', 'tickets', { requester: { email }, subject: text, text, ...more })).body

  it('tags, priority and words find it', async () => {
    const { number } = await open('The plotter is out of magenta')
    await agent('POST', `tickets/${number}/tags`, { add: ['Plotter ', 'ink'], remove: ['none'] })
    const graded = await agent('POST', `tickets/${number}/priority`, { impact: 'high', urgency: 'high' })
    expect(graded.body).toMatchObject({ priority: 'urgent', impact: 'high', tags: ['ink', 'plotter'] })
    const numbers = async (query: string) =>
      (await agent('GET', `tickets?${query}`)).body.items.map((each: { number: number }) => each.number)
    expect(await numbers('tag=ink,plotter')).toEqual([number])
    expect(await numbers('q=magen%20plotter')).toEqual([number])
    expect(await numbers('q=erin%20ink')).toEqual([number])
    expect(await numbers('tag=toner')).toEqual([])
    expect((await agent('POST', `tickets/${number}/tags`, { add: ['<b>'] })).body.code).toBe('tag_wrong')
  })

  it('who changes what somebody else changed first is shown the present', async () => {
    const { number, version } = await open('Two at once')
    await agent('POST', `tickets/${number}/tags`, { add: ['first'], version })
    const lost = await bea('POST', `tickets/${number}/priority`, { priority: 'low', version })
    expect(lost).toMatchObject({ status: 409, body: { code: 'ticket_changed', present: { number, tags: ['first'] } } })
  })

  it('fields are checked, and required ones are filled in before it is solved', async () => {
    const lead = await firstline.as('lead')
    const category = (await lead('POST', 'categories', { name: 'Hardware' })).body
    await lead('POST', 'ticket-fields', {
      category: category.id,
      key: 'asset',
      label: 'Asset',
      type: 'number',
      isRequired: true,
    })
    const refused = await agent('POST', 'tickets', {
      requester: { email: 'erin@example.org' },
      subject: 'Broken',
      text: 'Broken',
      category: 'Hardware',
    })
    expect(refused.body).toMatchObject({ status: 422, code: 'fields_missing' })
    const { number } = await open('Broken', { category: 'Hardware', fields: { asset: 7 } })
    expect((await agent('POST', `tickets/${number}/fields`, { values: { colour: 'red' } })).body.code).toBe(
      'field_unknown',
    )
    await agent('POST', `tickets/${number}/fields`, { values: { asset: null } })
    expect((await agent('POST', `tickets/${number}/state`, { state: 'solved' })).body.code).toBe('fields_missing')
    expect((await agent('POST', `tickets/${number}/fields`, { values: { asset: 'nine' } })).body.code).toBe(
      'field_value_wrong',
    )
    expect((await agent('POST', `tickets/${number}/fields`, { values: { asset: 9 } })).body.fields).toEqual({
      asset: 9,
    })
    expect((await agent('POST', `tickets/${number}/state`, { state: 'solved' })).body.state).toBe('solved')
  })

  it('a colleague mentioned in a note is told, and hears what follows', async () => {
    const { number } = await open('Needs two')
    await agent('POST', `tickets/${number}/replies`, { text: 'Could you look, @bea?', internal: true })
    await agent('POST', `tickets/${number}/replies`, { text: 'On it.' })
    const told = (await bea('GET', 'notifications?unread=true')).body.items
    expect(told.map((each: { because: string; kind: string }) => [each.because, each.kind]).slice(-2)).toEqual([
      ['watching', 'reply'],
      ['mentioned', 'note'],
    ])
    expect((await bea('POST', 'notifications/read', {})).body).toEqual({ unread: 0 })
  })

  it('links read from both ends and make no circle', async () => {
    const [one, two] = [await open('Outage'), await open('No mail')]
    await agent('POST', `tickets/${two.number}/links`, { link: 'parent', number: one.number })
    expect((await agent('GET', `tickets/${one.number}/links`)).body.items).toMatchObject([
      { link: 'child', number: two.number },
    ])
    const circle = await agent('POST', `tickets/${one.number}/links`, { link: 'parent', number: two.number })
    expect(circle.body.code).toBe('link_circle')
    expect((await agent('DELETE', `tickets/${one.number}/links/${two.number}`)).status).toBe(200)
  })

  it('merged tickets go on as one: both requesters hear answers, later messages follow', async () => {
    const ask = async (email: string) =>
      (await channel('POST', 'conversations', { requester: { email }, text: 'I want to talk to a person' })).body
    const [kept, gone] = [await ask('kim@example.org'), await ask('lou@example.org')]
    const merged = await agent('POST', `tickets/${gone.ticket}/merge`, { into: kept.ticket })
    expect(merged.body).toMatchObject({ state: 'closed', mergedInto: kept.ticket })
    await channel('POST', `conversations/${gone.id}/messages`, { text: 'still broken here' })
    await agent('POST', `tickets/${kept.ticket}/replies`, { text: 'Fixed for everybody.' })
    const after = (await channel('GET', `conversations/${gone.id}`)).body
    expect(after.ticket).toBe(kept.ticket)
    expect(after.messages.at(-1).text).toBe('Fixed for everybody.')
    const timeline = (await agent('GET', `tickets/${kept.ticket}/timeline`)).body.items
    expect(timeline.map((each: { text: string | null }) => each.text)).toContain('still broken here')
    expect((await agent('POST', `tickets/${kept.ticket}/merge`, { into: gone.ticket })).body.code).toBe(
      'merge_into_closed',
    )
  })

  it('sleeps until the requester writes, and a problem that comes back is recognized', async () => {
    const { number } = await open('Scanner makes stripes on every page', {}, 'max@example.org')
    const until = new Date(Date.now() + 86_400_000).toISOString()
    expect((await agent('POST', `tickets/${number}/snooze`, { until })).body.snoozedUntil).toBe(until)
    expect((await agent('POST', `tickets/${number}/snooze`, { until: null })).body.snoozedUntil).toBeNull()
    await agent('POST', `tickets/${number}/state`, { state: 'solved' })
    const again = await open('The scanner makes stripes again on the page', {}, 'max@example.org')
    expect(again.returns).toBe(number)
  })
})
