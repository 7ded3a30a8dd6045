import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Asking, startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'

/** What each view counts, as a list. */
const lists = {
  mine: 'assignee=me&snoozed=false',
  queue: 'assignee=none&team=mine&snoozed=false',
  unassigned: 'assignee=none&snoozed=false',
  second: 'level=second&snoozed=false',
  third: 'level=third&snoozed=false',
  watched: 'watcher=me',
  snoozed: 'snoozed=true',
  all: '',
}

describe('the counts of an inbox', () => {
  let firstline: TestHelpdesk
  let alex: Asking
  let bea: Asking
  beforeAll(async () => {
    firstline = await startTestHelpdesk()
    alex = await firstline.as(
      'agent',
      await firstline.addPerson({ name: 'Alex Brandt', teams: [firstline.teams.second] }),
    )
    bea = await firstline.as('agent', await firstline.addPerson({ name: 'Bea Costa', presence: 'away' }))
    const open = async (subject: string) => {
      const requester = { email: 'erin@example.org' }
      return (await alex('POST', 'tickets', { requester, subject, text: subject })).body.number as number
    }
    const [, watched, queued, asleep, escalated, solved] = [
      await open('Mine'),
      await open('Watched'),
      await open('Back in the queue'),
      await open('Asleep'),
      await open('For the experts'),
      await open('Solved'),
    ]
    await bea('PUT', `tickets/${watched}/watchers/me`)
    await alex('POST', `tickets/${asleep}/snooze`, { until: new Date(Date.now() + 86_400_000).toISOString() })
    await alex('POST', `tickets/${escalated}/escalate`, { reason: 'Too hard' })
    await alex('POST', `tickets/${solved}/state`, { state: 'solved' })
    // Whoever is available is given what waits.
    await alex('PATCH', 'people/me', { presence: 'away' })
    await alex('POST', `tickets/${queued}/assign`, { assignee: null })
  })
  afterAll(async () => {
    expect(firstline.errors).toEqual([])
    await firstline.stop()
  })

  it('are those of somebody with a team', async () => {
    expect((await alex('GET', 'tickets/counts')).body).toEqual({
      mine: 2,
      queue: 1,
      unassigned: 2,
      second: 3,
      third: 1,
      due: 0,
      watched: 0,
      snoozed: 1,
      all: 5,
    })
  })

  it.each(Object.entries(lists))('%s counts what its list shows, to each their own', async (view, query) => {
    for (const agent of [alex, bea]) {
      const list = (await agent('GET', `tickets?state=new,open,pending,on_hold&limit=100&${query}`)).body.items
      expect((await agent('GET', 'tickets/counts')).body[view]).toBe(list.length)
    }
  })

  it('what is owed soon counts by the hour that is asked for, once it is not answered', async () => {
    const dueBefore = new Date(Date.now() + 365 * 86_400_000).toISOString()
    const due = async () => (await alex('GET', `tickets/counts?dueBefore=${dueBefore}`)).body.due
    const list = (await alex('GET', `tickets?snoozed=false&limit=100&dueBefore=${dueBefore}`)).body.items
    expect(await due()).toBe(4)
    expect(list).toHaveLength(4)
  })

  it('belong to a person; a token without one has no inbox', async () => {
    const channel = await firstline.as('lead')
    expect(await channel('GET', 'tickets/counts')).toMatchObject({ status: 422, body: { code: 'not_a_person' } })
    expect(await channel('GET', 'tickets?team=mine')).toMatchObject({ status: 422, body: { code: 'not_a_person' } })
  })
})
