import { createHash } from 'node:crypto'
import { accessSync, constants, mkdirSync, realpathSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseCannotStart } from './errors.ts'

/** Where the parts of an embedded database live. */
export interface EmbeddedPaths {
  /** The data folder, absolute and without symbolic links. */
  folder: string
  /** Postgres' data directory. */
  cluster: string
  /** What Postgres and the keeper report. */
  log: string
  /** Private directory of the sockets; made by the keeper. */
  sockets: string
  /** The socket on which the keeper takes its users. */
  keeper: string
}

/** The longest path of a Unix socket in bytes: 107 on Linux, 103 on macOS (`sun_path` with its final zero). */
const longestSocketPath = 103
/** The longest name of a socket in the directory: a keeper's, before it is given its place. */
const longestSocketName = '/keeper-4194304.sock'.length

/**
 * The places of a data folder, which is made when it is missing.
 * @throws DatabaseCannotStart when the folder cannot be made or written
 */
export function embeddedPaths(dataFolder: string): EmbeddedPaths {
  const folder = writableFolder(dataFolder)
  const sockets = socketDirectory(folder)
  return {
    folder,
    cluster: join(folder, 'postgres'),
    log: join(folder, 'postgres.log'),
    sockets,
    keeper: join(sockets, 'keeper.sock'),
  }
}

function writableFolder(dataFolder: string): string {
  try {
    mkdirSync(dataFolder, { recursive: true })
    const folder = realpathSync(dataFolder)
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK)
    return folder
  } catch (error) {
    throw new DatabaseCannotStart(
      `FIRSTLINE_DATA: the folder ${dataFolder} cannot be made or written (${(error as Error).message}). ` +
        'Give it to the user who starts Firstline, or name another folder.',
      { cause: error },
    )
  }
}

function socketDirectory(folder: string): string {
  const name = `firstline-${createHash('sha256').update(folder).digest('hex').slice(0, 16)}`
  const places = [join(folder, 'run'), join(tmpdir(), name), join('/tmp', name)]
  const fits = (place: string) => Buffer.byteLength(place) + longestSocketName <= longestSocketPath
  return places.find(fits) ?? join('/tmp', name)
}
