import { buffer } from 'node:stream/consumers'
import type { webApi } from '@slack/bolt'
import {
  type AttachmentOffered,
  type AttachmentSent,
  type ChannelHost,
  ChannelRefused,
  ChannelUnreachable,
  type Delivered,
  type Json,
  type Language,
} from '../../core/ports.ts'
import type { SlackAddress } from './inbound.ts'
import { asking } from './refusal.ts'
import { wordsOf } from './words.ts'

/** A file as a message of Slack's carries it. https://docs.slack.dev/reference/objects/file-object */
export interface SlackFile {
  id?: string
  name?: string | null
  title?: string | null
  mimetype?: string
  size?: number
  /** `tombstone`: deleted; `hidden_by_limit`: too old for the plan; `external`: kept elsewhere. */
  mode?: string
  is_external?: boolean
  url_private?: string
  url_private_download?: string
  /** `check_file_info`: from another company's workspace, only named here. */
  file_access?: string
}

/** What is needed to fetch a file later. */
interface Reference {
  [name: string]: Json
  file: string
  url: string | null
  isPage: boolean
}

/** The Web API of a workspace, for calls that nobody waits for. */
export type ClientOf = (team: string) => Promise<webApi.WebClient>

/** How long a file may take, in milliseconds. */
const patience = 120_000

/** The files of a message. Those that are kept elsewhere are links, see {@link linksOf}. */
export function filesOf(files: SlackFile[] | undefined): AttachmentOffered[] {
  return (files ?? [])
    .filter((file) => !isElsewhere(file))
    .map((file) => ({
      name: file.name || file.title || 'file',
      mediaType: file.mimetype || null,
      size: file.size ?? null,
      reference: {
        file: file.id ?? '',
        url: file.url_private_download ?? file.url_private ?? null,
        isPage: file.mimetype === 'text/html',
      } satisfies Reference,
    }))
}

/** Files that are kept elsewhere, as Markdown: nobody but their owner can say who may read them. */
export function linksOf(files: SlackFile[] | undefined): string {
  return (files ?? [])
    .filter(isElsewhere)
    .map(({ name, title, url_private: url }) => (url ? `[${title || name || url}](${url})` : (title ?? name ?? '')))
    .join('\n')
}

function isElsewhere({ mode, is_external: isExternal }: SlackFile): boolean {
  return mode === 'external' || isExternal === true
}

/**
 * Fetches a file of a message. The token goes to Slack and nobody else, wherever an address may lead.
 * @param apiUrl of the Web API, which says who Slack is
 * @throws ChannelRefused, ChannelUnreachable
 */
export async function fetchFile(
  client: webApi.WebClient,
  apiUrl: string,
  reference: Json,
): Promise<AsyncIterable<Uint8Array>> {
  const { file, url, isPage } = reference as Reference
  const address = url ?? (await addressOf(client, file))
  const response = await request(client.token ?? '', apiUrl, address)
  const { status } = response
  if (status === 429)
    throw new ChannelRefused('ratelimited', 'Slack asks to wait', {
      retryAfterSeconds: Number(response.headers.get('retry-after')) || 1,
    })
  if (status >= 500) throw new ChannelUnreachable(`Slack answered ${status} for a file`)
  if (!response.ok || !response.body)
    throw new ChannelRefused(`file_${status}`, `Slack answered ${status} for a file`, { permanent: true })
  // Without the right to read files Slack sends the page on which people sign in, and calls it a success.
  if (!isPage && response.headers.get('content-type')?.startsWith('text/html'))
    throw new ChannelRefused('missing_scope', 'Slack sent a page in place of a file: the app lacks `files:read`', {
      permanent: true,
    })
  return whole(response.body)
}

async function addressOf(client: webApi.WebClient, id: string): Promise<string> {
  const { file } = await asking(() => client.files.info({ file: id })).catch((error: unknown) => {
    const isGone = error instanceof ChannelRefused && ['file_not_found', 'file_deleted'].includes(error.code)
    throw isGone ? new ChannelRefused(error.code, error.message, { permanent: true }) : error
  })
  const address = file?.url_private_download ?? file?.url_private
  if (!address) throw new ChannelRefused('no_address', `Slack names no address for file ${id}`, { permanent: true })
  return address
}

