import { describe, expect, it } from 'vitest'
import { ConfigurationWrong, readConfig } from '../../server/config.ts'

const app = { TEAMS_APP_ID: 'app', TEAMS_APP_PASSWORD: 's3cret' }

describe('the configuration of Teams', () => {
  it('is off without any, and asks Microsoft for the tokens of one tenant or of many', () => {
    expect(readConfig({}).teams).toBeNull()
    const single = readConfig({ ...app, TEAMS_TENANT_ID: 't1' }).teams
    expect(single?.credentials?.tokenUrl).toBe('https://login.microsoftonline.com/t1/oauth2/v2.0/token')
    const many = readConfig({ ...app, TEAMS_TENANT_ID: 't1, t2', TEAMS_APP_TYPE: 'MultiTenant' }).teams
    expect(many?.credentials?.tokenUrl).toBe('https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token')
    expect(many?.authority.tenants).toEqual(['t1', 't2'])
  })

  it.each([
    ['http://127.0.0.1:1/x', 'http://127.0.0.1:1/x/oauth2/v2.0/token'],
    ['http://127.0.0.1:1/x/token', 'http://127.0.0.1:1/x/token'],
  ])('gets tokens of the login %s at %s', (login, url) => {
    expect(readConfig({ ...app, TEAMS_LOGIN_URL: login }).teams?.credentials?.tokenUrl).toBe(url)
  })

  it('checks no tokens only where it is asked for and only this machine can write', () => {
    expect(readConfig({ TEAMS_UNAUTHENTICATED: 'true' }).teams?.credentials).toBeNull()
    expect(readConfig({ TEAMS_UNAUTHENTICATED: 'false' }).teams).toBeNull()
  })

  it.each([
    ['the id alone', { TEAMS_APP_ID: 'app' }, 'TEAMS_APP_PASSWORD: found nothing'],
    ['the secret alone', { TEAMS_APP_PASSWORD: 's3cret' }, 'TEAMS_APP_ID: found nothing'],
    ['an empty id', { ...app, TEAMS_APP_ID: ' ' }, 'TEAMS_APP_ID: found nothing'],
    ['another type', { ...app, TEAMS_APP_TYPE: 'Other' }, 'TEAMS_APP_TYPE: found “Other”'],
    ['one tenant without its name', { ...app, TEAMS_APP_TYPE: 'SingleTenant' }, 'TEAMS_TENANT_ID: found 0 tenants'],
    ['no address', { ...app, TEAMS_LOGIN_URL: 'x' }, 'TEAMS_LOGIN_URL: found “x”'],
    [
      'open to all',
      { TEAMS_UNAUTHENTICATED: 'true', HOST: '0.0.0.0' },
      'TEAMS_UNAUTHENTICATED: found true beside HOST',
    ],
  ])('refuses %s and repeats no secret', (_name, environment, text) => {
    expect(() => readConfig(environment)).toThrow(ConfigurationWrong)
    expect(() => readConfig(environment)).toThrow(text)
    expect(() => readConfig(environment)).not.toThrow('s3cret')
  })
})
