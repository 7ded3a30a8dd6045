import type { FastifyInstance, InjectOptions } from 'fastify'
import type { DataSource } from 'typeorm'
import { createWebChat } from '../bots/webchat/channel.ts'
import type { Presence, Role } from '../core/people/person.ts'
import { insertPerson, setTeams, updatePerson } from '../core/people/store.ts'
import type { Channel } from '../core/ports.ts'
import { createArticle, publishArticle } from '../knowledge/articles/store.ts'
import { buildApp } from '../server/api/app.ts'
import type { AccessRole } from '../server/auth/entities.ts'
import { createToken } from '../server/auth/store.ts'
import type { DatabaseConnection } from '../server/database/connection.ts'
import { type Helpdesk, startHelpdesk } from '../server/helpdesk.ts'
import { createTestDatabase } from './database.ts'

/** A whole helpdesk on a database of its own, asked by injected requests: real routes, no port. */
export interface TestHelpdesk {
  app: FastifyInstance
  helpdesk: Helpdesk
  /** Where it is kept, for a second process on the same. */
  database: DataSource
  connection: DatabaseConnection
  /** What went wrong in the background; a test that expects nothing checks that it is empty. */
  errors: unknown[]
  /** Asks the API with a token of a role. */
  as(role: AccessRole, personId?: string): Promise<Asking>
  addPerson(person: {
    name: string
    role?: Role
    teams?: string[]
    presence?: Presence
    capacity?: number
    password?: string
  }): Promise<string>
  addArticle(article: { title: string; body: string; phrasings?: string[]; category?: string }): Promise<string>
  /** Ids of the two default teams. */
  teams: { second: string; third: string }
  stop(): Promise<void>
}

// biome-ignore lint/suspicious/noExplicitAny: answers of all routes; each test looks at the fields it names
type Anything = any

export type Asking = (
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<{ status: number; body: Anything; headers: Record<string, unknown> }>

/** Starts one. @param now the clock, to be moved by the test */
export async function startTestHelpdesk(
  options: {
    now?: () => Date
    /** What webhooks may reach beside public addresses. */
    webhookAllow?: string[]
    /** The largest file taken, in bytes. */
    attachmentLimit?: number
    /** Channels beside web chat. */
    addChannels?: (app: FastifyInstance, onError: (error: unknown) => void) => Channel[]
  } = {},
): Promise<TestHelpdesk> {
  const database = await createTestDatabase()
  const errors: unknown[] = []
  const helpdesk = await startHelpdesk({
    database: database.source,
    connection: database.connection,
    publicUrl: () => 'http://firstline.test',
    onError: (error) => errors.push(error),
    ...(options.webhookAllow ? { webhookAllow: options.webhookAllow } : {}),
    ...(options.now ? { now: options.now } : {}),
    ...(options.attachmentLimit ? { attachmentLimit: options.attachmentLimit } : {}),
  })
  const app = (await buildApp({
    helpdesk,
    publicUrl: 'http://firstline.test',
    logger: false,
    ...(options.now ? { now: options.now } : {}),
  })) as unknown as FastifyInstance
  const channel = createWebChat(app, false)
  await channel.start(helpdesk.host)
  const others = options.addChannels?.(app, (error) => errors.push(error)) ?? []
  for (const other of others) {
    await other.start(helpdesk.host)
    helpdesk.channels.set(other.name, other)
  }
  for (const name of ['webchat', 'api']) helpdesk.channels.set(name, channel)
  await app.ready()
  const { transact } = helpdesk
  const teams = await database.source.query('select id, level from team where is_default')
  const ofLevel = (level: string) => teams.find((team: { level: string }) => team.level === level).id as string
  let people = 0

  return {
    app,
    helpdesk,
    database: database.source,
    connection: database.connection,
    errors,
    teams: { second: ofLevel('second'), third: ofLevel('third') },
    async as(role, personId) {
      const token = await transact((tx) => createToken(tx, { name: `test ${role}`, role, personId: personId ?? null }))
      return async (method, path, body, headers = {}) => {
        const request: InjectOptions = {
          method,
          url: `/api/v1/${path}`,
          headers: { authorization: `Bearer ${token}`, ...headers },
        }
        const reply = await app.inject(body === undefined ? request : { ...request, payload: body as object })
        return { status: reply.statusCode, body: reply.body ? JSON.parse(reply.body) : null, headers: reply.headers }
      }
    },
    addPerson: ({ name, role = 'agent', teams: of = [], presence = 'available', capacity }) =>
      transact(async (tx) => {
        const id = await insertPerson(tx, {
          name,
          email: `person${++people}@example.org`,
          role,
          language: 'en',
          ...(capacity ? { capacity } : {}),
        })
        await setTeams(tx, id, of)
        await updatePerson(tx, id, { presence })
        return id
      }),
    async addArticle(article) {
      const id = await transact(async (tx) => {
        const { id } = await createArticle(tx, article, 'test')
        await publishArticle(tx, id)
        return id
      })
      await helpdesk.indexed(id)
      return id
    },
    async stop() {
      await app.close()
      for (const each of [channel, ...others]) await each.stop()
      await helpdesk.stop()
      await database.drop()
    },
  }
}
