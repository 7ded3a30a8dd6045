import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { runCommand, ServerEnded, type ServerProcess, startServer } from '../server-process.ts'

describe('starting and stopping', () => {
  let folder: string
  const started: ServerProcess[] = []
  const start = async (environment: Record<string, string> = {}, as: string[] = []) => {
    const server = await startServer({ FIRSTLINE_DATA: folder, ...environment }, as)
    started.push(server)
    return server
  }
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'firstline-start-'))
  })
  afterEach(async () => {
    for (const server of started.splice(0)) await server.end('SIGKILL')
    await postgresGone(folder)
    rmSync(folder, { recursive: true, force: true })
  })

  it('needs nothing, makes a set-up link, and finds everything again the second time', async () => {
    const first = await start()
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200)
    const token = new URL(first.setupLink ?? '').searchParams.get('token')
    const made = await fetch(`${first.url}/api/v1/setup`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token, name: 'Ada', email: 'ada@example.org', password: 'correct horse' }),
    })
    expect(made.status).toBe(201)
    expect(await first.end('SIGTERM')).toEqual({ code: 0, signal: null })
    await postgresGone(folder)

    const second = await start()
    expect(second.setupLink).toBeNull()
    const signedIn = await fetch(`${second.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'ada@example.org', password: 'correct horse' }),
    })
    expect(signedIn.status).toBe(200)
    expect(await second.end('SIGINT')).toEqual({ code: 0, signal: null })
  })

  it('says so and stops when the folder is in use', async () => {
    const first = await start()
    await expect(start()).rejects.toThrow(/already running on the data folder/)
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200)
  })

  it('comes up again at once after a hard kill, and leaves no database behind', async () => {
    await (await start()).end('SIGKILL')
    const second = await start()
    expect((await fetch(`${second.url}/readyz`)).status).toBe(200)
    await second.end('SIGKILL')
    await postgresGone(folder)
  })

  it('lets a command join the database of a running server, and start it where none runs', async () => {
    const alone = runCommand({ FIRSTLINE_DATA: folder }, 'token', 'create', '--name', 'one', '--role', 'agent')
    expect(alone).toMatchObject({ status: 0, stderr: '' })
    await postgresGone(folder)
    const server = await start()
    const beside = runCommand({ FIRSTLINE_DATA: folder }, 'token', 'create', '--name', 'two', '--role', 'agent')
    for (const { stdout } of [alone, beside]) {
      const reply = await fetch(`${server.url}/api/v1/tickets`, {
        headers: { authorization: `Bearer ${stdout.trim()}` },
      })
      expect(reply.status).toBe(200)
    }
  })

  it('works in a folder whose path is too long for a socket', async () => {
    folder = join(folder, 'a'.repeat(60), 'b'.repeat(60))
    expect((await fetch(`${(await start()).url}/readyz`)).status).toBe(200)
  })

  it('works as an ordinary user, whoever runs the tests', async () => {
    chmodSync(folder, 0o777)
    const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']
    const server = await start({ HOME: folder }, process.getuid?.() === 0 ? nobody : [])
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  })

  it('works in a folder that nobody else can enter, as root too', async () => {
    chmodSync(folder, 0o700)
    expect((await fetch(`${(await start()).url}/readyz`)).status).toBe(200)
  })

  it.each([
    ['PORT', { PORT: 'eighty' }, /PORT: found “eighty”; expected a number/],
    ['HOST', { HOST: 'not a host' }, /HOST: found “not a host”/],
    ['DATABASE_URL', { DATABASE_URL: 'mysql://localhost/x' }, /DATABASE_URL: found an address that begins with mysql:/],
    ['DATABASE_URL', { DATABASE_URL: 'postgres://127.0.0.1:1/x' }, /DATABASE_URL: the database was not reached/],
    [
      'PUBLIC_URL',
      { PUBLIC_URL: 'https://help.example.org/path' },
      /PUBLIC_URL: found “https:\/\/help.example.org\/path”/,
    ],
  ])('says in one message what is wrong with %s', async (_name, environment, message) => {
    const failed = await start(environment).catch((error: unknown) => error)
    expect(failed).toBeInstanceOf(ServerEnded)
    const { code, output } = failed as ServerEnded
    expect(code).toBe(1)
    expect(output).toMatch(message)
    expect(output.trim().split('\n')).toHaveLength(1)
  })

  it('says that a port is taken, and that a folder cannot be made', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await new Promise((resolve) => other.once('listening', resolve))
    const { port } = other.address() as { port: number }
    await expect(start({ PORT: String(port) })).rejects.toThrow(`PORT: ${port} is taken by another program`)
    other.close()
    writeFileSync(join(folder, 'file'), '')
    await expect(start({ FIRSTLINE_DATA: join(folder, 'file', 'data') })).rejects.toThrow('FIRSTLINE_DATA: the folder')
  })
})

/** Resolves when no Postgres works on a data folder any more. */
async function postgresGone(folder: string): Promise<void> {
  const file = join(folder, 'postgres', 'postmaster.pid')
  while (existsSync(file)) {
    try {
      process.kill(Number(readFileSync(file, 'utf8').split('\n')[0]), 0)
    } catch {
      // The file has just gone, or names no process: Postgres has ended.
      return
    }
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