async function request(token: string, apiUrl: string, address: string): Promise<Response> {
  let at = address
  for (let step = 0; step < 4; step++) {
    if (!isOfSlack(at, apiUrl))
      throw new ChannelRefused('strange_address', 'A file of Slack’s leads away from Slack', { permanent: true })
    const response = await fetch(at, {
      headers: { authorization: `Bearer ${token}` },
      redirect: 'manual',
      signal: AbortSignal.timeout(patience),
    }).catch((error: unknown) => {
      throw new ChannelUnreachable('Slack was not reached for a file', { cause: error })
    })
    const next = response.headers.get('location')
    if (response.status < 300 || response.status >= 400 || next === null) return response
    await response.body?.cancel()
    at = new URL(next, at).href
  }
  throw new ChannelRefused('strange_address', 'A file of Slack’s leads in circles', { permanent: true })
}

/** Whether an address is Slack's: the host of the Web API or one below it, and as safe on the way. */
export function isOfSlack(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address)) return false
  const { protocol, hostname } = new URL(address)
  const api = new URL(apiUrl)
  return protocol === api.protocol && (hostname === api.hostname || hostname.endsWith(`.${api.hostname}`))
}

async function* whole(body: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* body
  } catch (error) {
    throw new ChannelUnreachable('Slack broke off in the middle of a file', { cause: error })
  }
}

/** What a message to be posted says, and the files that go with it. */
interface WithFiles {
  key: string
  workspace: string
  text: string
  attachments: AttachmentSent[]
  language: Language
}

/** How many messages are remembered of which only the files are missing; a restart forgets them, and they are said again. */
const mostHalfway = 1_000

/**
 * Posts messages with their files: the words first, then the files as one message below. Files that are not here yet
 * are links, and so are all where Slack takes none from us.
 */
export function createFilePoster(clientOf: ClientOf, hostOf: () => ChannelHost) {
  const said = new Map<string, Delivered>()

  const upload = async (message: WithFiles, files: AttachmentSent[], channel: string, thread: string | null) => {
    const uploads: { file: Buffer; filename: string; title: string }[] = []
    for (const { id, name } of files) {
      const content = await hostOf().attachment(id)
      // It may have been taken back since.
      if (content) uploads.push({ file: await buffer(content.read()), filename: name, title: name })
    }
    if (uploads.length === 0) return
    const client = await clientOf(message.workspace)
    const to = thread ? { channel_id: channel, thread_ts: thread } : { channel_id: channel }
    await asking(() => client.files.uploadV2({ ...to, file_uploads: uploads }))
  }

  return {
    /**
     * @param say posts a text
     * @returns what `say` returned
     * @throws ChannelRefused, ChannelUnreachable
     */
    async post(
      message: WithFiles,
      channel: string,
      thread: string | null,
      say: (text: string) => Promise<Delivered>,
    ): Promise<Delivered> {
      const { key, text, attachments, language } = message
      if (attachments.length === 0) return say(text)
      const stored = attachments.filter(({ state }) => state === 'stored')
      const others = attachments.filter(({ state }) => state !== 'stored')
      const words = [text || stored.map(({ name }) => `📎 ${name}`).join('\n'), linksTo(others, language)]
      const delivered = said.get(key) ?? (await say(words.filter(Boolean).join('\n\n')))
      try {
        await upload(message, stored, channel, thread)
      } catch (error) {
        if (!(error instanceof ChannelRefused) || !error.permanent) {
          if (said.size >= mostHalfway) said.clear()
          said.set(key, delivered)
          throw error
        }
        await say(linksTo(stored, language))
      }
      said.delete(key)
      return delivered
    },
    /**
     * Deletes the files that were posted below a message of ours.
     * @throws ChannelRefused, ChannelUnreachable
     */
    async remove(workspace: string, { channel, thread }: SlackAddress, ts: string): Promise<void> {
      const client = await clientOf(workspace)
      const { messages = [] } = await asking(() =>
        client.conversations.replies({ channel, ts: thread, oldest: ts, limit: 10 }),
      )
      const next = messages.find((message) => Number(message.ts) > Number(ts))
      if (!next?.bot_id || next.text || !next.files) return
      for (const { id } of next.files) if (id) await asking(() => client.files.delete({ file: id }))
    },
  }
}

function linksTo(files: AttachmentSent[], language: Language): string {
  const words = wordsOf(language)
  return files
    .map(({ name, url, state }) => (state === 'missing' ? `📎 ${name} (${words.fileMissing})` : `[📎 ${name}](${url})`))
    .join('\n')
}
