import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Conversation } from '../../../api/schemas/conversation.ts'
import type { InboxCounts, Ticket, TimelineEntry } from '../../../api/schemas/ticket.ts'
import { keys } from '../../api/queries.ts'
import { get, getAll, write } from '../../api/request.ts'
import { dueSoon, type TicketFilters, ticketQueryOf } from './ticket-filters.ts'

interface TicketPage {
  items: Ticket[]
  next: string | null
}

/** Tickets page by page, last changed first. */
export const ticketsQuery = (filters: TicketFilters) =>
  infiniteQueryOptions({
    queryKey: [...keys.tickets, 'list', filters],
    queryFn: ({ pageParam, signal }) =>
      get<TicketPage>('tickets', { ...ticketQueryOf(filters), cursor: pageParam, limit: 50 }, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: TicketPage) => page.next ?? undefined,
  })

/** How many tickets each view of the inbox holds. Asked again by the minute, because time alone makes tickets due. */
export const inboxQuery = queryOptions({
  queryKey: keys.inbox,
  queryFn: ({ signal }) => get<InboxCounts>('tickets/counts', { dueBefore: dueSoon() }, signal),
  refetchInterval: 60_000,
})

export const ticketQuery = (number: number) =>
  queryOptions({
    queryKey: keys.ticket(number),
    queryFn: ({ signal }) => get<Ticket>(`tickets/${number}`, {}, signal),
  })

/** The whole history of a ticket, oldest first. */
export const timelineQuery = (number: number) =>
  queryOptions({
    queryKey: keys.timeline(number),
    queryFn: ({ signal }) => getAll<TimelineEntry>(`tickets/${number}/timeline`, {}, signal),
  })

export interface Watchers {
  items: { id: string; name: string }[]
}

/** Who watches a ticket, by name. */
export const watchersQuery = (number: number) =>
  queryOptions({
    queryKey: keys.watchers(number),
    queryFn: async ({ signal }) => (await get<Watchers>(`tickets/${number}/watchers`, {}, signal)).items,
  })

/** The conversation behind a ticket. */
export const conversationQuery = (number: number, id: string) =>
  queryOptions({
    queryKey: keys.conversation(number, id),
    queryFn: ({ signal }) => get<Conversation>(`conversations/${id}`, {}, signal),
  })

/** One step with a ticket that the server answers with the ticket as it is then. */
export type TicketStep =
  | { step: 'assign'; assignee?: string | null }
  | { step: 'escalate' | 'deescalate'; reason: string; team?: string }
  | { step: 'tags'; add: string[]; remove: string[] }
  | { step: 'snooze'; until: string | null }
  | { step: 'state'; state: 'open' | 'pending' | 'on_hold' | 'solved' | 'closed' }

/**
 * Takes a step with a ticket as it was seen: the version goes along, so that nobody overrides what they have not read.
 * Whatever comes of it, the ticket is read again.
 */
export function useTicketStep(ticket: Ticket) {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: ({ step, ...body }: TicketStep) =>
      write<Ticket>('POST', `tickets/${ticket.number}/${step}`, { ...body, version: ticket.version }),
    onSuccess: (changed) => queries.setQueryData(keys.ticket(ticket.number), changed),
    onSettled: () => {
      void queries.invalidateQueries({ queryKey: keys.tickets })
      return queries.invalidateQueries({ queryKey: keys.ticket(ticket.number) })
    },
  })
}
