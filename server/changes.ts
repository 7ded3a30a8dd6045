import { EventEmitter } from 'node:events'
import pg from 'pg'
import type { Change, Queue } from '../core/delivery/store.ts'
import type { DatabaseConnection } from './database/connection.ts'

/** What other processes, and this one, tell through the database. */
export interface Changes {
  onWork(listener: (queue: Queue) => void): () => void
  onChange(listener: (change: Change) => void): () => void
  /** An article was written: its id. */
  onArticle(listener: (id: string) => void): () => void
  /** A question was left unanswered. */
  onUnanswered(listener: () => void): () => void
  /** A list of words was changed: its name. */
  onWords(listener: (name: string) => void): () => void
  /** The connection was lost and is back: anything may have been missed. */
  onGap(listener: () => void): () => void
  stop(): Promise<void>
}

/** Pause before connecting again, in milliseconds. */
const reconnectMilliseconds = 500

/** Listens to the database's notifications on a connection of its own, and connects again when it is lost. */
export async function listenForChanges(
  connection: DatabaseConnection,
  onError: (error: unknown) => void,
): Promise<Changes> {
  const events = new EventEmitter().setMaxListeners(0)
  let client: pg.Client | null = null
  let stopped = false
  let again: NodeJS.Timeout | null = null

  const connect = async () => {
    const next = new pg.Client(
      'url' in connection
        ? { connectionString: connection.url, application_name: 'firstline-listen', keepAlive: true }
        : { ...connection, application_name: 'firstline-listen' },
    )
    next.on('notification', ({ channel, payload = '' }) => {
      if (channel === 'firstline_work') events.emit('work', payload)
      else if (channel === 'firstline_articles') events.emit('article', payload)
      else if (channel === 'firstline_unanswered') events.emit('unanswered')
      else if (channel === 'firstline_words') events.emit('words', payload)
      else events.emit('change', JSON.parse(payload))
    })
    next.on('error', (error) => {
      onError(error)
      reconnect()
    })
    next.on('end', reconnect)
    await next.connect()
    await next.query(
      'listen firstline_work; listen firstline_change; listen firstline_articles; listen firstline_unanswered; listen firstline_words',
    )
    client = next
  }
  const reconnect = () => {
    client = null
    if (stopped || again) return
    again = setTimeout(() => {
      again = null
      connect().then(
        () => events.emit('gap'),
        (error) => {
          onError(error)
          reconnect()
        },
      )
    }, reconnectMilliseconds)
  }
  await connect()

  const on = (name: string) => (listener: (...values: never[]) => void) => {
    events.on(name, listener as (...values: unknown[]) => void)
    return () => void events.off(name, listener as (...values: unknown[]) => void)
  }
  return {
    onWork: on('work') as Changes['onWork'],
    onChange: on('change') as Changes['onChange'],
    onArticle: on('article') as Changes['onArticle'],
    onUnanswered: on('unanswered') as Changes['onUnanswered'],
    onWords: on('words') as Changes['onWords'],
    onGap: on('gap') as Changes['onGap'],
    async stop() {
      stopped = true
      if (again) clearTimeout(again)
      await client?.end()
    },
  }
}
