import type { AttachmentPage } from '../attachments/sending.ts'
import { requesterTexts } from '../conversations/store.ts'
import { catalogue } from '../messages/catalogue.ts'
import { getTeam } from '../people/store.ts'
import { ChannelRefused, type DeskMessage, type Language, type TicketCard } from '../ports.ts'
import { getTicket, readEntry } from '../tickets/store.ts'
import { summarize } from '../tickets/timeline.ts'
import type { Transaction } from '../transaction.ts'
import { cardOf } from './card.ts'
import { type Announcement, findDesk } from './store.ts'

/** Where a ticket can be seen in the console. */
export type TicketPage = (number: number) => string

/** The card of a ticket as it stands. @throws DomainError ticket_not_found */
export async function readCard(
  tx: Transaction,
  number: number,
  language: Language,
  page: TicketPage,
): Promise<TicketCard> {
  const ticket = await getTicket(tx, number)
  const team = await getTeam(tx, ticket.team.id)
  const [question = ''] = await requesterTexts(tx, ticket.conversationId)
  return cardOf(ticket, {
    question,
    url: page(number),
    timeZone: team.hours.timeZone,
    language,
    words: catalogue(language),
  })
}

/**
 * Puts an announcement into words, as things are now.
 * @returns null when the desk is gone
 * @throws ChannelRefused when a line has no card to go below: the card was refused before
 */
export async function compose(
  tx: Transaction,
  key: string,
  { desk: id, ticket, entry: line }: Announcement,
  { ticketPage, attachmentPage }: { ticketPage: TicketPage; attachmentPage: AttachmentPage },
): Promise<DeskMessage | null> {
  const desk = await findDesk(tx, id, ticket)
  if (!desk) return null
  const { channel, workspace, place, address, language, thread } = desk
  const to = { key, channel, workspace, place, address, language }
  if (line === null) return { ...to, kind: 'card', thread, card: await readCard(tx, ticket, language, ticketPage) }
  if (thread === null)
    throw new ChannelRefused('no_card', `Ticket ${ticket} has no card in “${desk.name}”.`, { permanent: true })
  const entry = await readEntry(tx, line)
  const words = catalogue(language)
  const isSaid = entry.kind === 'requester_message' || entry.kind === 'reply' || entry.kind === 'note'
  if (!isSaid) {
    const text = summarize(entry, words)
    return {
      ...to,
      kind: 'line',
      thread,
      from: 'helpdesk',
      author: null,
      text: entry.kind === 'message_edited' ? `${text}\n\n${quoted(entry.text ?? '')}` : text,
      attachments: [],
      isNote: true,
    }
  }
  return {
    ...to,
    kind: 'line',
    thread,
    from: entry.kind === 'requester_message' ? 'requester' : 'agent',
    author: entry.actor.name,
    text: entry.text ?? '',
    attachments: entry.attachments.map((file) => ({ ...file, url: attachmentPage(file.id) })),
    isNote: entry.kind === 'note',
  }
}

/** A text as a quotation of Markdown. */
function quoted(text: string): string {
  return text.replace(/^/gm, '> ')
}
