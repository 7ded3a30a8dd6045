import { readFileSync, statSync } from 'node:fs'

/** The length of a log in bytes, 0 when there is none: where what comes next begins. */
export function logLength(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/** The last lines that were written to a log after it had a length. */
export function logTail(path: string, since: number): string {
  const added = readFileSync(path).subarray(since).toString('utf8')
  return added.trim().split('\n').slice(-8).join('\n')
}
