import { randomUUID } from 'node:crypto'
import { Type } from 'typebox'
import { ownerOf, refuseForeign } from '../../../core/attachments/taking.ts'
import { getConversation, newestAt, readTranscript } from '../../../core/conversations/store.ts'
import { DomainError } from '../../../core/errors.ts'
import type { ActionName } from '../../../core/ports.ts'
import { callerOf, channels, channelsAndAgents } from '../../auth/caller.ts'
import { apiChannel, continueConversation, takeIn } from '../api-channel.ts'
import { keyOf } from '../idempotency.ts'
import { RequestRefused } from '../problem.ts'
import { Conversation, ConversationAction, ConversationMessage, ConversationStart } from '../schemas/conversation.ts'
import type { Api, RouteContext } from './routes.ts'

const Id = Type.Object({ id: Type.String({ format: 'uuid' }) })
const tags = ['conversations']

/** Conversations of custom channels: what they send goes through the inbox like any other channel's. */
export function addConversationRoutes(api: Api, context: RouteContext) {
  const { now, helpdesk } = context
  const { transact } = helpdesk

  api.post(
    '/conversations',
    {
      config: { roles: channels },
      schema: { tags, summary: 'A requester asks', body: ConversationStart, response: { 201: Conversation } },
    },
    async (request, reply) => {
      const { requester, text = '', attachments = [], externalId } = request.body
      refuseBlank(text, attachments)
      const workspace = callerOf(request).key
      await transact((tx) => refuseForeign(tx, attachments, ownerOf({ channel: apiChannel, workspace }, '')))
      const id = externalId ?? keyOf(request) ?? randomUUID()
      const sender = requester.email.toLowerCase()
      const place = { channel: apiChannel, workspace, conversationKey: `start/${id}` }
      await takeIn(context, {
        ...place,
        externalId: `start/${id}`,
        address: { sender },
        sender: {
          externalId: sender,
          name: requester.name ?? null,
          email: requester.email,
          emailVerified: true,
          language: null,
        },
        at: now().toISOString(),
        kind: 'message',
        text,
        attachments: attachments.map((stored) => ({ stored })),
      })
      reply.code(201)
      return transact(async (tx) => readTranscript(tx, (await newestAt(tx, place)) ?? ''))
    },
  )

  api.post(
    '/conversations/:id/messages',
    {
      config: { roles: channels },
      schema: {
        tags,
        summary: 'The requester writes on',
        params: Id,
        body: ConversationMessage,
        response: { 201: Conversation },
      },
    },
    async (request, reply) => {
      const { text = '', attachments = [], externalId } = request.body
      refuseBlank(text, attachments)
      reply.code(201)
      return continueConversation(context, request.params.id, externalId ?? keyOf(request) ?? randomUUID(), {
        kind: 'message',
        text,
        attachments: attachments.map((stored) => ({ stored })),
      })
    },
  )

  api.post(
    '/conversations/:id/actions',
    {
      config: { roles: channels },
      schema: {
        tags,
        summary: 'The requester presses a button',
        params: Id,
        body: ConversationAction,
        response: { 201: Conversation },
      },
    },
    async (request, reply) => {
      const { action, value, externalId } = request.body
      await refuseUnoffered(request.params.id, action, value)
      reply.code(201)
      const id = externalId ?? keyOf(request) ?? randomUUID()
      return continueConversation(context, request.params.id, id, { kind: 'action', action, value: value ?? null })
    },
  )

  api.get(
    '/conversations/:id',
    {
      config: { roles: channelsAndAgents },
      schema: { tags, summary: 'A conversation with its messages', params: Id, response: { 200: Conversation } },
    },
    async (request) => {
      const { role } = callerOf(request)
      return transact(async (tx) => {
        const transcript = await readTranscript(tx, request.params.id)
        // A custom channel has no business in the chats of the others.
        if (role === 'channel' && transcript.channel !== apiChannel) throw new DomainError('conversation_not_found')
        return transcript
      })
    },
  )

  const refuseUnoffered = async (id: string, action: ActionName, value: string | undefined) => {
    if (action !== 'choose') return
    if (value === undefined)
      throw new RequestRefused(
        400,
        'invalid_request',
        'body/value is missing: `choose` needs the id of one of the suggested articles.',
      )
    const { state } = await transact((tx) => getConversation(tx, id))
    const known = [
      ...state.memory.offers.map((offer) => offer.articleId),
      ...state.memory.tried.map((article) => article.id),
    ]
    if (!known.includes(value)) throw new DomainError('article_not_offered')
  }
}

function refuseBlank(text: string, attachments: string[]): void {
  if (text.trim() === '' && attachments.length === 0)
    throw new RequestRefused(
      400,
      'invalid_request',
      'body/text holds nothing but spaces, or is missing; expected what the requester wrote, or files.',
    )
}
