import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify'
import { EventNotHandled } from '../../core/delivery/inbox.ts'
import { DomainError, type ErrorCode } from '../../core/errors.ts'
import { catalogue, preferredLanguage } from '../../core/messages/catalogue.ts'
import { HoursImpossible } from '../../core/sla/business-calendar.ts'
import { TicketChanged } from '../../core/tickets/ticket-changed.ts'
import { ArticleChanged, ArticleNotFound } from '../../knowledge/articles/errors.ts'
import { WordLineRefused, WordListChanged } from '../../knowledge/words/errors.ts'
import type { Problem } from './schemas/common.ts'
import { showTicket } from './shapes.ts'

/** The HTTP status of every refusal of the helpdesk. */
export const statusOf: Record<ErrorCode, number> = {
  conversation_not_found: 404,
  ticket_not_found: 404,
  ticket_changed: 409,
  ticket_closed: 409,
  ticket_state_impossible: 409,
  ticket_not_unsolved: 409,
  snooze_past: 422,
  tag_wrong: 422,
  tags_too_many: 422,
  field_unknown: 422,
  field_value_wrong: 422,
  fields_missing: 422,
  field_not_found: 404,
  field_key_taken: 409,
  link_to_itself: 422,
  link_exists: 409,
  link_not_found: 404,
  link_circle: 409,
  parent_exists: 409,
  merge_into_itself: 422,
  merge_into_closed: 409,
  team_not_found: 422,
  team_wrong_level: 422,
  team_name_taken: 409,
  no_team_at_level: 409,
  already_at_level: 409,
  already_with_team: 409,
  ticket_taken: 409,
  category_not_found: 422,
  category_name_taken: 409,
  person_not_found: 404,
  person_cannot_work: 422,
  email_taken: 409,
  message_not_changeable: 403,
  attachment_not_found: 422,
  attachment_empty: 422,
  attachment_too_large: 413,
  article_not_found: 404,
  article_not_offered: 409,
  article_changed: 409,
  word_list_changed: 409,
  word_list_line: 422,
  webhook_not_found: 404,
  webhook_name_taken: 409,
  webhook_url_refused: 422,
  webhook_off: 409,
  webhook_delivery_not_found: 404,
  rule_not_found: 404,
  rule_changed: 409,
  rule_name_taken: 409,
  rule_text_wrong: 422,
  rule_name_unknown: 422,
  rule_schedule_impossible: 422,
  rule_placeholder_unknown: 422,
  last_admin: 409,
  not_a_person: 422,
}

/** A refusal of the HTTP edge itself: who you are, how you ask. */
export class RequestRefused extends Error {
  readonly status: number
  readonly code: string
  readonly headers: Record<string, string>
  constructor(status: number, code: string, text: string, headers: Record<string, string> = {}) {
    super(text)
    this.name = 'RequestRefused'
    this.status = status
    this.code = code
    this.headers = headers
  }
}

const titles: Record<number, string> = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Method not allowed',
  409: 'Conflict',
  413: 'Too large',
  415: 'Unsupported media type',
  422: 'Not possible',
  429: 'Too many requests',
  500: 'Internal error',
  503: 'Not ready',
}

/** Sends a problem (RFC 9457). */
export function sendProblem(
  reply: FastifyReply,
  request: FastifyRequest,
  problem: Pick<Problem, 'status' | 'code' | 'detail' | 'errors' | 'present'>,
) {
  const body: Problem = {
    type: 'about:blank',
    title: titles[problem.status] ?? 'Error',
    instance: request.url,
    ...problem,
  }
  return reply.code(problem.status).type('application/problem+json').send(body)
}

/** Turns whatever a route threw into a problem: 4xx texts pass, 5xx never leak. */
export function onError(error: FastifyError | Error, request: FastifyRequest, reply: FastifyReply) {
  const refusal = refusalOf(error)
  if (refusal) {
    const words = catalogue(preferredLanguage(request.headers['accept-language']))
    return sendProblem(reply, request, {
      status: statusOf[refusal.code],
      code: refusal.code,
      detail: words.errors[refusal.code](refusal.data),
      ...(error instanceof TicketChanged ? { present: showTicket(error.present) } : {}),
    })
  }
  if (error instanceof RequestRefused) {
    reply.headers(error.headers)
    return sendProblem(reply, request, { status: error.status, code: error.code, detail: error.message })
  }
  if (error instanceof HoursImpossible)
    return sendProblem(reply, request, { status: 422, code: 'hours_impossible', detail: error.message })
  if (error instanceof EventNotHandled) {
    request.log.error(error)
    return sendProblem(reply, request, {
      status: 503,
      code: 'event_kept',
      detail: 'The message is stored but could not be dealt with yet. It is not lost; an admin can replay it.',
    })
  }
  if ('validation' in error && error.validation) {
    const errors = error.validation.map((found) => ({
      path: `${error.validationContext ?? 'body'}${found.instancePath || missingField(found.params)}`,
      message: found.message ?? 'is not as expected',
    }))
    const detail = errors.map((found) => `${found.path} ${found.message}`).join('; ')
    return sendProblem(reply, request, { status: 400, code: 'invalid_request', detail, errors })
  }
  const status = 'statusCode' in error && typeof error.statusCode === 'number' ? error.statusCode : 500
  if (status >= 400 && status < 500) {
    const code = 'code' in error && typeof error.code === 'string' ? error.code.toLowerCase() : 'bad_request'
    return sendProblem(reply, request, { status, code, detail: error.message })
  }
  request.log.error(error)
  return sendProblem(reply, request, {
    status: 500,
    code: 'internal',
    detail: 'Something went wrong here. It has been logged; nothing you sent before is lost. Try again.',
  })
}

/** The refusal an error stands for: knowledge has errors of its own, since it knows nothing of ours. */
function refusalOf(error: Error): DomainError | null {
  if (error instanceof DomainError) return error
  if (error instanceof ArticleNotFound) return new DomainError('article_not_found')
  if (error instanceof ArticleChanged)
    return new DomainError('article_changed', { present: error.present, seen: error.seen })
  if (error instanceof WordListChanged)
    return new DomainError('word_list_changed', { present: error.present, seen: error.seen })
  if (error instanceof WordLineRefused)
    return new DomainError('word_list_line', { line: error.line, text: error.text, fault: error.fault })
  return null
}

/** The path of a field that is not there: the validator names it beside the object it is missing in. */
function missingField(params: Record<string, unknown> | undefined): string {
  return typeof params?.missingProperty === 'string' ? `/${params.missingProperty}` : ''
}
