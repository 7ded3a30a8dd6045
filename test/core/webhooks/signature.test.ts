import fc from 'fast-check'
import { Webhook } from 'standardwebhooks'
import { describe, expect, it } from 'vitest'
import { newSigningSecret } from '../../../core/webhooks/endpoint.ts'
import { hasFailedTooLong, pauseAfter } from '../../../core/webhooks/patience.ts'
import { signedHeaders } from '../../../core/webhooks/signature.ts'

describe('the signature of a webhook', () => {
  it('is what the example of Standard Webhooks says', () => {
    // https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md#signature-scheme
    const headers = signedHeaders('msg_p5jXN8AQM9LWM0D4loKWxJek', new Date(1_614_265_330_000), '{"test": 2432232314}', {
      secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
      previousSecret: null,
    })
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
  })

  it('is accepted by the library of the standard for any body, and by either secret while two hold', () => {
    fc.assert(
      fc.property(fc.json(), fc.stringMatching(/^msg_[a-z0-9]{8}$/), (body, id) => {
        const secrets = { secret: newSigningSecret(), previousSecret: newSigningSecret() }
        const headers = signedHeaders(id, new Date(), body, secrets)
        for (const secret of [secrets.secret, secrets.previousSecret])
          expect(() => new Webhook(secret).verify(body, headers, { jsonParse: false })).not.toThrow()
        expect(() => new Webhook(newSigningSecret()).verify(body, headers, { jsonParse: false })).toThrow()
      }),
    )
  })
})

describe('patience with a receiver', () => {
  it('lasts for days, waits longer each time, honours what the receiver asks for, and ends', () => {
    const pauses: number[] = []
    for (let attempt = 1; ; attempt++) {
      const pause = pauseAfter(attempt, 0, null)
      if (pause === null) break
      pauses.push(pause)
    }
    expect(pauses).toEqual([...pauses].sort((a, b) => a - b))
    expect(pauses.reduce((sum, pause) => sum + pause, 0) / 86_400).toBeGreaterThan(3)
    expect(pauseAfter(1, 0, 120)).toBe(120)
    expect(pauseAfter(1, 0, 1e9)).toBe(86_400)
  })

  it('with an endpoint lasts five days', () => {
    const since = new Date('2026-03-02T09:00:00Z')
    expect(hasFailedTooLong(since, new Date('2026-03-07T08:59:59Z'))).toBe(false)
    expect(hasFailedTooLong(since, new Date('2026-03-07T09:00:00Z'))).toBe(true)
  })
})
