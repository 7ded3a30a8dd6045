import { ChannelRefused, ChannelUnreachable } from '../../core/ports.ts'

/** What trying again cannot mend; an admin sees it among the messages that could not be sent, and can send them again. */
const permanent = new Set([
  'channel_not_found',
  'not_in_channel',
  'is_archived',
  'invalid_auth',
  'not_authed',
  'token_revoked',
  'token_expired',
  'account_inactive',
  'missing_scope',
  'restricted_action',
  'user_not_found',
  'cannot_dm_bot',
  'msg_too_long',
  'msg_blocks_too_long',
  'invalid_blocks',
  'message_not_found',
])

/** Runs a call of the Web API. @throws ChannelRefused, ChannelUnreachable in place of the SDK's errors */
export async function asking<T>(call: () => Promise<T>): Promise<T> {
  try {
    return await call()
  } catch (error) {
    const { code, data, retryAfter } = error as { code?: string; data?: { error?: string }; retryAfter?: number }
    if (code === 'slack_webapi_platform_error') {
      const reason = data?.error ?? 'unknown_error'
      throw new ChannelRefused(reason, `Slack refused: ${reason}`, { permanent: permanent.has(reason) })
    }
    if (code === 'slack_webapi_rate_limited_error')
      throw new ChannelRefused('ratelimited', 'Slack asks to wait', { retryAfterSeconds: retryAfter ?? 1 })
    if (code === 'slack_webapi_request_error' || code === 'slack_webapi_http_error')
      throw new ChannelUnreachable('Slack was not reached', { cause: error })
    throw error
  }
}

/** As {@link asking}, for what is done to a message: one that somebody deleted by hand needs nothing more. */
export async function unlessGone(call: () => Promise<unknown>): Promise<void> {
  try {
    await asking(call)
  } catch (error) {
    if (!(error instanceof ChannelRefused) || error.code !== 'message_not_found') throw error
  }
}
