import { spawnSync } from 'node:child_process'
import { readFileSync, readlinkSync } from 'node:fs'

/** A running process as the system lists it. */
export interface ListedProcess {
  /** Its command line, each word between two spaces; empty for one that has ended and waits to be collected. */
  words: string
  parent: number
  /** Its working directory; null where we may not know it. */
  directory: string | null
}

/** Looks a process up by its id; null when there is none. */
export function findProcess(id: number): ListedProcess | null {
  return process.platform === 'linux' ? fromProc(id) : fromPs(id)
}

function fromProc(id: number): ListedProcess | null {
  try {
    const words = readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0').join(' ')
    const parent = /^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1]
    return { words: words === '' ? '' : ` ${words} `, parent: Number(parent ?? 0), directory: directoryOf(id) }
  } catch {
    // ENOENT or ESRCH: there is none, or it ended between the two lines.
    return null
  }
}

function directoryOf(id: number): string | null {
  try {
    return readlinkSync(`/proc/${id}/cwd`)
  } catch {
    // EACCES: it belongs to another user.
    return null
  }
}

function fromPs(id: number): ListedProcess | null {
  const { status, stdout } = spawnSync('ps', ['-ww', '-o', 'ppid=,command=', '-p', String(id)], { encoding: 'utf8' })
  const found = status === 0 ? /^\s*(\d+)\s+(.*)$/m.exec(stdout) : null
  return found ? { words: ` ${found[2]} `, parent: Number(found[1]), directory: null } : null
}
