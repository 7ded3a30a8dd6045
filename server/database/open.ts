import type { Config } from '../config.ts'
import type { DatabaseConnection } from './connection.ts'
import { openEmbeddedDatabase } from './embedded/open.ts'

/** A database we may connect to until it is closed. */
export interface OpenDatabase {
  connection: DatabaseConnection
  close(): Promise<void>
}

/** Opens the database of the configuration: one's own Postgres, or the embedded one, started or joined. */
export async function openDatabase(
  config: Pick<Config, 'databaseUrl' | 'dataFolder'>,
  say: (line: string) => void,
): Promise<OpenDatabase> {
  if (config.databaseUrl !== null) return { connection: { url: config.databaseUrl }, close: async () => {} }
  return openEmbeddedDatabase({ folder: config.dataFolder, log: say })
}
