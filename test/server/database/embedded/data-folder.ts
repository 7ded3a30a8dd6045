import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect } from 'vitest'

/** A data folder for one test. */
export interface DataFolder {
  path: string
  cluster: string
  /** The ids of the processes that work on it: keepers, Postgres and its parts, the tests' users. */
  processes(): number[]
  /** The id of its Postgres, from its lock. */
  postgres(): number
  /** Resolves when nothing works on it any more. */
  abandoned(): Promise<void>
  remove(): void
}

/** Makes a data folder that does not exist yet. @param name its name, as long or odd as a test wants it */
export function makeDataFolder(name = 'data'): DataFolder {
  const home = realpathSync(mkdtempSync(join(tmpdir(), 'firstline-embedded-')))
  return dataFolderAt(join(home, name), home)
}

/** A data folder in a place of the test's own. @param home what to remove with it */
export function dataFolderAt(path: string, home: string): DataFolder {
  const cluster = join(path, 'postgres')
  const processes = () => listProcesses().filter(({ id, words }) => id !== process.pid && words.includes(path))
  return {
    path,
    cluster,
    processes: () => processes().map(({ id }) => id),
    postgres: () => Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0]),
    async abandoned() {
      await expect.poll(() => processes().map(({ words }) => words), { timeout: 20_000, interval: 20 }).toEqual([])
    },
    remove: () => rmSync(home, { recursive: true, force: true }),
  }
}

/** Kills processes hard; those already gone are fine. */
export function killHard(ids: number[]): void {
  for (const id of ids) {
    try {
      process.kill(id, 'SIGKILL')
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
    }
  }
}

/** The id of the process that started another one. */
export function parentOf(id: number): number {
  if (process.platform === 'linux')
    return Number(/^PPid:\s*(\d+)/m.exec(readFileSync(`/proc/${id}/status`, 'utf8'))?.[1])
  return Number(spawnSync('ps', ['-o', 'ppid=', '-p', String(id)], { encoding: 'utf8' }).stdout)
}

/** Every process with its command line and, where the system tells, its working directory. */
function listProcesses(): { id: number; words: string }[] {
  if (process.platform !== 'linux') {
    const lines = spawnSync('ps', ['-axww', '-o', 'pid=,command='], { encoding: 'utf8' }).stdout.trim().split('\n')
    return lines.map((line) => ({ id: Number.parseInt(line, 10), words: line }))
  }
  const ids = readdirSync('/proc').map(Number).filter(Number.isInteger)
  return ids.flatMap((id) => {
    try {
      const words = readFileSync(`/proc/${id}/cmdline`, 'utf8').split('\0').join(' ')
      // One that has ended and waits to be collected has no command line and no directory.
      return words === '' ? [] : [{ id, words: `${words} ${readlinkSync(`/proc/${id}/cwd`)}` }]
    } catch {
      // It ended meanwhile, or belongs to somebody else.
      return []
    }
  })
}
