/** What the chat page says, in English. `de.ts` has the same keys by type. */
export const en = {
  title: 'Help desk',
  newQuestion: 'New question',
  otherLanguage: 'Deutsch',
  skipToComposer: 'Skip to your question',
  conversation: 'Conversation',

  welcomeTitle: 'Hello, how can we help?',
  welcomeText:
    'Ask in your own words. You get an answer from the company’s articles, and a person when that is not enough.',

  earlier: 'Your earlier questions',
  earlierTicket: (number: number) => `Ticket #${number}`,
  earlierFailed: 'This could not be opened. Please try again.',

  yourQuestion: 'Your question',
  placeholder: 'Ask a question…',
  placeholderTeam: 'Write to the team…',
  send: 'Send',
  sendHint: 'Enter sends, Shift + Enter starts a new line',

  files: 'Files',
  filesToSend: 'Files to be sent',
  addFiles: 'Add files',
  dropFiles: 'Drop files here to add them',
  removeFile: (name: string) => `Remove ${name}`,
  fileReady: (name: string) => `${name} is ready to be sent.`,
  fileUploading: 'uploading…',
  fileWaiting: 'on its way…',
  fileMissing: 'could not be fetched',
  fileFault: { too_large: 'too large', empty: 'empty', failed: 'could not be uploaded' },
  edited: 'edited',
  change: 'Change',
  changeMessage: 'Your message',
  takeBack: 'Delete',
  reallyTakeBack: 'Delete it for everybody',
  keep: 'Keep it',
  changeFailed: 'That did not work. Please try again.',
  deleted: 'This message was deleted.',

  you: 'You',
  bot: 'Assistant',
  agentWithoutName: 'The team',
  person: 'Person',
  from: (title: string) => `From: ${title}`,
  choices: 'Possible replies',
  lookingItUp: 'Looking it up…',
  newBelow: 'New answer below',
  unread: 'New answer',
  table: 'Table',

  sending: 'Sending…',
  queued: 'Waiting to be sent',
  notSent: 'Not sent yet. We keep trying.',
  refused: 'This could not be sent.',
  refusedPress: 'That button could not be used any more.',
  tryNow: 'Try now',
  tryAgain: 'Try again',
  remove: 'Remove',

  away: 'No connection at the moment. What you write is kept and sent as soon as we are back.',
  newFailed: 'A new question could not be started. Please try again.',

  ticket: (number: number) => `Ticket #${number}`,
  ticketWithTeam: 'The team has your question. Their answer arrives here.',
  ticketClosed: 'This conversation is closed.',
  closed: 'This conversation is closed. Write again and a new one begins.',

  whoTitle: 'Who are you?',
  whoText: 'Optional. It helps the team to know who is asking and how to reach you.',
  name: 'Name',
  email: 'E-mail',
  save: 'Save',
  notNow: 'Not now',
  emailWrong: 'That does not look like an e-mail address. Expected is something like name@example.com.',
  saveFailed: 'That could not be saved. Please try again.',
  thanks: (name: string | null) =>
    name ? `Thank you, ${name}. The team sees it with your ticket.` : 'Thank you. The team sees it with your ticket.',

  backToChat: 'Back to the chat',
  articleLoading: 'Opening the article…',
  articleMissing: 'There is no such article. It may have been archived or moved.',
  articleFailed: 'The article could not be opened.',
  originalPage: 'Open the original page',
  crashed: 'Something went wrong on this page. Your conversation is safe; load the page again to see it.',
  reload: 'Load again',
}

/** The shape every language has to fill. */
export type Words = typeof en
