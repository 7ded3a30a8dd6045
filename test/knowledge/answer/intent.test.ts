import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { intentRecognizer } from '../../../knowledge/answer/intent.ts'

const recognize = intentRecognizer()
const intentOf = (text: string) => recognize(text).intent

describe('what a text wants', () => {
  it.each([
    'I want to talk to a person',
    'can I speak with someone from HR?',
    'please connect me with a human',
    'operator',
    'agent please',
    'get me a real human being',
    'I need somebody from payroll to call me',
    'not a bot please',
    'you keep sending me the same page',
    'is there anyone I can talk to?',
    'Ich möchte mit einem Mitarbeiter sprechen',
    'kann mich jemand aus der Personalabteilung anrufen',
  ])('a person: %s', (text) => {
    expect(intentOf(text)).toBe('person')
  })

  it.each([
    'my laptop was stolen on the train',
    'I clicked a phishing link and typed my password',
    'someone threatened to hurt me',
    'I have been sexually harassed by my supervisor',
    'I want to kill myself',
    'there is smoke, I smell gas in the office',
    'I pushed our access keys to a public repository',
    'Mein Laptop wurde gestohlen',
    'ich werde von meinem Chef belästigt',
  ])('at once: %s', (text) => {
    expect(intentOf(text)).toBe('urgent')
  })

  it.each([
    'hi',
    'Hello there!',
    'good mornign',
    'heyyy',
    'how are you today?',
    'happy monday everyone',
    'you there?',
    'Guten Tag',
    'who are you?',
  ])('small talk: %s', (text) => {
    expect(intentOf(text)).toBe('small_talk')
  })

  it.each(['thanks!', 'thank you so much', 'thx', 'Vielen Dank', 'great, thanks a lot'])('thanks: %s', (text) => {
    expect(intentOf(text)).toBe('thanks')
  })

  it.each([
    'how do I book a flight?',
    'hi, how do I reset my password?',
    'which travel agent do we use?',
    'what is the dress code for a person in the lobby',
    'how long is parental leave',
    'is there a human resources handbook',
    'thanks, and how do I get a new badge then?',
    'wie viele Tage Urlaub habe ich?',
    'where do I find the morning stand-up notes?',
  ])('a question: %s', (text) => {
    expect(intentOf(text)).toBe('question')
  })

  it('is told of any text in bounded time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 3_000 }), (text) => {
        expect(['question', 'person', 'urgent', 'small_talk', 'thanks']).toContain(intentOf(text))
      }),
    )
    for (const unit of ['a ', 'talk to ', '… ', '🙂', 'lost '])
      expect(intentOf(unit.repeat(50_000))).toBeTypeOf('string')
  })
})
