import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Asking, startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'

describe('how conversations end', () => {
  let firstline: TestHelpdesk
  let channel: Asking
  let agent: Asking
  beforeAll(async () => {
    firstline = await startTestHelpdesk()
    const alex = await firstline.addPerson({ name: 'Alex', teams: [firstline.teams.second] })
    channel = await firstline.as('channel')
    agent = await firstline.as('agent', alex)
    for (const floor of ['first', 'second', 'third'])
      await firstline.addArticle({
        title: `Printer on the ${floor} floor`,
        body: `The printer on the ${floor} floor stands beside the kitchen.`,
      })
  })
  afterAll(async () => {
    expect(firstline.errors).toEqual([])
    await firstline.stop()
  })

  const ask = async (text: string) =>
    (await channel('POST', 'conversations', { requester: { email: 'erin@example.org' }, text })).body

  /** Makes a timer due now, and resolves when it has fired. */
  async function fire(name: string) {
    await firstline.helpdesk.transact(async (tx) => {
      const [, count] = await tx.query(`update timer set available_at = now() where lane = $1 and state = 'waiting'`, [
        name,
      ])
      expect(count).toBe(1)
      await tx.query(`select pg_notify('firstline_work', 'timer')`)
    })
    for (;;) {
      let stop = () => {}
      // Listening begins before looking, so that nothing happens between the two.
      const changed = new Promise<void>((resolve) => {
        stop = firstline.helpdesk.changes.onChange(() => resolve())
      })
      const [timer] = await firstline.helpdesk.transact((tx) =>
        tx.query('select state from timer where lane = $1', [name]),
      )
      if (timer?.state === 'waiting') await changed
      stop()
      if (timer?.state !== 'waiting') return
    }
  }

  it('a suggestion is chosen by its button, one that was not offered is refused', async () => {
    const asked = await ask('printer floor')
    const offered = asked.messages.at(-1).actions.filter((each: { action: string }) => each.action === 'choose')
    expect(offered.length).toBeGreaterThan(1)
    expect(offered.length).toBeLessThanOrEqual(3)
    const foreign = await channel('POST', `conversations/${asked.id}/actions`, { action: 'choose', value: 'nonsense' })
    expect(foreign.body).toMatchObject({ status: 409, code: 'article_not_offered' })
    expect((await channel('POST', `conversations/${asked.id}/actions`, { action: 'choose' })).status).toBe(400)
    const chosen = await channel('POST', `conversations/${asked.id}/actions`, {
      action: 'choose',
      value: offered[1].value,
    })
    expect(chosen.body).toMatchObject({ state: 'answered' })
    expect(chosen.body.messages.at(-1).article).toMatchObject({ id: offered[1].value, title: offered[1].label })
  })

  it('a solved ticket is closed after a week, and the next message begins a new conversation', async () => {
    const first = await ask('I want to talk to a person')
    await agent('POST', `tickets/${first.ticket}/state`, { state: 'solved' })
    await fire(`close-ticket:${first.ticket}`)
    expect((await agent('GET', `tickets/${first.ticket}`)).body.state).toBe('closed')
    expect((await channel('GET', `conversations/${first.id}`)).body.state).toBe('closed')
    const next = await channel('POST', `conversations/${first.id}/messages`, { text: 'hello again' })
    expect(next.body).toMatchObject({ state: 'open', ticket: null })
    expect(next.body.id).not.toBe(first.id)
  })

  it('a ticket that was opened again is not closed', async () => {
    const { id, ticket } = await ask('I want to talk to a person')
    await agent('POST', `tickets/${ticket}/state`, { state: 'solved' })
    await channel('POST', `conversations/${id}/messages`, { text: 'it is broken again' })
    const timers = await firstline.helpdesk.transact((tx) =>
      tx.query('select 1 from timer where lane = $1', [`close-ticket:${ticket}`]),
    )
    expect(timers).toEqual([])
  })

  it('a conversation nobody touches for two weeks is closed', async () => {
    const { id } = await ask('hello')
    await fire(`close-conversation:${id}`)
    expect((await channel('GET', `conversations/${id}`)).body.state).toBe('closed')
  })

  it('the requester settles the matter of a ticket by a button', async () => {
    const { id, ticket } = await ask('I want to talk to a person')
    await channel('POST', `conversations/${id}/actions`, { action: 'solved' })
    expect((await agent('GET', `tickets/${ticket}`)).body.state).toBe('solved')
    const kinds = (await agent('GET', `tickets/${ticket}/timeline`)).body.items.map(
      (entry: { kind: string }) => entry.kind,
    )
    expect(kinds.slice(-2)).toEqual(['requester_action', 'state_changed'])
  })
})
