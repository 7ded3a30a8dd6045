import { randomBytes } from 'node:crypto'
import { insertAudit } from '../../core/audit/store.ts'
import { DomainError } from '../../core/errors.ts'
import type { Role } from '../../core/people/person.ts'
import { insertPerson, listTeams, setTeams } from '../../core/people/store.ts'
import { hashPassword } from '../auth/secrets.ts'
import type { Config } from '../config.ts'
import { CommandRefused, commandLine, withDatabase } from './session.ts'

/** Adds a person. Without a password one is made up and printed. */
export async function createUserCommand(
  config: Config,
  options: { email: string; name: string; role: Role; password?: string; team?: string[] },
): Promise<void> {
  if (!/^[^@\s]+@[^@\s]+\.[^@\s]+$/.test(options.email))
    throw new CommandRefused(`--email: found “${options.email}”; expected an address such as ada@example.org`)
  if (options.password !== undefined && options.password.length < 10)
    throw new CommandRefused('--password: expected at least 10 characters')
  const password = options.password ?? randomBytes(12).toString('base64url')
  const passwordHash = options.role === 'requester' && !options.password ? null : await hashPassword(password)
  await withDatabase(config, (transact) =>
    transact(async (tx) => {
      const known = await listTeams(tx)
      const teams = (options.team ?? []).map((name) => {
        const team = known.find((candidate) => candidate.name.toLowerCase() === name.toLowerCase())
        if (!team)
          throw new CommandRefused(
            `--team: there is no team “${name}”; there are ${known.map((each) => each.name).join(', ')}`,
          )
        return team.id
      })
      try {
        const id = await insertPerson(tx, {
          email: options.email,
          name: options.name,
          role: options.role,
          language: 'en',
          passwordHash,
        })
        await setTeams(tx, id, teams)
        await insertAudit(tx, {
          actor: commandLine('user create'),
          action: 'people.created',
          subject: { kind: 'people', id, name: options.name },
          change: { email: options.email, role: options.role, teams },
          address: null,
        })
      } catch (error) {
        if (error instanceof DomainError && error.code === 'email_taken')
          throw new CommandRefused(`--email: somebody is known under ${options.email} already`)
        throw error
      }
    }),
  )
  console.log(`${options.name} <${options.email}> added as ${options.role}.`)
  if (passwordHash && !options.password) console.log(`Password: ${password}`)
}
