import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Payload, Slack } from './loopback.ts'

/** A file that was uploaded to Slack by the app. */
export interface Uploaded {
  id: string
  name: string
  bytes: Buffer
  channel: string | null
  thread: string | null
}

/** The part of Slack that keeps files, in front of a loopback Slack: what it does not know it passes on. */
export interface FilesHost {
  /** Of the Web API. */
  apiUrl: string
  /** What the app uploaded and shared, in order. */
  uploaded: Uploaded[]
  /** Ids of files, and timestamps of messages, that the app deleted. */
  deleted: string[]
  /** Where requests for a file came from and with what, in order. */
  asked: { path: string; authorization: string | undefined }[]
  /** Keeps a file of a person. @returns it as a message carries it */
  keep(
    name: string,
    bytes: Uint8Array,
    answer?: { status?: number; type?: string; location?: string; cut?: boolean },
  ): Payload
  /** The next calls of a method are refused so. */
  refuse(method: string, error: string): void
  /** Resolves with the first uploaded file that is so. */
  shared(isSo: (file: Uploaded) => boolean): Promise<Uploaded>
  /** Resolves once something was deleted. */
  gone(id: string): Promise<void>
  stop(): Promise<void>
}

const token = 'xoxb-test'

/** Starts one. @param slack the loopback, which answers everything else */
export async function startFilesHost(slack: Slack): Promise<FilesHost> {
  const kept = new Map<string, { bytes: Uint8Array; answer: Parameters<FilesHost['keep']>[2] }>()
  const pending = new Map<string, Uploaded>()
  const uploaded: Uploaded[] = []
  const deleted: string[] = []
  const asked: FilesHost['asked'] = []
  const refusals = new Map<string, string>()
  const looks = new Set<() => void>()
  let count = 0
  let origin = ''
  const first = <T>(find: () => T | undefined) =>
    new Promise<T>((resolve) => {
      const look = () => {
        const found = find()
        if (found === undefined) return
        looks.delete(look)
        resolve(found)
      }
      looks.add(look)
      look()
    })

  const methods: Record<string, (call: Payload) => Payload> = {
    'files.info': ({ file }) => ({ ok: true, file: { id: file, url_private_download: `${origin}/files/${file}` } }),
    'files.getUploadURLExternal': ({ filename, length }) => {
      const id = `FUP${++count}`
      pending.set(id, { id, name: filename, bytes: Buffer.alloc(Number(length)), channel: null, thread: null })
      return { ok: true, file_id: id, upload_url: `${origin}/upload/${id}` }
    },
    'files.completeUploadExternal': (call) => {
      const files = (JSON.parse(call.files) as { id: string }[]).map(({ id }) => pending.get(id) as Uploaded)
      for (const file of files) {
        file.channel = call.channel_id ?? null
        file.thread = call.thread_ts ?? null
        uploaded.push(file)
      }
      slack.messages.push({
        channel: call.channel_id,
        thread_ts: call.thread_ts,
        ts: `${Number(slack.messages.at(-1)?.ts ?? 0) + 0.5}`,
        text: '',
        bot_id: 'BBOT',
        files: files.map(({ id }) => ({ id })),
      })
      return { ok: true, files: files.map(({ id }) => ({ id })) }
    },
    'files.delete': ({ file }) => {
      deleted.push(file)
      return { ok: true }
    },
    'conversations.replies': ({ channel, ts, oldest }) => ({
      ok: true,
      messages: slack.messages.filter(
        (message) => message.channel === channel && message.thread_ts === ts && Number(message.ts) > Number(oldest),
      ),
    }),
    'chat.delete': ({ channel, ts }) => {
      const at = slack.messages.findIndex((message) => message.channel === channel && message.ts === ts)
      if (at < 0) return { ok: false, error: 'message_not_found' }
      slack.messages.splice(at, 1)
      deleted.push(ts)
      return { ok: true }
    },
  }

  const server = createServer(async (request, response) => {
    const path = request.url ?? ''
    const body = await read(request)
    const [, kind, id = ''] = path.split('/')
    const json = (answer: Payload) => {
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(answer))
      for (const look of [...looks]) look()
    }
    if (kind === 'files') {
      asked.push({ path, authorization: request.headers.authorization })
      const { bytes, answer = {} } = kept.get(id) ?? { bytes: new Uint8Array(), answer: { status: 404 } }
      if (answer.location) return void response.writeHead(302, { location: answer.location }).end()
      if (request.headers.authorization !== `Bearer ${token}`)
        return void response.writeHead(200, { 'content-type': 'text/html' }).end('<html>Sign in</html>')
      response.writeHead(answer.status ?? 200, {
        'content-type': answer.type ?? 'image/png',
        'content-length': bytes.length,
      })
      if (!answer.cut) return void response.end(bytes)
      delete answer.cut
      response.write(bytes.slice(0, 10), () => response.destroy())
      return
    }
    if (kind === 'upload') {
      const file = pending.get(id)
      if (file) file.bytes = await uploadedIn(body, request.headers['content-type'] ?? '')
      return void response.writeHead(200).end('OK')
    }
    const method = id
    const known = methods[method]
    if (known) {
      const error = refusals.get(method)
      if (error) return json({ ok: false, error })
      return json(known(Object.fromEntries(new URLSearchParams(body.toString()))))
    }
    const passed = await fetch(new URL(method, slack.apiUrl), {
      method: 'POST',
      body: new Uint8Array(body),
      headers: {
        'content-type': request.headers['content-type'] ?? '',
        authorization: request.headers.authorization ?? '',
      },
    })
    response.writeHead(
      passed.status,
      Object.fromEntries([...passed.headers].filter(([name]) => name !== 'transfer-encoding')),
    )
    response.end(await passed.text())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  return {
    apiUrl: `${origin}/api/`,
    uploaded,
    deleted,
    asked,
    keep(name, bytes, answer) {
      const id = `F${++count}`
      kept.set(id, { bytes, answer })
      const address = `${origin}/files/${id}`
      return {
        id,
        name,
        mimetype: 'image/png',
        size: bytes.length,
        url_private: address,
        url_private_download: address,
      }
    },
    refuse: (method, error) => void refusals.set(method, error),
    shared: (isSo) => first(() => uploaded.find(isSo)),
    gone: async (id) => void (await first(() => deleted.find((each) => each === id))),
    stop: () => new Promise((resolve) => server.close(() => resolve())),
  }
}

async function read(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  return Buffer.concat(parts)
}

/** What was uploaded: the bytes as they are, or the file of a form. */
async function uploadedIn(body: Buffer, type: string): Promise<Buffer> {
  if (!type.startsWith('multipart/form-data')) return body
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } }).formData()
  for (const value of form.values()) if (typeof value !== 'string') return Buffer.from(await value.arrayBuffer())
  return Buffer.alloc(0)
}
