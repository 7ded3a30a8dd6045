import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type ServerProcess, startServer } from '../server-process.ts'
import { openBrowser, screenshots } from './browser.ts'

const hostile = '<img src=x onerror="document.title=1"><svg onload="document.title=2">'

/** The inbox of an agent, with whatever strangers may have put into it. */
describe('the inbox in the browser', () => {
  let folder: string
  let server: ServerProcess
  let browser: Browser
  let context: BrowserContext
  let inbox: Page

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'firstline-inbox-'))
    server = await startServer({ FIRSTLINE_DATA: folder })
    browser = await openBrowser()
    context = await browser.newContext({
      viewport: { width: 1280, height: 860 },
      locale: 'en-GB',
      reducedMotion: 'reduce',
    })
    inbox = await context.newPage()
    await inbox.goto(server.setupLink ?? '')
    await inbox.getByLabel('Name').fill('Alex Brandt')
    await inbox.getByLabel('E-mail').fill('alex@example.org')
    await inbox.getByLabel('Password', { exact: true }).fill('correct horse battery')
    await inbox.getByRole('button', { name: 'Create admin' }).click()
    await inbox.getByRole('link', { name: 'Tickets' }).first().waitFor()
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server?.end('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  })

  const ask = async (path: string, data: object) => {
    const headers = { 'idempotency-key': crypto.randomUUID(), origin: server.url }
    const answer = await context.request.post(`${server.url}/api/v1/${path}`, { data, headers })
    expect(answer.ok(), await answer.text()).toBe(true)
    return answer.json()
  }
  const open = (subject: string, text = subject): Promise<{ number: number }> =>
    ask('tickets', { requester: { email: 'erin@example.org', name: 'Erin Moss' }, subject, text })
  const view = (name: RegExp) => inbox.getByRole('navigation', { name: /inbox|Eingangs/ }).getByRole('link', { name })
  const serious = async () => {
    const { violations } = await new AxeBuilder({ page: inbox }).analyze()
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical').map(({ id }) => id)
  }
  const shoot = (name: string) => inbox.screenshot({ path: `${screenshots}inbox-${name}.png` })

  it('says of an empty view what it would hold', async () => {
    await view(/Watched/).click()
    await inbox.getByText('Watch a ticket to find it here').waitFor()
    await shoot('1-empty')
    expect(await serious()).toEqual([])
  })

  it('counts without reloading, and shows what it counts', async () => {
    await view(/^All/).click()
    await open('The plotter is out of magenta')
    await view(/^Mine 1$/).waitFor()
    const { number } = await open('Asleep until the part is here')
    await view(/^Mine 2$/).waitFor()
    await ask(`tickets/${number}/snooze`, { until: new Date(Date.now() + 86_400_000).toISOString() })
    await view(/^Asleep 1$/).click()
    await inbox.getByRole('link', { name: /Asleep until the part/ }).waitFor()
    await inbox.getByRole('link', { name: /plotter/ }).waitFor({ state: 'detached' })
    expect(await view(/^Asleep/).getAttribute('aria-current')).toBe('page')
    expect(await view(/^All/).getAttribute('aria-current')).toBeNull()
    await view(/^Mine 1$/).waitFor()
  })

  it('a search marks what was found, be it a word, a tag or a number', async () => {
    await ask('tickets/1/tags', { add: ['ink'] })
    await view(/^All/).click()
    for (const [words, marked] of [
      ['magen', 'magen'],
      ['ink erin', 'Erin'],
      ['#1', '1'],
    ] as const) {
      await inbox.getByRole('searchbox').fill(words)
      await inbox.locator('mark').getByText(marked, { exact: true }).first().waitFor()
      await inbox.getByRole('link', { name: /Asleep until the part/ }).waitFor({ state: 'detached' })
    }
    await shoot('2-search')
    await inbox.getByRole('searchbox').fill('nothingofthekind')
    await inbox.getByRole('link', { name: 'Clear the filters' }).click()
    await inbox.getByRole('link', { name: /plotter/ }).waitFor()
  })

  it('markup, the longest subject and text from right to left stay what they are: text', async () => {
    await open(`${hostile} scanner`)
    await open('W'.repeat(300))
    await open('الطابعة لا تعمل منذ الصباح (#12)')
    await inbox.getByRole('link', { name: /onerror/ }).waitFor()
    await inbox.getByRole('link', { name: /الطابعة/ }).waitFor()
    expect(await inbox.title()).toContain('Firstline')
    await inbox.getByRole('searchbox').fill('scanner')
    await inbox.locator('mark').getByText('scanner').first().waitFor()
    expect(await inbox.title()).toContain('Firstline')
    await inbox.getByRole('searchbox').fill('')
    await inbox.getByRole('link', { name: /W{300}/ }).waitFor()
    await shoot('3-strange')
    expect(await serious()).toEqual([])
  })

  it('a ticket is tagged, watched, put to sleep and woken beside its conversation', async () => {
    await inbox.getByRole('link', { name: /plotter/ }).click()
    const details = inbox.getByRole('complementary', { name: 'Details' })
    await details.getByLabel('Tags').fill('Magenta')
    await details.getByLabel('Tags').press('Enter')
    await inbox.getByText(/Alex Brandt.*magenta/).waitFor()
    await details.getByRole('button', { name: 'Watch', exact: true }).click()
    await details.getByRole('button', { name: 'Stop watching' }).waitFor()
    await details.getByRole('button', { name: 'Put to sleep' }).click()
    await inbox.getByRole('menuitem', { name: 'Until Monday at nine' }).click()
    await details.getByText('Asleep until').waitFor()
    await inbox.getByRole('menu').waitFor({ state: 'detached' })
    await shoot('7-ticket')
    expect(await serious()).toEqual([])
    await inbox.getByRole('link', { name: 'Tickets' }).first().click()
    await view(/^Watched 1$/).waitFor()
    await view(/^Asleep 2$/).click()
    await inbox.getByRole('link', { name: /plotter/ }).click()
    await details.getByRole('button', { name: 'Wake' }).click()
    await details.getByRole('button', { name: 'Put to sleep' }).waitFor()
    await inbox.getByRole('link', { name: 'Tickets' }).first().click()
    await view(/^Asleep 1$/).waitFor()
  })

  it('the bell tells what happened to a watched ticket at once, and forgets what was read', async () => {
    const bell = inbox.getByRole('button', { name: /^Notifications/ })
    const told = inbox.getByRole('list', { name: 'Notifications' })
    await bell.click()
    await told.getByText('It is yours').first().waitFor()
    await inbox.getByRole('button', { name: 'Mark all as read' }).click()
    await inbox.getByRole('button', { name: 'Notifications: 0 unread' }).waitFor()
    await inbox.keyboard.press('Escape')
    await told.waitFor({ state: 'hidden' })
    await ask('people', {
      name: 'Bea Costa',
      email: 'bea@example.org',
      role: 'agent',
      password: 'another long password',
      teams: [],
    })
    const other = await browser.newContext({ locale: 'en-GB' })
    const headers = { 'idempotency-key': crypto.randomUUID(), origin: server.url }
    const signedIn = await other.request.post(`${server.url}/api/v1/session`, {
      data: { email: 'bea@example.org', password: 'another long password' },
      headers,
    })
    expect(signedIn.ok(), await signedIn.text()).toBe(true)
    const noted = await other.request.post(`${server.url}/api/v1/tickets/1/replies`, {
      data: { text: 'The ink is in the cellar.', internal: true },
      headers: { ...headers, 'idempotency-key': crypto.randomUUID() },
    })
    expect(noted.ok(), await noted.text()).toBe(true)
    await other.close()
    await inbox.getByRole('button', { name: 'Notifications: 1 unread' }).waitFor()
    await bell.click()
    await told.getByText('You watch it').first().waitFor()
    await shoot('8-bell')
    expect(await serious()).toEqual([])
    await told
      .getByRole('link', { name: /plotter/ })
      .first()
      .click()
    await inbox.getByText('The ink is in the cellar.').first().waitFor()
    await inbox.getByRole('button', { name: 'Notifications: 0 unread' }).waitFor()
    await inbox.getByRole('link', { name: 'Tickets' }).first().click()
  })

  it('is read on a phone, in the dark and in German', async () => {
    await inbox.setViewportSize({ width: 390, height: 844 })
    await inbox.reload()
    await inbox.getByRole('link', { name: /plotter/ }).waitFor()
    const wide = () => inbox.evaluate('document.documentElement.scrollWidth')
    expect(await wide()).toBeLessThanOrEqual(390)
    const account = await inbox.getByRole('button', { name: /Your account/ }).boundingBox()
    expect((account?.x ?? 390) + (account?.width ?? 0)).toBeLessThanOrEqual(390)
    await shoot('4-phone')
    await inbox.emulateMedia({ colorScheme: 'dark' })
    await shoot('5-phone-dark')
    expect(await serious()).toEqual([])
    const person = await context.request.patch(`${server.url}/api/v1/people/me`, {
      data: { language: 'de' },
      headers: { 'idempotency-key': crypto.randomUUID(), origin: server.url },
    })
    expect(person.ok()).toBe(true)
    await inbox.setViewportSize({ width: 1280, height: 860 })
    await inbox.reload()
    await view(/^Schlafend 1$/).waitFor()
    await inbox.getByRole('link', { name: /plotter/ }).waitFor()
    await shoot('6-german-dark')
    expect(await serious()).toEqual([])
  })
})
