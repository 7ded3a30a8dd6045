import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query'
import type { Notification } from '../../../api/schemas/ticket-details.ts'
import { keys } from '../../api/queries.ts'
import { get, write } from '../../api/request.ts'

interface NotificationPage {
  items: Notification[]
  next: string | null
}

/** How many unread ones are counted; above it one is told that there are more. */
export const countedUnread = 99

/** What I was told and have not read, newest first. */
export const unreadQuery = queryOptions({
  queryKey: [...keys.notifications, 'unread'],
  queryFn: async ({ signal }) =>
    (await get<NotificationPage>('notifications', { unread: 'true', limit: countedUnread + 1 }, signal)).items,
})

/** The last I was told, read or not. */
export const lastNotificationsQuery = queryOptions({
  queryKey: [...keys.notifications, 'last'],
  queryFn: async ({ signal }) => (await get<NotificationPage>('notifications', { limit: 30 }, signal)).items,
})

/** Marks as read what I was told about a ticket, or everything. */
export function useRead() {
  const queries = useQueryClient()
  return useMutation({
    mutationFn: (ticket: number | 'all') => write('POST', 'notifications/read', ticket === 'all' ? {} : { ticket }),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.notifications }),
  })
}
