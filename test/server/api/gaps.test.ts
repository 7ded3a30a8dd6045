import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Asking, startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'

describe('gaps in the knowledge base', () => {
  let firstline: TestHelpdesk
  let channel: Asking
  let lead: Asking
  beforeAll(async () => {
    firstline = await startTestHelpdesk()
    channel = await firstline.as('channel')
    lead = await firstline.as('lead')
    await firstline.addArticle({ title: 'Parental leave', body: 'You can take 14 weeks of parental leave.' })
  })
  afterAll(async () => {
    expect(firstline.errors).toEqual([])
    await firstline.stop()
  })

  let people = 0
  const ask = async (text: string) =>
    (await channel('POST', 'conversations', { requester: { email: `asker${++people}@example.org` }, text })).body
  const press = (id: string, action: string) => channel('POST', `conversations/${id}/actions`, { action })
  const gaps = async (query = '') => {
    await firstline.helpdesk.gaps.find()
    return (await lead('GET', `gaps${query}`)).body
  }

  it('three people ask what no article covers, and an admin sees one gap with three', async () => {
    const tickets: number[] = []
    for (const text of [
      'VPN on the new laptops',
      'how do I get VPN on my new laptop',
      'vpn does not start, new laptop',
    ]) {
      const { id } = await ask(text)
      tickets.push((await press(id, 'not_helpful')).body.ticket)
    }
    const { items, next } = await gaps()
    expect(next).toBeNull()
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({ thisWeek: 3, weekBefore: 0, total: 3, article: null, dismissedAt: null })
    expect(items[0].words).toContain('vpn')
    expect(items[0].examples).toContain(items[0].name)
    expect(items[0].tickets.toSorted()).toEqual(tickets.toSorted())
  })

  it('an answer that did not help is a gap near its article', async () => {
    const { id } = await ask('parental leave')
    await press(id, 'not_helpful')
    const found = (await gaps()).items.find(({ name }: { name: string }) => name === 'parental leave')
    expect(found).toMatchObject({ total: 1, article: { title: 'Parental leave' } })
  })

  it('a question asked twice in other words and never answered counts once', async () => {
    const before = (await gaps()).items.length
    const { id } = await ask('zebra crossing quagmire')
    const again = await channel('POST', `conversations/${id}/messages`, { text: 'quagmire at the zebra crossing' })
    expect(again.body.state).toBe('handed_off')
    const { items } = await gaps()
    expect(items).toHaveLength(before + 1)
    expect(items.find(({ words }: { words: string[] }) => words.includes('quagmire'))).toMatchObject({ total: 1 })
  })

  it('who asks for a person instead leaves the question they were on', async () => {
    const { id } = await ask('walrus feeding schedule')
    const { ticket } = (await press(id, 'person')).body
    const found = (await gaps()).items.find(({ words }: { words: string[] }) => words.includes('walrus'))
    expect(found).toMatchObject({ name: 'walrus feeding schedule', total: 1, tickets: [ticket] })
  })

  it('what was solved, what is small talk and a bare wish for a person leave no gap', async () => {
    const before = (await gaps()).items
    await press((await ask('how long is parental leave')).id, 'solved')
    await ask('hello')
    expect((await ask('I want to talk to a person')).state).toBe('handed_off')
    expect((await gaps()).items).toEqual(before)
  })

  it('is dismissed and put back', async () => {
    const [{ id }] = (await gaps()).items
    expect((await lead('POST', `gaps/${id}/dismiss`)).status).toBe(204)
    const ids = async (query = '') => (await gaps(query)).items.map((gap: { id: string }) => gap.id)
    expect(await ids()).not.toContain(id)
    expect(await ids('?dismissed=true')).toEqual([id])
    expect((await lead('POST', `gaps/${id}/restore`)).status).toBe(204)
    expect(await ids()).toContain(id)
    const unknown = await lead('POST', 'gaps/00000000-0000-4000-8000-000000000000/dismiss')
    expect(unknown.body).toMatchObject({ status: 404, code: 'gap_not_found' })
  })

  it('is paged, and shown to leads only', async () => {
    const first = await gaps('?limit=1')
    const second = await gaps(`?limit=1&cursor=${first.next}`)
    expect(second.items[0].id).not.toBe(first.items[0].id)
    const agent = await firstline.as('agent')
    expect((await agent('GET', 'gaps')).status).toBe(403)
  })
})
