import { afterEach, describe, expect, it } from 'vitest'
import { type Answerer, createAnswerer } from '../../../knowledge/index.ts'

const german = {
  elternzeit: ['Elternzeit', 'Wer Kinder bekommt, stellt den Antrag sieben Wochen vorher bei der Personalabteilung.'],
  urlaub: ['Urlaub beantragen', 'Dreißig Tage im Jahr, einzutragen im Portal.'],
  krank: ['Krankmeldung', 'Am ersten Tag anrufen, ab dem dritten Tag ein Attest schicken.'],
  vpn: ['VPN einrichten', 'Den Client aus dem Portal installieren und mit dem Ausweis anmelden.'],
  drucker: ['Drucker verbinden', 'Die Warteschlange heißt wie das Stockwerk.'],
  ausweis: ['Ausweis verloren', 'Sofort am Empfang melden, er wird gesperrt.'],
  reise: ['Reisekosten abrechnen', 'Belege einscannen und innerhalb von vier Wochen einreichen.'],
  gehalt: ['Gehaltsabrechnung finden', 'Sie liegt ab dem 28. im Portal.'],
  passwort: ['Passwort zurücksetzen', 'Auf der Anmeldeseite „vergessen“ wählen.'],
  bahn: ['Dienstfahrrad', 'Nach der Probezeit, über den Leasingpartner.'],
  kantine: ['Kantine', 'Geöffnet von elf bis vierzehn Uhr.'],
  schulung: ['Schulungen', 'Fünf Tage im Jahr, mit Zustimmung der Führungskraft.'],
} as const

describe('a base in German', () => {
  let answerer: Answerer
  afterEach(() => answerer.close())
  const put = (id: string, [title, body]: readonly [string, string], language: string) =>
    answerer.put({ id, title, body, phrasings: [], url: null, category: null, tags: [], language })
  const start = () => {
    answerer = createAnswerer()
    for (const [id, texts] of Object.entries(german)) put(id, texts, 'de')
  }
  const first = (text: string, language?: string) =>
    answerer.ask(text, language ? { language } : {}).candidates[0]?.articleId

  it.each([
    ['Wo finde ich den Elternzeitantrag?', 'elternzeit'],
    ['Urlaubsantrag', 'urlaub'],
    ['Wie kann ich mein Passwort zuruecksetzen?', 'passwort'],
    ['passwort zurucksetzen', 'passwort'],
    ['Wo ist meine Reisekostenabrechnung', 'reise'],
    ['Ausweis', 'ausweis'],
    ['drucker', 'drucker'],
    ['kantine offen?', 'kantine'],
  ])('answers “%s” from %s', (question, id) => {
    start()
    expect(first(question)).toBe(id)
    expect(answerer.ask(question).language).toBe('de')
  })

  it.each([
    ['Guten Morgen', 'de'],
    ['danke', 'de'],
    ['hallo', 'de'],
    ['where is the canteen', 'en'],
    ['thank you', 'en'],
  ])('tells the language of “%s”: %s', (text, language) => {
    start()
    expect(answerer.ask(text).language).toBe(language)
  })

  it('beside one in English answers in the language of the asker, and from the other where there is but one', () => {
    start()
    put('vpn-en', ['Set up the VPN', 'Install the client from the portal.'], 'en')
    put('badge-en', ['Lost badge', 'Report it to the front desk.'], 'en')
    put('visa', ['Visa for Canada', 'Ask the travel desk.'], 'en')
    expect(first('Wie richte ich das VPN ein?')).toBe('vpn')
    expect(first('how do I get the vpn')).toBe('vpn-en')
    expect(first('vpn', 'de')).toBe('vpn')
    expect(first('vpn', 'en')).toBe('vpn-en')
    expect(first('Brauche ich ein Visa für Canada?')).toBe('visa')
  })

  it('is the same after articles came and went', () => {
    start()
    const questions = ['Elternzeitantrag', 'Wie kann ich Urlaub beantragen', 'Ausweis weg']
    const before = questions.map((question) => answerer.ask(question))
    put('extra', ['Elternzeitgesetz', 'Antrag und Frist.'], 'de')
    answerer.remove('urlaub')
    put('urlaub', german.urlaub, 'de')
    answerer.remove('extra')
    expect(questions.map((question) => answerer.ask(question))).toEqual(before)
  })
})
