import { describe, expect, it } from 'vitest'
import { ConfigurationWrong, readConfig } from '../../server/config.ts'

/** What is said of a configuration, empty when all is well. */
function saidOf(environment: Record<string, string>): string {
  try {
    readConfig(environment)
    return ''
  } catch (error) {
    if (error instanceof ConfigurationWrong) return error.message
    throw error
  }
}

describe('the configuration of Slack', () => {
  const both = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's3cret' }

  it('is off where nothing is set, and on with both secrets', () => {
    expect(readConfig({}).slack).toBeNull()
    expect(readConfig(both).slack).toEqual({
      botToken: 'xoxb-1',
      signingSecret: 's3cret',
      apiUrl: 'https://slack.com/api/',
    })
    expect(readConfig({ ...both, SLACK_API_URL: 'http://127.0.0.1:1/api' }).slack?.apiUrl).toBe(
      'http://127.0.0.1:1/api/',
    )
  })

  it.each([
    ['the token alone', { SLACK_BOT_TOKEN: 'xoxb-1' }, 'SLACK_SIGNING_SECRET: found nothing'],
    ['the secret alone', { SLACK_SIGNING_SECRET: 's3cret' }, 'SLACK_BOT_TOKEN: found nothing'],
    ['an app’s token for the bot’s', { ...both, SLACK_BOT_TOKEN: 'xapp-1' }, 'SLACK_BOT_TOKEN: found another kind'],
    ['Socket Mode', { ...both, SLACK_APP_TOKEN: 'xapp-1' }, 'SLACK_APP_TOKEN: found a value'],
    ['no address', { ...both, SLACK_API_URL: 'slack' }, 'SLACK_API_URL: found “slack”'],
  ])('is refused with one message for %s, which does not repeat a secret', (_what, environment, said) => {
    const text = saidOf(environment)
    expect(text).toContain(said)
    expect(text.split('\n')).toHaveLength(1)
    for (const secret of ['xoxb-1', 's3cret', 'xapp-1']) expect(text).not.toContain(secret)
  })
})

describe('the largest file', () => {
  it('is 25 MB unless it is set', () => {
    expect(readConfig({}).attachmentLimit).toBe(25 * 1024 * 1024)
    expect(readConfig({ ATTACHMENT_LIMIT_MB: '3' }).attachmentLimit).toBe(3 * 1024 * 1024)
  })

  it.each(['0', '201', '2.5', '-1', 'many'])('cannot be “%s”', (value) => {
    expect(saidOf({ ATTACHMENT_LIMIT_MB: value })).toContain(`ATTACHMENT_LIMIT_MB: found “${value}”; expected a whole`)
  })
})
