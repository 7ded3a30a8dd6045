import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { png } from '../files.ts'
import { type ServerProcess, startServer } from '../server-process.ts'
import { openBrowser, screenshots } from './browser.ts'

/** Files between an employee in the chat and an agent in the console. */
describe('files in the browser', () => {
  let folder: string
  let server: ServerProcess
  let browser: Browser
  let chat: Page
  let console_: Page

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'firstline-files-'))
    server = await startServer({ FIRSTLINE_DATA: folder, ATTACHMENT_LIMIT_MB: '1' })
    browser = await openBrowser()
    const open = async (width: number) =>
      (await browser.newContext({ viewport: { width, height: 860 }, locale: 'en-GB' })).newPage()
    chat = await open(900)
    console_ = await open(1280)
    await console_.goto(server.setupLink ?? '')
    await console_.getByLabel('Name').fill('Alex Brandt')
    await console_.getByLabel('E-mail').fill('alex@example.org')
    await console_.getByLabel('Password', { exact: true }).fill('correct horse battery')
    await console_.getByRole('button', { name: 'Create admin' }).click()
    await console_.getByRole('link', { name: 'Tickets' }).first().waitFor()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server?.end('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  })

  const file = (name: string, bytes: Uint8Array, mimeType = 'image/png') => ({
    name,
    mimeType,
    buffer: Buffer.from(bytes),
  })
  /** Resolves once a picture has been drawn. */
  const drawn = async (page: Page, name: string) => {
    const picture = page.getByRole('img', { name }).first()
    await picture.waitFor()
    const width = () => picture.evaluate((image) => (image as unknown as { naturalWidth: number }).naturalWidth)
    while ((await width()) === 0) await page.waitForLoadState('networkidle')
  }
  const serious = async (page: Page) => {
    const { violations } = await new AxeBuilder({ page }).analyze()
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)
  }
  const shoot = (page: Page, name: string) => page.screenshot({ path: `${screenshots}files-${name}.png` })

  it('an employee chooses files, sees which are too large, and sends the rest', async () => {
    await chat.goto(`${server.url}/chat`)
    await chat
      .getByTestId('files')
      .setInputFiles([
        file('screen.png', png),
        file('page.html', new TextEncoder().encode('<script>document.title = "broken"</script>'), 'text/html'),
        file('huge.bin', new Uint8Array(1_048_577)),
      ])
    const list = chat.getByRole('list', { name: 'Files to be sent' })
    await list.getByText('too large').waitFor()
    await shoot(chat, '1-chosen')
    expect(await serious(chat)).toEqual([])
    await chat.getByRole('button', { name: 'Remove huge.bin' }).click()
    await chat.getByLabel('Your question').fill('I want to talk to a person about this error')
    await chat.getByRole('button', { name: 'Send' }).click()
    await chat.getByRole('log').getByText('#1').first().waitFor()
    await drawn(chat, 'screen.png')
    await shoot(chat, '2-sent')
    expect(await list.count()).toBe(0)
  })

  it('the agent sees them in the ticket, and answers with one', async () => {
    await console_.getByText('I want to talk to a person about this error').first().click()
    await drawn(console_, 'screen.png')
    await console_.getByRole('link', { name: 'page.html' }).waitFor()
    await console_.getByTestId('files').setInputFiles([file('answer.png', png)])
    await console_.getByLabel('Your reply').fill('Like this:')
    await console_.getByRole('button', { name: 'Send reply' }).click()
    await drawn(console_, 'answer.png')
    await drawn(chat, 'answer.png')
    await shoot(console_, '3-ticket')
    await shoot(chat, '4-answer')
    expect(await serious(console_)).toEqual([])
    expect(await serious(chat)).toEqual([])
  })

  it('a picture that is pasted is sent alone', async () => {
    await chat.getByLabel('Your question').evaluate(
      (area, bytes) => {
        // biome-ignore lint/suspicious/noExplicitAny: what only browsers have, and these types do not
        const { DataTransfer, ClipboardEvent } = globalThis as any
        const pasted = new DataTransfer()
        pasted.items.add(new File([new Uint8Array(bytes)], 'pasted.png', { type: 'image/png' }))
        area.dispatchEvent(new ClipboardEvent('paste', { clipboardData: pasted, bubbles: true, cancelable: true }))
      },
      [...png],
    )
    await chat.getByRole('list', { name: 'Files to be sent' }).getByText('pasted.png').waitFor()
    await chat.getByRole('button', { name: 'Send' }).click()
    await drawn(chat, 'pasted.png')
    await drawn(console_, 'pasted.png')
  })

  it('a reply is changed and taken back, in the chat too', async () => {
    await console_.getByLabel('Your reply').fill('Tomorow')
    await console_.getByRole('button', { name: 'Send reply' }).click()
    await chat.getByRole('log').getByText('Tomorow').waitFor()
    const own = console_
      .getByRole('listitem')
      .filter({ hasText: 'Tomorow' })
      .getByRole('button', { name: 'Change or take back' })
    await own.click()
    await console_.getByRole('menuitem', { name: 'Change' }).click()
    const dialog = console_.getByRole('dialog')
    await dialog.getByRole('textbox').fill('Tomorrow')
    await console_.getByRole('menu').waitFor({ state: 'detached' })
    expect(await serious(console_)).toEqual([])
    await dialog.getByRole('button', { name: 'Change' }).click()
    await chat.getByRole('log').getByText('Tomorrow').waitFor()
    await dialog.waitFor({ state: 'hidden' })
    await shoot(console_, '5-changed')
    const changed = console_.getByRole('listitem').filter({ hasText: 'Tomorrow' })
    await changed.getByRole('button', { name: 'Change or take back' }).click()
    await console_.getByRole('menuitem', { name: 'Take back' }).click()
    await dialog.getByRole('button', { name: 'Take back' }).click()
    await chat.getByRole('log').getByText('This message was deleted.').waitFor()
    await console_.getByText('Alex Brandt deleted this message.').waitFor()
    await shoot(chat, '6-taken-back')
  })

  it('an employee changes a message, and deletes it after being asked once more', async () => {
    await chat.getByLabel('Your question').fill('My room is 21')
    await chat.getByRole('button', { name: 'Send' }).click()
    const own = chat.getByRole('article').filter({ hasText: 'My room is' })
    await own.hover()
    await own.getByRole('button', { name: 'Change' }).click()
    await chat.getByLabel('Your message').fill('My room is 12')
    expect(await serious(chat)).toEqual([])
    await shoot(chat, '7-changing')
    await chat.getByRole('log').getByRole('button', { name: 'Save' }).click()
    await own.getByText('My room is 12').waitFor()
    await console_.getByText('My room is 12').waitFor()
    await console_.getByText('What it said').last().click()
    await console_.getByText('My room is 21').waitFor()
    await shoot(console_, '8-before')
    await own.getByRole('button', { name: 'Delete' }).click()
    await own.getByRole('button', { name: 'Delete it for everybody' }).click()
    await own.waitFor({ state: 'detached' })
    await console_.getByText('Visitor deleted this message.').waitFor()
    expect(await console_.getByText('My room is 12').count()).toBe(0)
  })

  it('a page of a stranger is saved, not opened', async () => {
    const [download] = await Promise.all([
      console_.waitForEvent('download'),
      console_.getByRole('link', { name: 'page.html' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('page.html')
  })
})
