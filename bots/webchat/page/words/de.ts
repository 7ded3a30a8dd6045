import type { Words } from './en.ts'

/** Was die Chat-Seite sagt, auf Deutsch. */
export const de: Words = {
  title: 'Helpdesk',
  newQuestion: 'Neue Frage',
  otherLanguage: 'English',
  skipToComposer: 'Zur Eingabe springen',
  conversation: 'Unterhaltung',

  welcomeTitle: 'Hallo, wie können wir helfen?',
  welcomeText:
    'Fragen Sie mit Ihren eigenen Worten. Sie bekommen eine Antwort aus den Artikeln des Unternehmens, und einen Menschen, wenn das nicht reicht.',

  earlier: 'Ihre früheren Fragen',
  earlierTicket: (number: number) => `Ticket #${number}`,
  earlierFailed: 'Das ließ sich nicht öffnen. Bitte versuchen Sie es noch einmal.',

  yourQuestion: 'Ihre Frage',
  placeholder: 'Stellen Sie eine Frage…',
  placeholderTeam: 'Schreiben Sie dem Team…',
  send: 'Senden',
  sendHint: 'Enter sendet, Umschalt + Enter beginnt eine neue Zeile',

  files: 'Dateien',
  filesToSend: 'Dateien zum Senden',
  addFiles: 'Dateien hinzufügen',
  dropFiles: 'Dateien hier ablegen, um sie hinzuzufügen',
  removeFile: (name) => `${name} entfernen`,
  fileReady: (name) => `${name} kann gesendet werden.`,
  fileUploading: 'wird hochgeladen…',
  fileWaiting: 'unterwegs…',
  fileMissing: 'konnte nicht geholt werden',
  fileFault: { too_large: 'zu groß', empty: 'leer', failed: 'konnte nicht hochgeladen werden' },
  edited: 'geändert',
  deleted: 'Diese Nachricht wurde gelöscht.',

  you: 'Sie',
  bot: 'Assistent',
  agentWithoutName: 'Das Team',
  person: 'Mensch',
  from: (title) => `Aus: ${title}`,
  choices: 'Mögliche Antworten',
  lookingItUp: 'Ich schlage es nach…',
  newBelow: 'Neue Antwort weiter unten',
  unread: 'Neue Antwort',
  table: 'Tabelle',

  sending: 'Wird gesendet…',
  queued: 'Wartet auf das Senden',
  notSent: 'Noch nicht gesendet. Wir versuchen es weiter.',
  refused: 'Das ließ sich nicht senden.',
  refusedPress: 'Dieser Knopf ließ sich nicht mehr benutzen.',
  tryNow: 'Jetzt versuchen',
  tryAgain: 'Noch einmal versuchen',
  remove: 'Entfernen',

  away: 'Gerade keine Verbindung. Was Sie schreiben, bleibt erhalten und wird gesendet, sobald wir zurück sind.',
  newFailed: 'Eine neue Frage ließ sich nicht beginnen. Bitte versuchen Sie es noch einmal.',

  ticket: (number) => `Ticket #${number}`,
  ticketWithTeam: 'Das Team hat Ihre Frage. Die Antwort kommt hier an.',
  ticketClosed: 'Diese Unterhaltung ist geschlossen.',
  closed: 'Diese Unterhaltung ist geschlossen. Schreiben Sie wieder, dann beginnt eine neue.',

  whoTitle: 'Wer sind Sie?',
  whoText: 'Freiwillig. So weiß das Team, wer fragt und wie Sie zu erreichen sind.',
  name: 'Name',
  email: 'E-Mail',
  save: 'Speichern',
  notNow: 'Jetzt nicht',
  emailWrong: 'Das sieht nicht nach einer E-Mail-Adresse aus. Erwartet wird etwas wie name@example.com.',
  saveFailed: 'Das ließ sich nicht speichern. Bitte versuchen Sie es noch einmal.',
  thanks: (name) =>
    name ? `Danke, ${name}. Das Team sieht es bei Ihrem Ticket.` : 'Danke. Das Team sieht es bei Ihrem Ticket.',

  backToChat: 'Zurück zum Chat',
  articleLoading: 'Der Artikel wird geöffnet…',
  articleMissing: 'Diesen Artikel gibt es nicht. Vielleicht wurde er archiviert oder verschoben.',
  articleFailed: 'Der Artikel ließ sich nicht öffnen.',
  originalPage: 'Originalseite öffnen',
  crashed: 'Auf dieser Seite ist etwas schiefgegangen. Ihre Unterhaltung ist sicher; laden Sie die Seite neu.',
  reload: 'Neu laden',
}
