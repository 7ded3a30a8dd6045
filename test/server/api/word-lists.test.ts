import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startHelpdesk } from '../../../server/helpdesk.ts'
import { type Asking, startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'

describe('the lists of words', () => {
  let firstline: TestHelpdesk
  let admin: Asking
  beforeAll(async () => {
    firstline = await startTestHelpdesk()
    admin = await firstline.as('admin')
  })
  afterAll(() => firstline.stop())

  const listed = async (name: string) =>
    (await admin('GET', 'word-lists')).body.items.find((list: { name: string }) => list.name === name)
  /** Resolves when this process has been told of a change and has taken it. */
  const taken = () =>
    new Promise<void>((resolve) => {
      const { answerer } = firstline.helpdesk
      const take = answerer.takeWords
      answerer.takeWords = (words) => {
        answerer.takeWords = take
        take(words)
        resolve()
      }
    })

  it('are shown with what is shipped, to admins', async () => {
    const list = await listed('related_words.en')
    expect(list).toMatchObject({ version: 0, added: [], changedBy: null, changedAt: null })
    expect(list.shipped.length).toBeGreaterThan(50)
    expect((await (await firstline.as('lead'))('GET', 'word-lists')).status).toBe(403)
  })

  it('take lines of an admin, and every process answers by them soon after', async () => {
    const line = (await listed('urgent')).shipped.at(-1).text
    const done = taken()
    const { status, body } = await admin('PUT', 'word-lists/urgent', {
      version: 0,
      added: ['smell of gas => evacuation'],
      off: [line],
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ version: 1, added: ['smell of gas => evacuation'], changedBy: 'test admin' })
    expect(body.shipped.at(-1)).toEqual({ text: line, on: false })
    await done
    expect(firstline.helpdesk.answerer.ask('there is a smell of gas here').intent).toBe('urgent')
  })

  it('let one of two changes at once through', async () => {
    const answers = await Promise.all(
      ['one, two', 'three, four'].map((line) =>
        admin('PUT', 'word-lists/related_words.de', { version: 0, added: [line] }),
      ),
    )
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409])
    const lost = answers.find(({ status }) => status === 409)
    expect(lost?.body).toMatchObject({ code: 'word_list_changed' })
  })

  it('name the line that cannot be used, in the language of the reader', async () => {
    const write = (language: string) =>
      admin('PUT', 'word-lists/urgent', { version: 1, added: ['fire alarm', 'the'] }, { 'accept-language': language })
    const { status, body } = await write('en')
    expect({ status, code: body.code }).toEqual({ status: 422, code: 'word_list_line' })
    expect(body.detail).toContain('Line 2, “the”')
    expect((await write('de')).body.detail).toContain('Zeile 2, „the“')
    expect((await listed('urgent')).version).toBe(1)
    expect((await admin('PUT', 'word-lists/nothing', { version: 0, added: [] })).status).toBe(400)
  })

  it('keep what they were, with who and when', async () => {
    const { body } = await admin('GET', 'word-lists/urgent/versions')
    expect(body.items).toMatchObject([{ version: 1, added: ['smell of gas => evacuation'], changedBy: 'test admin' }])
  })

  it('are used by a process that starts later', async () => {
    const { database, connection } = firstline
    const other = await startHelpdesk({ database, connection, publicUrl: () => '', onError: () => {} })
    expect(other.answerer.ask('there is a smell of gas here').intent).toBe('urgent')
    await other.stop()
  })
})
