import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { renewSetupLink } from '../../../server/auth/store.ts'
import { startTestHelpdesk, type TestHelpdesk } from '../../helpdesk.ts'

describe('signing in', () => {
  let firstline: TestHelpdesk
  beforeAll(async () => {
    firstline = await startTestHelpdesk()
  })
  afterAll(() => firstline.stop())

  const post = (path: string, payload: object, headers: Record<string, string> = {}) =>
    firstline.app.inject({ method: 'POST', url: `/api/v1/${path}`, payload, headers })
  const first = { name: 'Ada', email: 'ada@example.org', password: 'correct horse' }
  let cookie = ''

  it('makes the first admin by the set-up link, once', async () => {
    const token = await firstline.helpdesk.transact(renewSetupLink)
    expect((await firstline.app.inject({ url: '/api/v1/setup' })).json()).toEqual({ needed: true })
    expect((await post('setup', { ...first, token: 'guessed' })).statusCode).toBe(403)
    const made = await post('setup', { ...first, token })
    expect(made.statusCode).toBe(201)
    expect(made.json().person).toMatchObject({ name: 'Ada', role: 'admin' })
    expect((await post('setup', { ...first, email: 'eve@example.org', token })).statusCode).toBe(403)
    expect(await firstline.helpdesk.transact(renewSetupLink)).toBeNull()
    expect((await firstline.app.inject({ url: '/api/v1/setup' })).json()).toEqual({ needed: false })
  })

  it('takes the right password only', async () => {
    expect((await post('session', { email: first.email, password: 'wrong horse' })).json()).toMatchObject({
      status: 401,
      code: 'wrong_password',
    })
    expect((await post('session', { email: 'nobody@example.org', password: 'wrong horse' })).statusCode).toBe(401)
    const signedIn = await post('session', { email: 'ADA@example.org', password: first.password })
    expect(signedIn.statusCode).toBe(200)
    const set = signedIn.cookies.find((each) => each.name === 'firstline_session')
    expect(set).toMatchObject({ httpOnly: true, sameSite: 'Lax', path: '/' })
    cookie = `firstline_session=${set?.value}`
    expect((await firstline.app.inject({ url: '/api/v1/session', headers: { cookie } })).json().person.presence).toBe(
      'available',
    )
  })

  it('refuses a page of another site that acts with our cookie', async () => {
    const foreign = await post('teams', { name: 'Evil', level: 'second' }, { cookie, origin: 'https://evil.example' })
    expect(foreign.json()).toMatchObject({ status: 403, code: 'foreign_page' })
    expect(
      (await post('teams', { name: 'Good', level: 'second' }, { cookie, origin: 'http://firstline.test' })).statusCode,
    ).toBe(201)
  })

  it('keeps the last admin an admin', async () => {
    const reply = await firstline.app.inject({
      method: 'PATCH',
      url: '/api/v1/people/me',
      payload: { role: 'agent' },
      headers: { cookie },
    })
    expect(reply.json()).toMatchObject({ status: 409, code: 'last_admin' })
  })

  it('ends a session on signing out', async () => {
    expect(
      (await firstline.app.inject({ method: 'DELETE', url: '/api/v1/session', headers: { cookie } })).statusCode,
    ).toBe(204)
    expect((await firstline.app.inject({ url: '/api/v1/session', headers: { cookie } })).statusCode).toBe(401)
  })
})
