import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { runCommand, type ServerProcess, startServer } from '../server-process.ts'
import { openBrowser, screenshots } from './browser.ts'

const handbook = new URL('../../../shared/data/handbook/pages', import.meta.url).pathname
const fallback = new URL('../../examples/handbook', import.meta.url).pathname

/** The whole story in two browsers: an employee in the chat, an agent in the console. */
describe('an employee and an agent', () => {
  let folder: string
  let server: ServerProcess
  let browser: Browser
  let agent: BrowserContext
  let employee: BrowserContext
  let console_: Page
  let chat: Page

  const shoot = (page: Page, name: string) => page.screenshot({ path: `${screenshots}${name}.png`, fullPage: false })
  const open = (context: BrowserContext) => context.newPage()

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'firstline-story-'))
    server = await startServer({ FIRSTLINE_DATA: folder })
    const imported = runCommand({ FIRSTLINE_DATA: folder }, 'import', existsSync(handbook) ? handbook : fallback)
    expect(imported).toMatchObject({ status: 0 })
    browser = await openBrowser()
    agent = await browser.newContext({ viewport: { width: 1280, height: 860 }, locale: 'en-GB' })
    employee = await browser.newContext({ viewport: { width: 900, height: 860 }, locale: 'en-GB' })
    console_ = await open(agent)
    chat = await open(employee)
  }, 180_000)
  afterAll(async () => {
    await browser?.close()
    await server?.end('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  })

  it('the first admin is made by the printed link', async () => {
    await console_.goto(server.setupLink ?? '')
    await console_.getByLabel('Name').fill('Alex Brandt')
    await console_.getByLabel('E-mail').fill('alex@example.org')
    await console_.getByLabel('Password', { exact: true }).fill('correct horse battery')
    await shoot(console_, '1-set-up')
    await console_.getByRole('button', { name: 'Create admin' }).click()
    await console_.getByRole('link', { name: 'Tickets' }).first().waitFor()
  })

  it('the employee asks and gets an answer with its source', async () => {
    await chat.goto(`${server.url}/chat`)
    await chat.getByLabel('Your question').fill('How many weeks of parental leave can I take?')
    await chat.getByRole('button', { name: 'Send' }).click()
    const log = chat.getByRole('log')
    await log.getByRole('link', { name: /leave/i }).first().waitFor()
    await chat.getByRole('button', { name: 'Did not help' }).waitFor()
    await shoot(chat, '2-answer')
  })

  it('it did not help, so a ticket is made and given to the agent', async () => {
    await chat.getByRole('button', { name: 'Did not help' }).click()
    await chat.getByRole('log').getByText('#1').first().waitFor()
    await shoot(chat, '3-handed-off')
    await console_.getByText('How many weeks of parental leave can I take?').first().click()
    await console_
      .getByText(/fewest open tickets/)
      .first()
      .waitFor()
    await shoot(console_, '4-ticket')
  })

  it('a note stays inside, a reply reaches the chat without reloading', async () => {
    await console_.getByText('Internal note', { exact: true }).first().click()
    await console_.getByLabel('Your internal note').fill('She asked the same in spring.')
    await console_.getByRole('button', { name: 'Save note' }).click()
    await console_.getByText('She asked the same in spring.').first().waitFor()
    await console_.getByText('Reply', { exact: true }).first().click()
    await console_.getByLabel('Your reply').fill('Up to **12 weeks**; I have sent you the form.')
    await console_.getByRole('button', { name: 'Send reply' }).click()
    await chat.getByRole('log').getByText('I have sent you the form').waitFor()
    expect(await chat.getByText('She asked the same').count()).toBe(0)
    await shoot(chat, '5-reply-in-chat')
    await shoot(console_, '6-note-and-reply')
  })

  it('what the employee writes arrives in the console without reloading', async () => {
    await chat.getByLabel('Your question').fill('Got it. Where do I hand it in?')
    await chat.getByRole('button', { name: 'Send' }).click()
    await console_.getByText('Where do I hand it in?').first().waitFor()
  })

  it('the ticket is escalated and solved, and the employee is told', async () => {
    await console_.getByRole('button', { name: 'Escalate' }).first().click()
    const dialog = console_.getByRole('dialog')
    await dialog.getByRole('textbox').first().fill('Needs the benefits experts')
    await shoot(console_, '7-escalate')
    await dialog.getByRole('button', { name: 'Escalate' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await console_.getByText('Experts').first().waitFor()
    await console_.getByRole('button', { name: 'Solve' }).first().click()
    await chat
      .getByRole('log')
      .getByText(/marked ticket #1 as solved/)
      .waitFor()
    await shoot(console_, '8-solved')
    await shoot(chat, '9-solved-in-chat')
  })

  it('writing again opens it again', async () => {
    await chat.getByLabel('Your question').fill('One more thing: does it count for part-time?')
    await chat.getByRole('button', { name: 'Send' }).click()
    const reopened = async () => {
      const reply = await agent.request.get(`${server.url}/api/v1/tickets/1`)
      return (await reply.json()).state
    }
    await console_.getByText('does it count for part-time?').first().waitFor()
    expect(await reopened()).toBe('open')
  })

  it('a new question does not hide the earlier one', async () => {
    await chat.getByRole('button', { name: 'New question' }).click()
    await shoot(chat, '10-earlier-questions')
    await chat.getByRole('button', { name: /How many weeks of parental leave.*#1/ }).click()
    await chat.getByRole('log').getByText('does it count for part-time?').waitFor()
  })

  it('articles are listed and read', async () => {
    await console_.getByRole('link', { name: 'Articles' }).first().click()
    await console_.getByRole('link', { name: /\w+/ }).first().waitFor()
    await console_
      .getByText(/published/i)
      .first()
      .waitFor()
    await shoot(console_, '11-articles')
    await chat.getByRole('log').getByRole('link', { name: /leave/i }).first().click({ modifiers: [] })
    await chat.waitForLoadState()
  })
})
