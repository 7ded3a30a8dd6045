import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'

describe('the search of the API', () => {
  let firstline: TestHelpdesk
  beforeAll(async () => {
    firstline = await startTestHelpdesk()
    await firstline.addArticle({ title: 'Set up the VPN', body: 'Install it.', phrasings: ['how do I set up the vpn'] })
    await firstline.addArticle({ title: 'Lost badge', body: 'Report it.', phrasings: ['I lost my badge'] })
  })
  afterAll(() => firstline.stop())

  it('says why when asked, and keeps it short else', async () => {
    const agent = await firstline.as('agent')
    const plain = await agent('GET', 'search?q=set%20up%20vpn')
    expect(plain.body).not.toHaveProperty('explanation')
    const { status, body } = await agent('GET', 'search?q=set%20up%20vpn&explain=true')
    expect(status).toBe(200)
    expect(body.explanation).toMatchObject({
      intent: 'question',
      reason: { code: 'sure', value: body.confidence, needed: body.explanation.thresholds.answer },
      candidates: [{ title: 'Set up the VPN', phrasings: [{ text: 'how do I set up the vpn' }] }],
    })
    expect(body.explanation.candidates[0].matched).toContainEqual({ word: 'vpn', by: 'vpn' })
  })
})
