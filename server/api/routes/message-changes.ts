import { randomUUID } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import { type Static, Type } from 'typebox'
import { readTranscript } from '../../../core/conversations/store.ts'
import { DomainError } from '../../../core/errors.ts'
import type { TranscriptMessage } from '../../../core/ports.ts'
import { channels } from '../../auth/caller.ts'
import { continueConversation } from '../api-channel.ts'
import { keyOf } from '../idempotency.ts'
import { RequestRefused } from '../problem.ts'
import { Conversation } from '../schemas/conversation.ts'
import type { Api, RouteContext } from './routes.ts'

const Message = Type.Object({ id: Type.String({ format: 'uuid' }), message: Type.String({ format: 'uuid' }) })
const tags = ['conversations']
const config = { roles: channels }
const response = { 200: Conversation }

/** What the requester of a custom channel does with a message that is there already. */
export function addMessageChangeRoutes(api: Api, context: RouteContext) {
  const { transact } = context.helpdesk

  api.put(
    '/conversations/:id/messages/:message',
    {
      config,
      schema: {
        tags,
        summary: 'The requester changes a message of theirs',
        params: Message,
        body: Type.Object(
          { text: Type.String({ maxLength: 100_000, pattern: '\\S' }) },
          { additionalProperties: false },
        ),
        response,
      },
    },
    async (request) => {
      if ((await find(request.params)).from !== 'requester') throw new DomainError('message_not_changeable')
      return change(request, request.params, { kind: 'edited', text: request.body.text })
    },
  )

  api.delete(
    '/conversations/:id/messages/:message',
    {
      config,
      schema: {
        tags,
        summary: 'The requester takes a message of theirs back, with its files',
        params: Message,
        response,
      },
    },
    async (request) => {
      if ((await find(request.params)).from !== 'requester') throw new DomainError('message_not_changeable')
      return change(request, request.params, { kind: 'deleted' })
    },
  )

  api.post(
    '/conversations/:id/messages/:message/reactions',
    {
      config,
      schema: {
        tags,
        summary: 'The requester puts an emoji to what the bot or an agent said, or takes it away',
        params: Message,
        body: Type.Object(
          {
            emoji: Type.String({ minLength: 1, maxLength: 100 }),
            isAdded: Type.Optional(Type.Boolean({ default: true })),
          },
          { additionalProperties: false },
        ),
        response,
      },
    },
    async (request) => {
      await find(request.params)
      const { emoji, isAdded = true } = request.body
      return change(request, request.params, { kind: 'reaction', emoji, isAdded })
    },
  )

  const find = async ({ id, message }: Static<typeof Message>): Promise<TranscriptMessage> => {
    const { messages } = await transact((tx) => readTranscript(tx, id))
    const found = messages.find((each) => each.id === message)
    if (found) return found
    throw new RequestRefused(404, 'message_not_found', `The conversation has no message ${message}; look at it again.`)
  }

  const change = async (
    request: FastifyRequest,
    { id, message }: Static<typeof Message>,
    what:
      | { kind: 'edited'; text: string }
      | { kind: 'deleted' }
      | { kind: 'reaction'; emoji: string; isAdded: boolean },
  ) => {
    await continueConversation(context, id, keyOf(request) ?? randomUUID(), { message, ...what })
    return transact((tx) => readTranscript(tx, id))
  }
}
