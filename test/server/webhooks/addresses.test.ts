import { describe, expect, it } from 'vitest'
import { AllowanceWrong, createAddresses, faultOfUrl } from '../../../server/webhooks/addresses.ts'

const zone: Record<string, string[]> = {
  'public.example': ['93.184.215.14', '2606:2800:21f:cb07:6820:80da:af6b:8b2c'],
  'inside.example': ['10.1.2.3'],
  'both.example': ['93.184.215.14', '127.0.0.1'],
}
const resolve = async (host: string) => {
  const found = zone[host]
  if (!found) throw Object.assign(new Error(`getaddrinfo ENOTFOUND ${host}`), { code: 'ENOTFOUND' })
  return found.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }))
}

describe('the addresses webhooks may reach', () => {
  const addresses = createAddresses([], resolve)

  it.each([
    ['https://public.example/hook', null],
    ['https://public.example:8443/hook', null],
    ['https://93.184.215.14/', null],
    ['http://public.example/hook', 'scheme'],
    ['ftp://public.example/', 'scheme'],
    ['file:///etc/passwd', 'scheme'],
    ['not an address', 'not_a_url'],
    ['https://user:pass@public.example/', 'credentials'],
    ['https://nobody.example/', 'unknown'],
    ['https://inside.example/', 'private'],
    ['https://both.example/', 'private'],
    ['https://127.0.0.1/', 'private'],
    ['https://127.1/', 'private'],
    ['https://2130706433/', 'private'],
    ['https://0x7f.0.0.1/', 'private'],
    ['https://0.0.0.0/', 'private'],
    ['https://10.0.0.1/', 'private'],
    ['https://172.16.0.1/', 'private'],
    ['https://192.168.1.1/', 'private'],
    ['https://100.100.100.200/', 'private'],
    ['https://169.254.169.254/latest/meta-data/', 'private'],
    ['https://168.63.129.16/', 'private'],
    ['https://192.0.0.192/', 'private'],
    ['https://224.0.0.1/', 'private'],
    ['https://255.255.255.255/', 'private'],
    ['https://[::1]/', 'private'],
    ['https://[::]/', 'private'],
    ['https://[::ffff:127.0.0.1]/', 'private'],
    ['https://[::ffff:a9fe:a9fe]/', 'private'],
    ['https://[fe80::1]/', 'private'],
    ['https://[fd00:ec2::254]/', 'private'],
    ['https://[64:ff9b::7f00:1]/', 'private'],
    ['https://[2002:7f00:1::]/', 'private'],
  ])('%s: %s', async (url, fault) => expect(await faultOfUrl(url, addresses)).toBe(fault))

  it.each([
    ['inside.example', 'http://inside.example/hook', null],
    ['10.1.0.0/16', 'https://inside.example/hook', null],
    ['10.2.0.0/16', 'https://inside.example/hook', 'private'],
    ['127.0.0.1', 'http://127.0.0.1:8080/', null],
    ['127.0.0.1', 'http://127.0.0.2:8080/', 'scheme'],
    ['::1', 'http://[::1]:8080/', null],
    ['10.1.0.0/16', 'https://both.example/', 'private'],
  ])('allowed %s, %s: %s', async (allowed, url, fault) =>
    expect(await faultOfUrl(url, createAddresses([allowed], resolve))).toBe(fault),
  )

  it('refuse an allowance that means nothing', () => {
    expect(() => createAddresses(['10.0.0.0/99'])).toThrow(AllowanceWrong)
    expect(() => createAddresses(['http://x/'])).toThrow(AllowanceWrong)
  })
})
