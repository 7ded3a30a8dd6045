import { insertAudit } from '../../core/audit/store.ts'
import { findByEmail } from '../../core/people/store.ts'
import type { AccessRole } from '../auth/entities.ts'
import { createToken } from '../auth/store.ts'
import type { Config } from '../config.ts'
import { CommandRefused, commandLine, withDatabase } from './session.ts'

/** Makes an API token and prints it: only its digest is stored, so this is the one time it is seen. */
export async function createTokenCommand(
  config: Config,
  options: { name: string; role: AccessRole; person?: string },
): Promise<void> {
  const secret = await withDatabase(config, (transact) =>
    transact(async (tx) => {
      const person = options.person ? await findByEmail(tx, options.person) : null
      if (options.person && !person)
        throw new CommandRefused(
          `--person: nobody is known under ${options.person}; add them first: firstline user create`,
        )
      await insertAudit(tx, {
        actor: commandLine('token create'),
        action: 'tokens.created',
        subject: { kind: 'tokens', id: null, name: options.name },
        change: { name: options.name, role: options.role, person: person?.id ?? null },
        address: null,
      })
      return createToken(tx, { name: options.name, role: options.role, personId: person?.id ?? null })
    }),
  )
  console.log(secret)
}
