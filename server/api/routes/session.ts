import type { FastifyReply } from 'fastify'
import { Type } from 'typebox'
import { notifyChange } from '../../../core/delivery/store.ts'
import { canWork } from '../../../core/people/person.ts'
import {
  findByEmail,
  getPerson,
  hasAdmin,
  insertPerson,
  listTeams,
  setTeams,
  updatePerson,
} from '../../../core/people/store.ts'
import { assignWaiting } from '../../../core/routing/assign.ts'
import type { Transaction } from '../../../core/transaction.ts'
import { agents, callerOf, sessionCookie } from '../../auth/caller.ts'
import { hashPassword, passwordFits } from '../../auth/secrets.ts'
import { closeSession, openSession, redeemSetupLink, sessionDays } from '../../auth/store.ts'
import { auditArrival } from '../audit.ts'
import { RequestRefused } from '../problem.ts'
import { Session, SetUp, SignIn } from '../schemas/people.ts'
import { showPerson } from '../shapes.ts'
import type { Api, RouteContext } from './routes.ts'

const tags = ['session']
/** Guessing passwords is made slow: this many tries a minute from one address. */
const tries = { max: 10, timeWindow: '1 minute' }

/** Signing in and out, and the set-up of the first admin. */
export function addSessionRoutes(api: Api, { helpdesk, publicUrl, now }: RouteContext) {
  const { transact } = helpdesk
  const secure = publicUrl.startsWith('https:')
  const setCookie = (reply: FastifyReply, secret: string) =>
    reply.setCookie(sessionCookie, secret, {
      path: '/',
      httpOnly: true,
      sameSite: 'lax',
      secure,
      maxAge: sessionDays * 86_400,
    })

  api.get(
    '/setup',
    {
      config: { roles: 'everybody' },
      schema: {
        tags,
        summary: 'Whether the first admin is still to be made',
        response: { 200: Type.Object({ needed: Type.Boolean() }) },
      },
    },
    async () => ({ needed: !(await transact(hasAdmin)) }),
  )

  api.post(
    '/setup',
    {
      config: { roles: 'everybody', rateLimit: tries, audit: 'setup.done' },
      schema: {
        tags,
        summary: 'Make the first admin, by the link printed at the first start',
        body: SetUp,
        response: { 201: Session },
      },
    },
    async (request, reply) => {
      const { token, name, email, password } = request.body
      const passwordHash = await hashPassword(password)
      const { person, secret } = await transact(async (tx) => {
        if (!(await redeemSetupLink(tx, token)))
          throw new RequestRefused(
            403,
            'setup_link_spent',
            'This set-up link is not valid any more. If there is no admin yet, restart Firstline: it prints a new one.',
          )
        const id = await insertPerson(tx, { name, email, role: 'admin', language: 'en', passwordHash })
        const second = (await listTeams(tx)).filter((team) => team.level === 'second' && team.isDefault)
        await setTeams(
          tx,
          id,
          second.map((team) => team.id),
        )
        await arrive(tx, id)
        await auditArrival(tx, request, { action: 'setup.done', actor: { kind: 'person', id, name } })
        return { person: await getPerson(tx, id), secret: await openSession(tx, id) }
      })
      setCookie(reply, secret).code(201)
      return { person: showPerson(person) }
    },
  )

  api.post(
    '/session',
    {
      config: { roles: 'everybody', rateLimit: tries, audit: 'session.opened' },
      schema: { tags, summary: 'Sign in', body: SignIn, response: { 200: Session } },
    },
    async (request, reply) => {
      const { email, password } = request.body
      const found = await transact((tx) => findByEmail(tx, email.trim()))
      const fits = await passwordFits(found?.passwordHash ?? null, password)
      if (!found || !fits || !canWork(found.role)) {
        // Of an unknown address nothing is kept: people type their password there.
        const actor = { kind: 'nobody', id: found?.id ?? null, name: found?.name ?? '' } as const
        await transact((tx) => auditArrival(tx, request, { action: 'session.refused', actor }))
        throw new RequestRefused(
          401,
          'wrong_password',
          'E-mail and password do not fit together. Check both, or ask an admin for a new password.',
        )
      }
      const { person, secret } = await transact(async (tx) => {
        await arrive(tx, found.id)
        await auditArrival(tx, request, {
          action: 'session.opened',
          actor: { kind: 'person', id: found.id, name: found.name },
        })
        return { person: await getPerson(tx, found.id), secret: await openSession(tx, found.id) }
      })
      setCookie(reply, secret)
      return { person: showPerson(person) }
    },
  )

  api.get(
    '/session',
    { config: { roles: agents }, schema: { tags, summary: 'Who is signed in', response: { 200: Session } } },
    async (request) => {
      const { person } = callerOf(request)
      if (!person) throw new RequestRefused(422, 'not_a_person', 'This token belongs to no person.')
      return { person: showPerson(person) }
    },
  )

  api.delete(
    '/session',
    { config: { roles: agents }, schema: { tags, summary: 'Sign out', response: { 204: Type.Null() } } },
    async (request, reply) => {
      const secret = request.cookies[sessionCookie]
      const { person } = callerOf(request)
      await transact(async (tx) => {
        if (secret) await closeSession(tx, secret)
        if (person) await updatePerson(tx, person.id, { presence: 'offline' })
        if (person)
          await auditArrival(tx, request, {
            action: 'session.closed',
            actor: { kind: 'person', id: person.id, name: person.name },
          })
        await notifyChange(tx, { presence: true })
      })
      return reply.clearCookie(sessionCookie, { path: '/' }).code(204).send(null)
    },
  )

  /** Who signs in is there, unless they said they are away, and gets what waits in their teams. */
  const arrive = async (tx: Transaction, id: string) => {
    const person = await getPerson(tx, id)
    if (person.presence === 'offline') await updatePerson(tx, id, { presence: 'available' })
    if (person.presence !== 'away') await assignWaiting(tx, person.teams, now())
    await notifyChange(tx, { presence: true })
  }
}
