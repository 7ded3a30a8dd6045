/**
 * Every way in which the helpdesk says no. The sentence people read is in `core/messages` under the same code,
 * the HTTP status in `server/api/problem.ts`; a test keeps the three and `docs/errors.md` equal.
 */
export const errorCodes = [
  'conversation_not_found',
  'ticket_not_found',
  'ticket_changed',
  'ticket_closed',
  'ticket_state_impossible',
  'ticket_not_unsolved',
  'snooze_past',
  'tag_wrong',
  'tags_too_many',
  'field_unknown',
  'field_value_wrong',
  'fields_missing',
  'field_not_found',
  'field_key_taken',
  'link_to_itself',
  'link_exists',
  'link_not_found',
  'link_circle',
  'parent_exists',
  'merge_into_itself',
  'merge_into_closed',
  'team_not_found',
  'team_wrong_level',
  'team_name_taken',
  'no_team_at_level',
  'already_at_level',
  'already_with_team',
  'ticket_taken',
  'category_not_found',
  'category_name_taken',
  'person_not_found',
  'person_cannot_work',
  'email_taken',
  'message_not_changeable',
  'attachment_not_found',
  'attachment_empty',
  'attachment_too_large',
  'article_not_found',
  'article_not_offered',
  'article_changed',
  'word_list_changed',
  'word_list_line',
  'webhook_not_found',
  'webhook_name_taken',
  'webhook_url_refused',
  'webhook_off',
  'webhook_delivery_not_found',
  'rule_not_found',
  'rule_changed',
  'rule_name_taken',
  'rule_text_wrong',
  'rule_name_unknown',
  'rule_schedule_impossible',
  'rule_placeholder_unknown',
  'last_admin',
  'not_a_person',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** A refusal by a rule of the helpdesk. `data` fills the sentence of its code. */
export class DomainError extends Error {
  readonly code: ErrorCode
  readonly data: Record<string, string | number>
  constructor(code: ErrorCode, data: Record<string, string | number> = {}) {
    super(`${code} ${JSON.stringify(data)}`)
    this.name = 'DomainError'
    this.code = code
    this.data = data
  }
}
