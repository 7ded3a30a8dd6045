import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

const dist = fileURLToPath(new URL('../dist/server/', import.meta.url))

/** A server as `npm start` runs it, in a process of its own. */
export interface ServerProcess {
  /** Where it listens. */
  url: string
  setupLink: string | null
  /** Everything it printed so far. */
  output(): string
  /** Sends a signal and resolves with how it ended. */
  end(signal: NodeJS.Signals): Promise<{ code: number | null; signal: NodeJS.Signals | null }>
}

/** How a server that could not start ended. */
export class ServerEnded extends Error {
  readonly code: number | null
  readonly output: string
  constructor(code: number | null, output: string) {
    super(`the server ended with code ${code}: ${output}`)
    this.code = code
    this.output = output
  }
}

export interface ServerEnvironment {
  FIRSTLINE_DATA?: string
  [name: string]: string | undefined
}

function environmentOf(environment: ServerEnvironment): NodeJS.ProcessEnv {
  const { DATABASE_URL: _own, ...inherited } = process.env
  return { ...inherited, PORT: '0', ...environment }
}

/** Starts a server and waits until it says where it is. @param as runs it as another user @throws ServerEnded */
export async function startServer(environment: ServerEnvironment, as: string[] = []): Promise<ServerProcess> {
  const words = [...as, process.execPath, `${dist}main.js`]
  const child: ChildProcess = spawn(words[0] as string, words.slice(1), {
    env: environmentOf(environment),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let printed = ''
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  const ready = new Promise<void>((resolve) => {
    const hear = (part: Buffer) => {
      printed += part.toString()
      if (/API +http\S+\n/.test(printed)) setImmediate(resolve)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
  })
  const code = await Promise.race([ready.then(() => 'ready' as const), ended.then(([status]) => status)])
  if (code !== 'ready') throw new ServerEnded(code, printed)
  return {
    url: /Console +(\S+)\//.exec(printed)?.[1] ?? '',
    get setupLink() {
      return /(http\S+\/setup\?token=\S+)/.exec(printed)?.[1] ?? null
    },
    output: () => printed,
    async end(signal) {
      child.kill(signal)
      const [status, by] = await ended
      return { code: status, signal: by }
    },
  }
}

/** Runs a command of the command line to its end. @param environment its variables, and what it reads as `input` */
export function runCommand(
  { input = '', ...environment }: ServerEnvironment & { input?: string },
  ...words: string[]
): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [`${dist}cli/firstline.js`, ...words], {
    env: environmentOf(environment),
    encoding: 'utf8',
    input,
  })
}
