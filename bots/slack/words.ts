import type { Language } from '../../core/ports.ts'

const en = {
  note: 'Note, not seen by the requester',
  toRequester: 'The requester sees this, with your name.',
  amongAgents: 'Only agents see this.',
  text: 'Text',
  reason: 'Reason',
  team: 'Team',
  agent: 'Agent',
  send: 'Send',
  cancel: 'Cancel',
  open: 'Open in the console',
  fileMissing: 'could not be fetched',
  toPerson: 'Talk to a person',
  subject: 'Subject',
  category: 'Category',
  urgency: 'Urgency',
  priority: { low: 'low', normal: 'normal', high: 'high', urgent: 'urgent' },
  matter: 'What is it about?',
  needsSubject: 'Please say in a few words what it is about.',
  needsText: 'Please say what you need.',
  categoryGone: 'This category is no longer there. Please choose another one, or none.',
  usage:
    'Write `/firstline team NAME` to show the tickets of a team in this channel, `/firstline team` to show none, `/firstline available` or `/firstline away` for yourself.',
}
const de: typeof en = {
  note: 'Notiz, für die anfragende Person nicht sichtbar',
  toRequester: 'Die anfragende Person sieht dies, mit deinem Namen.',
  amongAgents: 'Nur für Agents sichtbar.',
  text: 'Text',
  reason: 'Grund',
  team: 'Team',
  agent: 'Agent',
  send: 'Senden',
  cancel: 'Abbrechen',
  open: 'In der Konsole öffnen',
  fileMissing: 'konnte nicht geholt werden',
  toPerson: 'Mit jemandem sprechen',
  subject: 'Betreff',
  category: 'Kategorie',
  urgency: 'Dringlichkeit',
  priority: { low: 'niedrig', normal: 'normal', high: 'hoch', urgent: 'dringend' },
  matter: 'Worum geht es?',
  needsSubject: 'Bitte sag in wenigen Worten, worum es geht.',
  needsText: 'Bitte schreib, was du brauchst.',
  categoryGone: 'Diese Kategorie gibt es nicht mehr. Bitte wähl eine andere oder keine.',
  usage:
    'Schreib `/firstline team NAME`, um die Tickets eines Teams in diesem Kanal zu zeigen, `/firstline team`, um keine zu zeigen, `/firstline available` oder `/firstline away` für dich selbst.',
}

/** The words of buttons and forms that only Slack has. */
export function wordsOf(language: Language | null): typeof en {
  return language === 'de' ? de : en
}
