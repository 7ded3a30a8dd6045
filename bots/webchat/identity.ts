import { createHash, randomUUID } from 'node:crypto'
import type { FastifyReply, FastifyRequest } from 'fastify'

/** Holds the visitor's secret; whoever has it reads the visitor's chats. */
const visitorCookie = 'firstline_visitor'
/** Which of the visitor's chats is the present one. No secret. */
const threadCookie = 'firstline_thread'

const year = 365 * 86_400

/** A browser that chats. */
export interface Visitor {
  /** The account: a digest, so that nobody who reads the database can chat as the visitor. */
  account: string
  /** The present chat. */
  thread: string
}

/** The visitor of a request, made and remembered by cookie when new. @param secure whether the page is reached by https */
export function visitorOf(request: FastifyRequest, reply: FastifyReply, secure: boolean): Visitor {
  const secret = readUuid(request.cookies[visitorCookie]) ?? remember(reply, visitorCookie, secure)
  const thread = readUuid(request.cookies[threadCookie]) ?? remember(reply, threadCookie, secure)
  return { account: createHash('sha256').update(secret).digest('hex').slice(0, 32), thread }
}

/** What a browser is known by, null when it is new or has no cookie. */
export function knownVisitor(request: FastifyRequest): string | null {
  return readUuid(request.cookies[visitorCookie])
}

/** Begins another chat with the next message, or goes back to an earlier one. @param thread a uuid; absent for a new one */
export function turnPage(reply: FastifyReply, secure: boolean, thread?: string): void {
  remember(reply, threadCookie, secure, thread)
}

function remember(reply: FastifyReply, name: string, secure: boolean, value: string = randomUUID()): string {
  reply.setCookie(name, value, { path: '/chat', httpOnly: true, sameSite: 'lax', secure, maxAge: year })
  return value
}

function readUuid(value: string | undefined): string | null {
  return value !== undefined && /^[0-9a-f-]{36}$/.test(value) ? value : null
}
