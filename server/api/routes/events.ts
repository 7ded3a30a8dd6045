import { agents } from '../../auth/caller.ts'
import type { Api, RouteContext } from './routes.ts'

/** Seconds between heartbeats; proxies commonly close what is silent for 60 s. */
const heartbeatSeconds = 25

/** The console's stream: what changed, so that no page has to be loaded again. */
export function addEventRoutes(api: Api, { helpdesk }: RouteContext) {
  const open = new Set<() => void>()
  api.addHook('preClose', async () => {
    for (const end of open) end()
  })

  api.get(
    '/events',
    {
      config: { roles: agents },
      schema: {
        tags: ['events'],
        summary:
          'Server-sent events: `ticket` {number}, `article` {id}, `presence` {}, `gap` {} when some may have been missed',
      },
    },
    async (request, reply) => {
      reply.hijack()
      reply.raw.writeHead(200, {
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        'x-accel-buffering': 'no',
      })
      const tell = (event: string, data: unknown) =>
        reply.raw.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`)
      const beat = setInterval(() => reply.raw.write(': still here\n\n'), heartbeatSeconds * 1_000)
      const { changes } = helpdesk
      const stops = [
        changes.onChange((change) => {
          if ('ticket' in change) tell('ticket', { number: change.ticket })
          if ('notified' in change && change.notified === request.caller?.person?.id) tell('notification', {})
          if ('presence' in change) tell('presence', {})
        }),
        changes.onArticle((id) => tell('article', { id })),
        changes.onGap(() => tell('gap', {})),
      ]
      const end = () => {
        clearInterval(beat)
        for (const stop of stops) stop()
        open.delete(end)
        reply.raw.end()
      }
      open.add(end)
      request.raw.on('close', end)
      reply.raw.write(': hello\n\n')
    },
  )
}
