import { readTranscript } from '../conversations/store.ts'
import { DomainError } from '../errors.ts'
import { listColleagues, listTeams } from '../people/store.ts'
import type { DeskHost } from '../ports.ts'
import { type Articles, searchArticles } from '../tickets/sent-articles.ts'
import { conversationOfTicket, getTicket } from '../tickets/store.ts'
import type { Transact } from '../transaction.ts'
import { readCard, type TicketPage } from './announcement.ts'
import { deskAt, ticketAt } from './store.ts'
import { bindDesk, setPresenceFromDesk, workFromDesk } from './work.ts'

/** What channels in which agents work are offered, on the database. */
export function createDeskHost(options: {
  transact: Transact
  articles: Articles
  ticketPage: TicketPage
  now(): Date
}): DeskHost {
  const { transact, articles, ticketPage, now } = options
  return {
    work: (command) => workFromDesk(transact, articles, command, now()),
    ticketAt: (desk, thread) => transact((tx) => ticketAt(tx, desk, thread)),
    card: (ticket, language) => unlessMissing(transact((tx) => readCard(tx, ticket, language, ticketPage))),
    transcript: (ticket) =>
      unlessMissing(transact(async (tx) => readTranscript(tx, await conversationOfTicket(tx, ticket)))),
    choices: (number) =>
      transact(async (tx) => {
        const { team: present } = await getTicket(tx, number)
        return {
          agents: await listColleagues(tx, present.id),
          teams: (await listTeams(tx)).map(({ id, name, level }) => ({
            id,
            name,
            level,
            isPresent: id === present.id,
          })),
        }
      }),
    findArticles: async (words) => searchArticles(articles, words),
    isDesk: (desk) => transact(async (tx) => (await deskAt(tx, desk)) !== null),
    bind: (desk, sender) => bindDesk(transact, desk, sender),
    setPresence: (place, sender, presence) => setPresenceFromDesk(transact, place, sender, presence, now()),
  }
}

/** What is asked about a ticket that is not there has no answer. */
async function unlessMissing<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked
  } catch (error) {
    if (error instanceof DomainError && error.code === 'ticket_not_found') return null
    throw error
  }
}
