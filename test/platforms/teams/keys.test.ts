import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createTeams } from '../../../bots/teams/channel.ts'
import { ChannelUnreachable } from '../../../core/ports.ts'
import { startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'
import { activityOf, startTeams, type Teams } from './loopback.ts'

describe('the keys of tokens', () => {
  let teams: Teams
  let firstline: TestHelpdesk

  beforeAll(async () => {
    teams = await startTeams(() => firstline.app)
    firstline = await startTestHelpdesk({ addChannels: (app, onError) => [createTeams(app, teams.options, onError)] })
  })
  afterAll(async () => {
    await firstline.stop()
    await teams.stop()
  })

  it.each(['GET /openid', 'GET /keys'])(
    'are asked for again when %s failed, as Teams is told to send again',
    async (call) => {
      teams.refuse(call, 503)
      expect((await teams.says('erin', 'hello', { id: 'm1' })).status).toBe(503)
      expect(await firstline.database.query('select id from inbox')).toEqual([])
      expect(firstline.errors.splice(0)).toEqual([expect.any(ChannelUnreachable)])
    },
  )

  it('are believed once they are there', async () => {
    expect((await teams.says('erin', 'hello', { id: 'm1' })).status).toBe(200)
    await teams.shown(({ conversation, attachments }) => conversation === 'chat-erin' && attachments !== undefined)
    const forged = teams.token({}, { key: 'stranger', kid: 'ours' })
    expect((await teams.send({ ...activityOf('erin', teams.url, 0), text: 'hello' }, forged)).status).toBe(401)
    expect(firstline.errors).toEqual([])
  })
})
