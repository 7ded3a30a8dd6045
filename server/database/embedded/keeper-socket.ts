import { chmodSync, chownSync, lstatSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { connect, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { DatabaseCannotStart } from './errors.ts'
import type { EmbeddedPaths } from './paths.ts'
import type { Owner } from './postgres-user.ts'

/**
 * Connects to the keeper that serves a data folder; null when there is none, or only the socket of a killed one.
 * @throws DatabaseCannotStart when it is not for us
 */
export function reachKeeper(paths: EmbeddedPaths): Promise<Socket | null> {
  return new Promise((resolve, reject) => {
    const socket = connect(paths.keeper)
    socket.once('connect', () => resolve(socket))
    socket.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EACCES' && error.code !== 'EPERM') return resolve(null)
      const text = `The database of ${paths.folder} belongs to another user (${error.message}). Start Firstline as that user, or name another folder in FIRSTLINE_DATA.`
      reject(new DatabaseCannotStart(text, { cause: error }))
    })
  })
}

/**
 * Makes the directory of the sockets. Who can enter it is the database's superuser, so it is private, and one that
 * somebody else has put in its place is refused.
 * @throws DatabaseCannotStart
 */
export function makeSocketDirectory(paths: EmbeddedPaths, owner: Owner | null): void {
  mkdirSync(paths.sockets, { recursive: true, mode: 0o700 })
  const found = lstatSync(paths.sockets)
  const isOurs = found.isDirectory() && [process.getuid?.(), owner?.uid].includes(found.uid)
  if (!isOurs)
    throw new DatabaseCannotStart(
      `${paths.sockets} belongs to another user (${found.uid}). Remove it, then start again.`,
    )
  if ((found.mode & 0o077) !== 0) chmodSync(paths.sockets, 0o700)
  if (owner) chownSync(paths.sockets, owner.uid, owner.gid)
}

/**
 * Puts a keeper's socket in its place. It gets its name when it already listens, over one that a killed keeper left:
 * so the name is never there without somebody behind it, and nothing has to be removed first. Only for the keeper whose
 * Postgres runs.
 */
export async function publishKeeper(server: Server, paths: EmbeddedPaths, owner: Owner | null): Promise<void> {
  for (const name of readdirSync(paths.sockets))
    if (/^keeper-\d+\.sock$/.test(name)) rmSync(join(paths.sockets, name), { force: true })
  const draft = join(paths.sockets, `keeper-${process.pid}.sock`)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(draft, resolve)
  })
  if (owner) chownSync(draft, owner.uid, owner.gid)
  renameSync(draft, paths.keeper)
}

/** Who comes after this starts a keeper of its own, which waits until our Postgres is gone. */
export function withdrawKeeper(server: Server, paths: EmbeddedPaths): void {
  if (!server.listening) return
  rmSync(paths.keeper, { force: true })
  server.close()
}
