import type { AuditActor } from '../../core/audit/entry.ts'
import { type Transact, transactOn } from '../../core/transaction.ts'
import type { Config } from '../config.ts'
import type { DatabaseConnection } from '../database/connection.ts'
import { createDataSource, migrate } from '../database/data-source.ts'
import { openDatabase } from '../database/open.ts'

/** Something the person at the keyboard can mend; its message is all they need. */
export class CommandRefused extends Error {
  constructor(text: string) {
    super(text)
    this.name = 'CommandRefused'
  }
}

/** Who signs in the audit log what a command changed. @param command its words */
export function commandLine(command: string): AuditActor {
  return { kind: 'command', id: null, name: `firstline ${command}` }
}

/** Runs a command on the migrated database, whether a server runs on it or not, and closes it after. */
export async function withDatabase<T>(
  config: Config,
  work: (transact: Transact, connection: DatabaseConnection) => Promise<T>,
): Promise<T> {
  const opened = await openDatabase(config, () => {})
  try {
    const database = await createDataSource(opened.connection, { poolSize: 4 }).initialize()
    try {
      await migrate(database)
      return await work(transactOn(database), opened.connection)
    } finally {
      await database.destroy()
    }
  } finally {
    await opened.close()
  }
}
