import { constants, type Dirent, type Stats } from 'node:fs'
import { access, open, readdir, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { FolderRefused } from './errors.ts'

/** A file or folder that costs only itself. */
export interface Unreadable {
  /** Within the folder, with `/` on every system. */
  path: string
  reason: string
}
export type FileRead = { path: string; text: string } | Unreadable

/** What there is to read: paths of Markdown files in order, and what could not even be looked into. */
export interface FolderListing {
  paths: string[]
  unreadable: Unreadable[]
}

const mostBytes = 5 * 1024 * 1024
const longestPath = 1_000

/**
 * Finds the Markdown files of a folder and of those in it, hidden ones and node_modules left out.
 * @throws FolderRefused when there is none, so that a wrong path never empties the knowledge base
 */
export async function listFolder(folder: string): Promise<FolderListing> {
  await refuseUnusable(folder)
  const listing: FolderListing = { paths: [], unreadable: [] }
  const seen = new Set<string>()
  const links: string[] = []
  await walk(folder, '', { listing, seen, links })
  // Links come last: what they lead to keeps its own path when it is part of the folder anyway.
  for (const path of links) await follow(folder, path, { listing, seen, links })
  if (listing.paths.length === 0 && listing.unreadable.length === 0) throw new FolderRefused(folder, 'empty')
  listing.paths.sort()
  return listing
}

/** Reads the files of a listing one after another; each gives its text or the reason why not. */
export async function* readFolder(folder: string, listing: FolderListing): AsyncGenerator<FileRead> {
  yield* listing.unreadable
  for (const path of listing.paths) yield await readPage(folder, path)
}

interface Walk {
  listing: FolderListing
  /** Real paths of what has been found. */
  seen: Set<string>
  /** Symbolic links that have still to be followed. */
  links: string[]
}

async function refuseUnusable(folder: string): Promise<void> {
  let found: Stats
  try {
    found = await stat(folder)
    if (found.isDirectory()) await access(folder, constants.R_OK | constants.X_OK)
  } catch (error) {
    throw new FolderRefused(folder, codeOf(error) === 'EACCES' ? 'unreadable' : 'missing')
  }
  if (!found.isDirectory()) throw new FolderRefused(folder, 'not_a_folder')
}

async function walk(root: string, path: string, state: Walk): Promise<void> {
  let entries: Dirent[]
  try {
    state.seen.add(await realpath(join(root, path)))
    entries = await readdir(join(root, path), { withFileTypes: true })
  } catch (error) {
    state.listing.unreadable.push({ path, reason: reasonOf(error) })
    return
  }
  for (const entry of entries) {
    if (entry.name.startsWith('.') || entry.name === 'node_modules') continue
    const inner = path === '' ? entry.name : `${path}/${entry.name}`
    if (entry.isSymbolicLink()) state.links.push(inner)
    else if (entry.isDirectory()) await walk(root, inner, state)
    else if (entry.isFile() && isMarkdown(entry.name)) {
      state.seen.add(await realpath(join(root, inner)).catch(() => inner))
      state.listing.paths.push(inner)
    }
  }
}

async function follow(root: string, path: string, state: Walk): Promise<void> {
  try {
    const found = await stat(join(root, path))
    if (!found.isDirectory() && !(found.isFile() && isMarkdown(path))) return
    const real = await realpath(join(root, path))
    if (state.seen.has(real))
      state.listing.unreadable.push({ path, reason: 'is a link to something that is read already, or to where it is' })
    else if (found.isDirectory()) await walk(root, path, state)
    else {
      state.seen.add(real)
      state.listing.paths.push(path)
    }
  } catch (error) {
    if (isMarkdown(path) || codeOf(error) !== 'ENOENT')
      state.listing.unreadable.push({
        path,
        reason: codeOf(error) === 'ENOENT' ? 'is a link to nothing' : reasonOf(error),
      })
  }
}

async function readPage(folder: string, path: string): Promise<FileRead> {
  if (path.length > longestPath) return { path, reason: `has a path of more than ${longestPath} characters` }
  try {
    const file = await open(join(folder, path), 'r')
    try {
      const { size } = await file.stat()
      if (size > mostBytes) return { path, reason: `is larger than 5 MB (${(size / 1024 / 1024).toFixed(1)} MB)` }
      return decode(path, await file.readFile())
    } finally {
      await file.close()
    }
  } catch (error) {
    return { path, reason: reasonOf(error) }
  }
}

function decode(path: string, bytes: Buffer): FileRead {
  if (/^(fffe|feff)/.test(bytes.subarray(0, 2).toString('hex'))) return { path, reason: 'is UTF-16; save it as UTF-8' }
  if (bytes.includes(0)) return { path, reason: 'is binary, not text' }
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    return text.trim() === '' ? { path, reason: 'is empty' } : { path, text }
  } catch (error) {
    if (error instanceof TypeError) return { path, reason: 'is not UTF-8; save it as UTF-8' }
    throw error
  }
}

function isMarkdown(name: string): boolean {
  return /\.(md|markdown)$/i.test(name)
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}

function reasonOf(error: unknown): string {
  switch (codeOf(error)) {
    case 'EACCES':
    case 'EPERM':
      return 'no permission to read it'
    case 'ELOOP':
      return 'symbolic links lead in a circle'
    case 'ENOENT':
      return 'vanished while the folder was read'
    default:
      return error instanceof Error ? error.message : String(error)
  }
}
