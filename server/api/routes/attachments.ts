import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import contentDisposition from 'content-disposition'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Type } from 'typebox'
import { treatmentOf } from '../../../core/attachments/attachment.ts'
import { isLinkValid } from '../../../core/attachments/link.ts'
import { contentOf } from '../../../core/attachments/reading.ts'
import { type Attachment, conversationOfFile, findAttachment } from '../../../core/attachments/store.ts'
import { examine, type FilesOffered, ownerOf, refuseUnsendable, tooLarge } from '../../../core/attachments/taking.ts'
import type { AttachmentContent } from '../../../core/ports.ts'
import type { Transaction } from '../../../core/transaction.ts'
import { agents, type Caller, callerOf, channelsAndAgents } from '../../auth/caller.ts'
import { apiChannel } from '../api-channel.ts'
import { write } from '../idempotency.ts'
import { RequestRefused } from '../problem.ts'
import { Attachment as AttachmentSchema } from '../schemas/conversation.ts'
import type { Api, RouteContext } from './routes.ts'

const tags = ['attachments']

/** Files of messages and notes: stored before they are sent, and had again by whoever may read what they belong to. */
export function addAttachmentRoutes(api: Api, { helpdesk, now }: RouteContext) {
  const { transact, attachmentLimit } = helpdesk

  api.post(
    '/attachments',
    {
      config: { roles: channelsAndAgents },
      schema: {
        tags,
        summary: 'Upload a file, to be named in a message or note within a day',
        description: 'One file, as `multipart/form-data`. Its kind is found out from its bytes.',
        consumes: ['multipart/form-data'],
        response: { 201: AttachmentSchema },
      },
    },
    async (request, reply) => {
      const file = await readUpload(request, attachmentLimit)
      // What an Idempotency-Key is held against.
      request.body = { name: file.name, sha256: createHash('sha256').update(file.bytes).digest('hex') }
      const owner = ownerOfCaller(callerOf(request))
      const insert = await examine({ ...file, owner }, attachmentLimit)
      return write(transact, request, reply, async (tx) => ({ status: 201, body: await insert(tx) }))
    },
  )

  api.get(
    '/attachments/:id',
    {
      config: { roles: 'everybody' },
      schema: {
        tags,
        summary: 'The bytes of a file: for agents, or by the link that its requester was given',
        params: Type.Object({ id: Type.String({ format: 'uuid' }) }),
        querystring: Type.Object({
          until: Type.Optional(Type.Integer({ description: 'of a link: when it ends, in seconds since 1970' })),
          signature: Type.Optional(Type.String({ maxLength: 100 })),
        }),
        produces: ['application/octet-stream'],
      },
    },
    async (request, reply) => {
      const { until, signature } = request.query
      const link = until !== undefined && signature !== undefined ? { until, signature } : null
      const file = await transact(async (tx) => {
        const found = await findAttachment(tx, request.params.id)
        return found && (await mayRead(tx, found, request.caller, link, now())) ? found : null
      })
      if (!file) throw refusalOf(request.caller)
      const content = contentOf(transact, file)
      if (!content) throw notHere(file)
      return sendContent(reply, content)
    },
  )
}

/** Files that a caller of the API sends along. @throws DomainError attachment_not_found */
export async function filesOf(tx: Transaction, request: FastifyRequest, ids: string[]): Promise<FilesOffered> {
  const caller = callerOf(request)
  const owner = ownerOfCaller(caller)
  await refuseUnsendable(tx, ids, owner)
  return {
    offered: ids.map((stored) => ({ stored })),
    owners: [owner],
    from: { channel: apiChannel, workspace: caller.key },
  }
}

function ownerOfCaller(caller: Caller): string {
  return ownerOf({ channel: apiChannel, workspace: caller.key }, '')
}

/** Agents read every file, custom channels those of their conversations, whoever has a link that of the link; no link leads to a file of a note. */
async function mayRead(
  tx: Transaction,
  file: Attachment,
  caller: Caller | null,
  link: { until: number; signature: string } | null,
  now: Date,
): Promise<boolean> {
  if (link && file.entryId === null && isLinkValid(file.id, file.linkKey, link, now)) return true
  if (!caller) return false
  if ((agents as readonly string[]).includes(caller.role)) return true
  return (await conversationOfFile(tx, file.id))?.channel === apiChannel
}

function refusalOf(caller: Caller | null): RequestRefused {
  const text = 'There is no such file, or it is not for you. A link to a file ends after a while; ask for a new one.'
  if (caller) return new RequestRefused(404, 'not_found', text)
  return new RequestRefused(401, 'not_signed_in', `${text} Agents sign in first.`, { 'www-authenticate': 'Bearer' })
}

function notHere({ state, name }: Attachment): RequestRefused {
  return state === 'waiting'
    ? new RequestRefused(404, 'attachment_waiting', `“${name}” is still being fetched.`, { 'retry-after': '5' })
    : new RequestRefused(410, 'attachment_missing', `“${name}” could not be fetched from where it was sent.`)
}

function sendContent(reply: FastifyReply, { name, mediaType, size, read }: AttachmentContent) {
  const { disposition, contentType } = treatmentOf(mediaType)
  return reply
    .headers({
      'content-type': contentType,
      'content-length': size,
      'content-disposition': contentDisposition(name, { type: disposition }),
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, max-age=3600, immutable',
    })
    .send(Readable.from(read()))
}

/** The one file of a form. @throws RequestRefused invalid_request; DomainError attachment_too_large */
async function readUpload(request: FastifyRequest, limitBytes: number): Promise<{ name: string; bytes: Buffer }> {
  if (!request.isMultipart())
    throw new RequestRefused(415, 'invalid_request', 'Expected a file as multipart/form-data.')
  const part = await request.file({ limits: { fileSize: limitBytes, files: 1 }, throwFileSizeLimit: false })
  if (!part) throw new RequestRefused(400, 'invalid_request', 'The form holds no file; expected one.')
  const bytes = await part.toBuffer().catch((error: Error) => {
    // Whatever ends the reading of a form is a fault of the form: nothing else is read here.
    request.log.info(error)
    throw new RequestRefused(400, 'invalid_request', 'The form breaks off in the middle of the file; send it again.')
  })
  if (part.file.truncated) throw tooLarge(part.filename, limitBytes)
  return { name: part.filename, bytes }
}
