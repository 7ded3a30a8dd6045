import { Type } from 'typebox'
import { catalogue } from '../../../core/messages/catalogue.ts'
import { chooseAgent } from '../../../core/routing/choose-agent.ts'
import { readDecisions } from '../../../core/routing/store.ts'
import { getTicket } from '../../../core/tickets/store.ts'
import { agents } from '../../auth/caller.ts'
import { RoutingDecisions } from '../schemas/routing.ts'
import type { Api, RouteContext } from './routes.ts'

/** Why a ticket went to whom, told anew from what was known then. */
export function addRoutingRoutes(api: Api, { helpdesk }: RouteContext) {
  api.get(
    '/tickets/:number/routing',
    {
      config: { roles: agents },
      schema: {
        tags: ['tickets'],
        summary: 'The choices of an agent made for it, oldest first, each with all it was made from',
        params: Type.Object({ number: Type.Integer({ minimum: 1 }) }),
        response: { 200: RoutingDecisions },
      },
    },
    ({ params: { number } }) =>
      helpdesk.transact(async (tx) => {
        await getTicket(tx, number)
        const items = (await readDecisions(tx, number)).map(({ agent, inputs }) => {
          const { why, considered } = chooseAgent(inputs, catalogue('en'))
          return { agent, why, considered, inputs }
        })
        return { items, next: null }
      }),
  )
}
