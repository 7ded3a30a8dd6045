import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanName, isDrawn, treatmentOf } from '../../../core/attachments/attachment.ts'
import { isLinkValid, signLink } from '../../../core/attachments/link.ts'
import { mediaTypeOf } from '../../../core/attachments/media-type.ts'
import { gif, jpeg, pdf, png } from '../../files.ts'

describe('the name of a file', () => {
  it.each([
    ['report.pdf', 'report.pdf'],
    ['Übersicht der Räume.xlsx', 'Übersicht der Räume.xlsx'],
    ['../../etc/passwd', 'passwd'],
    ['C:\\Users\\erin\\photo.png', 'photo.png'],
    ['photo_\u202egnp.exe', 'photo_gnp.exe'],
    ['a\u0000b\r\nSet-Cookie: x.txt', 'abSet-Cookie_ x.txt'],
    ['<img src=x onerror=alert(1)>.png', '_img src=x onerror=alert(1)_.png'],
    ['.htaccess', 'htaccess'],
    ['trailing. . ', 'trailing'],
    ['', 'file'],
    ['///', 'file'],
    ['\u202e', 'file'],
  ])('%j is shown as %j', (sent, shown) => {
    expect(cleanName(sent)).toBe(shown)
  })

  it('keeps its ending when it is long', () => {
    const name = cleanName(`${'a'.repeat(400)}.pdf`)
    expect([...name]).toHaveLength(150)
    expect(name.endsWith('a.pdf')).toBe(true)
  })

  it('is never empty, long, a path, or anything that hides, whatever was sent', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (sent) => {
        const name = cleanName(sent)
        expect([...name].length).toBeGreaterThan(0)
        expect([...name].length).toBeLessThanOrEqual(150)
        expect(name).not.toMatch(/[/\\<>:"|?*\p{Cc}\p{Cf}\p{Zl}\p{Zp}]|^[\s.]/u)
        expect(cleanName(name)).toBe(name)
      }),
    )
  })
})

describe('the kind of a file', () => {
  const bytes = (text: string) => new TextEncoder().encode(text)

  it.each([
    ['a picture', png, 'image/png'],
    ['a photo', jpeg, 'image/jpeg'],
    ['a moving picture', gif, 'image/gif'],
    ['a document', pdf, 'application/pdf'],
    ['a note', bytes('Grüße'), 'text/plain'],
    ['a page', bytes('<!doctype html><script>alert(1)</script>'), 'text/plain'],
    ['a drawing that can act', bytes('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'), 'text/plain'],
    ['a drawing behind a declaration', bytes('<?xml version="1.0"?><svg onload="alert(1)"/>'), 'text/plain'],
    ['a text in Latin-1', new Uint8Array([0x47, 0x72, 0xfc, 0xdf, 0x65]), 'application/octet-stream'],
    ['bytes of no known kind', new Uint8Array([1, 2, 0, 3]), 'application/octet-stream'],
    ['nothing', new Uint8Array(), 'text/plain'],
  ])('of %s is told by its bytes', async (_what, content, kind) => {
    expect(await mediaTypeOf(content)).toBe(kind)
  })

  it('is text also where a character is cut in two by the end of what is looked at', async () => {
    expect(await mediaTypeOf(bytes('ü'.repeat(40_000).slice(0, 40_000)))).toBe('text/plain')
    expect(await mediaTypeOf(bytes(`a${'ü'.repeat(40_000)}`))).toBe('text/plain')
  })

  it('decides what a browser draws: pictures of the plain kinds and nothing else', () => {
    expect(isDrawn('image/png')).toBe(true)
    for (const kind of ['image/svg+xml', 'text/html', 'application/pdf', 'text/plain', 'application/octet-stream'])
      expect(treatmentOf(kind).disposition).toBe('attachment')
  })
})

describe('a link to a file', () => {
  const now = new Date('2026-01-01T00:00:00Z')
  const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000)
  const read = (query: string) => {
    const found = new URLSearchParams(query)
    return { until: Number(found.get('until')), signature: found.get('signature') ?? '' }
  }

  it('works until it ends, for its file alone, and cannot be prolonged', () => {
    const link = read(signLink('file-1', 'key', later(60)))
    expect(isLinkValid('file-1', 'key', link, now)).toBe(true)
    expect(isLinkValid('file-1', 'key', link, later(60))).toBe(false)
    expect(isLinkValid('file-2', 'key', link, now)).toBe(false)
    expect(isLinkValid('file-1', 'other key', link, now)).toBe(false)
    expect(isLinkValid('file-1', 'key', { ...link, until: link.until + 1 }, now)).toBe(false)
    expect(isLinkValid('file-1', 'key', { ...link, signature: '' }, now)).toBe(false)
  })
})
