import { describe, expect, it } from 'vitest'
import { parseRule } from '../../../core/automation/parse.ts'
import { sayRule } from '../../../core/automation/say.ts'
import { catalogue } from '../../../core/messages/catalogue.ts'

describe('a rule read aloud', () => {
  it.each([
    [
      'when ticket created if category is "VPN" and priority is urgent then assign team "Network", call webhook "ITSM"',
      'When a ticket is created, if the category is “VPN” and the priority is urgent: give it to the team “Network”; call the webhook “ITSM”.',
      'Wenn ein Ticket eröffnet wird, falls die Kategorie „VPN“ ist und die Priorität dringend ist: es dem Team „Network“ geben; den Webhook „ITSM“ aufrufen.',
    ],
    [
      'every hour if state is pending and 5 business days since last state change then reply "Still there?"',
      'Every hour, if the state is “waiting for the requester” and the state last changed at least 5 business days ago: write “Still there?” to the requester.',
      'Jede Stunde, falls der Zustand „wartet auf den Fragenden“ ist und seit der letzten Änderung des Zustands mindestens 5 Arbeitstage vergangen sind: dem Fragenden „Still there?“ schreiben.',
    ],
    [
      'every weekday at 09:00 in "Europe/Berlin" if resolution is overdue and not (assignee is none or level is third) then escalate because "Late"',
      'Every weekday at 09:00 (Europe/Berlin), if the resolution is overdue and it is not so that (the agent is none or the level is the third): escalate it, because “Late”.',
      'Jeden Werktag um 09:00 (Europe/Berlin), falls die Lösung überfällig ist und nicht gilt: (der Agent leer ist oder die Ebene die dritte ist): es eskalieren, weil „Late“.',
    ],
  ])('%s', (line, english, german) => {
    expect(sayRule(parseRule(line), catalogue('en'))).toBe(english)
    expect(sayRule(parseRule(line), catalogue('de'))).toBe(german)
  })
})
