import type { Language } from '../../core/ports.ts'

const en = {
  welcome:
    'Hello! Ask me a question in your own words. What I cannot answer I hand to a person. “my tickets” lists yours.',
  noTickets: 'You have no tickets.',
  received: 'Received.',
  note: 'Note, not seen by the requester',
  toRequester: 'The requester sees this, with your name.',
  amongAgents: 'Only agents see this.',
  text: 'Text',
  reason: 'Reason',
  team: 'Team',
  agent: 'Agent',
  send: 'Send',
  open: 'Open in the console',
}
const de: typeof en = {
  welcome:
    'Hallo! Stell mir eine Frage in deinen eigenen Worten. Was ich nicht beantworten kann, gebe ich an einen Menschen weiter. „meine Tickets“ zeigt deine.',
  noTickets: 'Du hast keine Tickets.',
  received: 'Angekommen.',
  note: 'Notiz, für die anfragende Person nicht sichtbar',
  toRequester: 'Die anfragende Person sieht dies, mit deinem Namen.',
  amongAgents: 'Nur für Agents sichtbar.',
  text: 'Text',
  reason: 'Grund',
  team: 'Team',
  agent: 'Agent',
  send: 'Senden',
  open: 'In der Konsole öffnen',
}

/** The words of cards that only Teams has. */
export function wordsOf(language: Language | null): typeof en {
  return language === 'de' ? de : en
}
