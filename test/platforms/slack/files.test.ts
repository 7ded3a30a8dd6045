import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emojiOf } from '../../../bots/slack/changes.ts'
import { createSlack } from '../../../bots/slack/channel.ts'
import { isOfSlack } from '../../../bots/slack/files.ts'
import type { AttachmentShown } from '../../../core/ports.ts'
import { formWith, png } from '../../files.ts'
import { type Asking, startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'
import { type FilesHost, startFilesHost } from './files-host.ts'
import { type Payload, type Slack, startSlack, team } from './loopback.ts'

const dm = 'D1'
const desk = 'C1'

describe('files, edits, deletions and reactions in Slack', () => {
  let slack: Slack
  let files: FilesHost
  let firstline: TestHelpdesk
  let agent: Asking
  let card: string
  let thread: string
  let ticket: number

  beforeAll(async () => {
    slack = await startSlack(() => firstline.app)
    files = await startFilesHost(slack)
    firstline = await startTestHelpdesk({
      addChannels: (app, onError) => [
        createSlack(app, { botToken: 'xoxb-test', signingSecret: slack.signingSecret, apiUrl: files.apiUrl }, onError),
      ],
    })
    slack.addUser('UERIN', { name: 'Erin', email: 'erin@example.org' })
    const id = await firstline.addPerson({ name: 'Alex', role: 'lead', teams: [firstline.teams.second] })
    const [{ email }] = await firstline.database.query('select email from person where id = $1', [id])
    slack.addUser('UALEX', { name: 'Alex', email })
    agent = await firstline.as('agent', id)
    const [{ name }] = await firstline.database.query('select name from team where id = $1', [firstline.teams.second])
    await slack.commands('UALEX', desk, `team ${name}`)
    await firstline.addArticle({ title: 'Set up the VPN', body: 'Install it.', phrasings: ['how do I set up the vpn'] })
    thread = (await slack.says('UERIN', { channel: dm, text: 'I want to talk to a person' })).ts
    card = (await slack.shown(({ channel }) => channel === desk)).ts
    await slack.shown(({ channel, text }) => channel === dm && text.includes('ticket'))
    ticket = (await agent('GET', 'tickets')).body.items[0].number
  })
  afterAll(async () => {
    expect(firstline.errors).toEqual([])
    await firstline.stop()
    await files.stop()
    await slack.stop()
  })

  const timeline = async () => (await agent('GET', `tickets/${ticket}/timeline?limit=100`)).body.items
  const transcript = async () => {
    const { conversation } = (await agent('GET', `tickets/${ticket}`)).body
    return (await agent('GET', `conversations/${conversation}`)).body.messages
  }
  /** Resolves with the first entry of the history that is so. */
  const happened = async (isSo: (entry: Payload) => boolean): Promise<Payload> => {
    for (;;) {
      const found = (await timeline()).find(isSo)
      if (found) return found
      await new Promise((resolve) => firstline.helpdesk.changes.onChange(resolve))
    }
  }
  /** Resolves with a file of the ticket once it is here, or never will be. */
  const settled = async (name: string): Promise<AttachmentShown> => {
    for (;;) {
      const changed = new Promise((resolve) => firstline.helpdesk.changes.onChange(resolve))
      const found = (await timeline())
        .flatMap(({ attachments }: { attachments: AttachmentShown[] }) => attachments)
        .find((file: AttachmentShown) => file.name === name)
      if (found && found.state !== 'waiting') return found
      await changed
    }
  }
  let events = 0
  const tell = (event: Payload) =>
    slack.send({ type: 'event_callback', team_id: team, api_app_id: 'A1', event_id: `EvFile${++events}`, event })
  const share = (text: string, ...shared: Payload[]) =>
    slack.says('UERIN', { channel: dm, thread_ts: thread, text, subtype: 'file_share', files: shared })

  it('a file reaches the ticket with its bytes, and the desk below the card', async () => {
    await share('this is what I see', files.keep('screen.png', png))
    expect(await settled('screen.png')).toMatchObject({ state: 'stored', mediaType: 'image/png', size: png.length })
    const shown = await files.shared(({ name }) => name === 'screen.png')
    expect(shown).toMatchObject({ channel: desk, thread: card })
    expect(new Uint8Array(shown.bytes)).toEqual(png)
  })

  it('a file without a word, and one kept elsewhere, are messages too', async () => {
    await share('', files.keep('alone.png', png), {
      id: 'F9',
      name: 'Plan',
      mode: 'external',
      is_external: true,
      url_private: 'https://drive.example.org/plan',
    })
    const { attachments, text } = await happened(({ text }) => text?.includes('drive.example.org'))
    expect(text).toBe('[Plan](https://drive.example.org/plan)')
    expect(attachments).toMatchObject([{ name: 'alone.png' }])
  })

  it('a file is asked for again when Slack breaks off or is away', async () => {
    await share('half', files.keep('half.png', png, { cut: true }))
    expect(await settled('half.png')).toMatchObject({ state: 'stored', size: png.length })
  })

  it('a file of which Slack names no address is asked for by its id', async () => {
    const { url_private: _a, url_private_download: _b, ...bare } = files.keep('bare.png', png)
    await share('bare', bare)
    expect(await settled('bare.png')).toMatchObject({ state: 'stored' })
  })

  it.each([
    ['that is gone', 'gone.png', { status: 404 }],
    ['in whose place Slack sends a page', 'page.png', { type: 'text/html; charset=utf-8' }],
  ])('a file %s is named as missing', async (_what, name, answer) => {
    await share('look', files.keep(name, png, answer))
    expect(await settled(name)).toMatchObject({ state: 'missing' })
    await slack.shown(({ thread_ts, text }) => thread_ts === card && text.includes(`could not be fetched: ${name}`))
  })

  it('a file that was deleted before anybody asked for it is named as missing at once', async () => {
    files.refuse('files.info', 'file_deleted')
    await share('look', { id: 'F0', name: 'deleted.png', mode: 'tombstone' })
    expect(await settled('deleted.png')).toMatchObject({ state: 'missing' })
  })

  it('the token goes to nobody but Slack', async () => {
    const strange = files.apiUrl.replace('127.0.0.1', 'localhost').replace('/api/', '/files/away.png')
    await share('one', { id: 'F1', name: 'away.png', mimetype: 'image/png', size: 1, url_private: strange })
    await share('two', files.keep('moved.png', png, { location: strange }))
    expect(await settled('away.png')).toMatchObject({ state: 'missing' })
    expect(await settled('moved.png')).toMatchObject({ state: 'missing' })
    expect(files.asked.filter(({ path }) => path.includes('away.png'))).toEqual([])
    const api = 'https://slack.com/api/'
    expect(isOfSlack('https://files.slack.com/files-pri/T1/a.png', api)).toBe(true)
    for (const other of [
      'https://slack.com.example.org/a',
      'https://notslack.com/a',
      'http://files.slack.com/a',
      'https://files.slack.com@example.org/a',
      'file:///etc/passwd',
      'nothing',
    ])
      expect(isOfSlack(other, api)).toBe(false)
  })

  it('a file of an agent in the thread of the card belongs to the note and stays at the desk', async () => {
    await slack.says('UALEX', {
      channel: desk,
      thread_ts: card,
      text: '',
      subtype: 'file_share',
      files: [files.keep('for-us.png', png)],
    })
    const entry = await happened(({ kind }) => kind === 'note')
    expect(entry).toMatchObject({ attachments: [{ name: 'for-us.png' }] })
    expect(await settled('for-us.png')).toMatchObject({ state: 'stored' })
    expect(files.uploaded.filter(({ name }) => name === 'for-us.png')).toEqual([])
  })

  const reply = async (text: string, name: string) => {
    const form = formWith(name, png)
    const file = (await agent('POST', 'attachments', form.payload, form.headers)).body.id
    const { body } = await agent('POST', `tickets/${ticket}/replies`, { text, attachments: [file] })
    return body.messageId as string
  }
  const inDm = (words: string) =>
    slack.shown(({ channel, blocks }) => channel === dm && JSON.stringify(blocks ?? []).includes(words))

  it('an agent’s file is uploaded into the requester’s thread, below the words', async () => {
    await reply('see the map', 'map.png')
    expect((await inDm('see the map')).thread_ts).toBe(thread)
    const shown = await files.shared(({ name, channel }) => name === 'map.png' && channel === dm)
    expect(shown.thread).toBe(thread)
    expect(new Uint8Array(shown.bytes)).toEqual(png)
  })

  it('an agent’s reply is changed where it stands, and taken back with its files', async () => {
    const message = await reply('come at ten', 'room.png')
    const { ts } = await inDm('come at ten')
    const shown = await files.shared(({ name, channel }) => name === 'room.png' && channel === dm)
    await agent('PUT', `tickets/${ticket}/replies/${message}`, { text: 'come at nine' })
    expect((await inDm('come at nine')).ts).toBe(ts)
    await agent('DELETE', `tickets/${ticket}/replies/${message}`)
    await files.gone(ts)
    expect(files.deleted).toContain(shown.id)
  })

  it('what the requester changes or deletes is changed or deleted in the ticket, a preview of a link changes nothing', async () => {
    const { ts } = await slack.says('UERIN', { channel: dm, thread_ts: thread, text: 'room 12' })
    await happened(({ text }) => text === 'room 12')
    const before = { user: 'UERIN', ts, thread_ts: thread, text: 'room 12', type: 'message' }
    const changed = { type: 'message', subtype: 'message_changed', hidden: true, channel: dm, channel_type: 'im' }
    await tell({ ...changed, ts: '9.1', previous_message: before, message: { ...before, attachments: [{}] } })
    const message = { ...before, text: 'room 13', edited: { user: 'UERIN', ts: '9.2' } }
    await tell({ ...changed, ts: '9.2', previous_message: before, message })
    const edit = await happened(({ kind, text }) => kind === 'message_edited' && text === 'room 13')
    expect(edit.data).toMatchObject({ before: 'room 12' })
    await slack.shown(({ thread_ts, text }) => thread_ts === card && text.includes('room 13'))
    const deleted = { type: 'message', subtype: 'message_deleted', hidden: true, channel: dm, channel_type: 'im' }
    await tell({ ...deleted, ts: '9.3', deleted_ts: ts, previous_message: message })
    await happened(({ kind, actor }) => kind === 'message_deleted' && actor.kind === 'requester')
    expect((await transcript()).filter(({ isDeleted }: Payload) => isDeleted).at(-1)).toMatchObject({ text: '' })
    expect((await timeline()).filter(({ kind }: Payload) => kind === 'message_edited').length).toBe(2)
  })

  it('reactions to what an agent said come and go in the ticket', async () => {
    await agent('POST', `tickets/${ticket}/replies`, { text: 'done, try again' })
    const { ts } = await inDm('done, try again')
    const place = { channel: 'slack', workspace: team }
    while (!(await firstline.helpdesk.host.placeOf(place, ts))) await new Promise(setImmediate)
    const reaction = { user: 'UERIN', reaction: 'thumbsup::skin-tone-3', item: { type: 'message', channel: dm, ts } }
    await tell({ type: 'reaction_added', ...reaction, event_ts: '9.4' })
    await happened(({ summary }) => summary === 'Erin reacted with 👍.')
    await tell({ type: 'reaction_removed', ...reaction, event_ts: '9.5' })
    await happened(({ summary }) => summary === 'Erin took 👍 back.')
    const elsewhere = { ...reaction, item: { type: 'message', channel: 'C9', ts } }
    await tell({ type: 'reaction_added', ...elsewhere, event_ts: '9.6' })
    await tell({
      type: 'reaction_added',
      ...reaction,
      item: { type: 'message', channel: dm, ts: '1.1' },
      event_ts: '9.7',
    })
    expect((await transcript()).flatMap(({ reactions }: Payload) => reactions)).toEqual([])
  })

  it('a check mark on the answer counts as solved', async () => {
    const { ts } = await slack.says('UERIN', { channel: dm, text: 'how do I set up the vpn' })
    const answer = await slack.shown(({ thread_ts, text }) => thread_ts === ts && text.includes('Install it'))
    while (!(await firstline.helpdesk.host.placeOf({ channel: 'slack', workspace: team }, answer.ts)))
      await new Promise(setImmediate)
    const item = { type: 'message', channel: dm, ts: answer.ts }
    await tell({ type: 'reaction_added', user: 'UERIN', reaction: 'white_check_mark', item, event_ts: '9.8' })
    await slack.shown(({ thread_ts, text }) => thread_ts === ts && text.includes('Glad that helped'))
    expect(emojiOf('white_check_mark')).toBe('✅')
    expect(emojiOf('party-parrot')).toBe(':party-parrot:')
    expect(emojiOf('constructor')).toBe(':constructor:')
  })

  it('files are links where Slack takes none from us', async () => {
    files.refuse('files.getUploadURLExternal', 'missing_scope')
    await reply('here instead', 'link.png')
    const link = await inDm('api/v1/attachments/')
    expect(JSON.stringify(link.blocks)).toContain('link.png')
  })
})
