import { describe, expect, it } from 'vitest'
import { compoundParts } from '../../../knowledge/search/compounds.ts'

describe('a German compound', () => {
  it.each([
    ['elternzeitantrag', ['elternzeit', 'antrag']],
    ['urlaubsantrag', ['urlaub', 'antrag']],
    ['versicherungsnummer', ['versicherung', 'nummer']],
    ['kundendaten', ['kunden', 'daten']],
    ['passwortänderung', []],
    ['reisekostenabrechnung', ['reisekosten', 'abrechnung']],
    ['besucherausweise', ['besucher', 'ausweise']],
    ['antrag', []],
    ['vpn', []],
    ['', []],
    ['xyzantrag', []],
  ])('%s has the parts %j', (word, parts) => {
    expect(compoundParts(word)).toEqual(parts)
  })

  it('of endless length takes bounded time', () => {
    expect(compoundParts('zeit'.repeat(10_000))).toEqual([])
  })
})
