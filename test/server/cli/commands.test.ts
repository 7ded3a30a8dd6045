import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedDatabase, openEmbeddedDatabase } from '../../../server/database/embedded/open.ts'
import { runCommand } from '../../server-process.ts'

describe('the command line', () => {
  let folder: string
  const held: EmbeddedDatabase[] = []
  const dataOf = (name: string) => join(folder, name)
  const run = (name: string, ...words: string[]) => runCommand({ FIRSTLINE_DATA: dataOf(name) }, ...words)

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'firstline-cli-'))
    // Held open for the time of the tests, so that each command joins instead of starting Postgres anew.
    for (const name of ['one', 'two']) held.push(await openEmbeddedDatabase({ folder: dataOf(name) }))
    const pages = join(folder, 'pages')
    mkdirSync(pages)
    writeFileSync(
      join(pages, 'vpn.md'),
      '---\ntitle: Set up the VPN\nquestions:\n  - how do I get VPN\n---\n\nInstall the client from the portal.\n',
    )
    writeFileSync(join(pages, 'leave.md'), '# Parental leave\n\nYou can take 14 weeks of parental leave.\n')
    writeFileSync(join(pages, 'broken.md'), '---\ntitle: [unclosed\n---\n\nText\n')
  }, 120_000)
  afterAll(async () => {
    for (const database of held) await database.close()
    rmSync(folder, { recursive: true, force: true })
  })

  it('imports a folder, says what became of each file, and finds nothing new the second time', () => {
    const first = run('one', 'import', join(folder, 'pages'))
    expect(first.status).toBe(0)
    expect(first.stdout).toMatch(/2 new/)
    expect(first.stdout + first.stderr).toMatch(/broken\.md/)
    expect(run('one', 'import', join(folder, 'pages')).stdout).toMatch(/2 unchanged/)
    expect(run('one', 'import', join(folder, 'nowhere')).status).toBe(1)
  })

  it('answers a question as the bot would', () => {
    expect(run('one', 'ask', 'how do I get vpn', '--explain').stdout).toMatch(/1\. Set up the VPN/)
  })

  it('prints what no article answered', () => {
    expect(run('one', 'gaps')).toMatchObject({ status: 0, stdout: 'No question has been left unanswered.\n' })
    expect(run('one', 'gaps', '--limit', 'many').stderr).toContain('--limit: expected a whole number')
  })

  it('speaks the protocol of the evaluation, without a database', () => {
    const lines = [
      { op: 'article', id: 'a', title: 'Set up the VPN', phrasings: ['how do I get vpn'] },
      { op: 'article', id: 'b', title: 'Parental leave', body: 'You can take 14 weeks.' },
      { op: 'ready' },
      { op: 'ask', id: 'q', text: 'how do I get vpn' },
      { op: 'nonsense' },
    ]
    const { stdout } = runWithInput(`${lines.map((line) => JSON.stringify(line)).join('\n')}\nno json\n`)
    const [ready, answer, unknown, unreadable] = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(ready).toEqual({ ready: true })
    expect(answer).toMatchObject({ id: 'q', decision: 'answer' })
    expect(answer.top[0].article).toBe('a')
    expect(unknown.error).toContain('nonsense')
    expect(unreadable.error).toBeTypeOf('string')
  })

  it('adds people and refuses what cannot be', () => {
    const added = run(
      'one',
      'user',
      'create',
      '--email',
      'ada@example.org',
      '--name',
      'Ada',
      '--role',
      'admin',
      '--team',
      'service desk',
    )
    expect(added.stdout).toMatch(/Password: \S+/)
    expect(run('one', 'user', 'create', '--email', 'ada@example.org', '--name', 'Ada').stderr).toContain(
      'known under ada@example.org already',
    )
    expect(
      run('one', 'user', 'create', '--email', 'bob@example.org', '--name', 'Bob', '--team', 'Nobody').stderr,
    ).toContain('there is no team “Nobody”')
    expect(run('one', 'token', 'create', '--name', 'x', '--role', 'king').status).toBe(1)
  })

  it('takes everything into a backup and puts it back elsewhere', () => {
    run('one', 'demo')
    const file = join(folder, 'all.backup')
    expect(run('one', 'backup', file)).toMatchObject({ status: 0, stderr: '' })
    expect(run('two', 'restore', file)).toMatchObject({ status: 0, stderr: '' })
    expect(run('two', 'ask', 'parental leave').stdout).toContain('Parental leave')
    expect(run('two', 'restore', file).stderr).toContain('not empty')
    expect(run('two', 'restore', file, '--replace').status).toBe(0)
    const again = join(folder, 'again.backup')
    run('two', 'backup', again)
    expect(run('two', 'restore', join(folder, 'pages', 'vpn.md'), '--replace').stderr).toMatch(/damaged or no backup/)
    expect(run('two', 'demo').stdout).toContain('there already')
  })

  it('exports articles that import again as unchanged', () => {
    const out = join(folder, 'out')
    expect(run('one', 'export', out).status).toBe(0)
    expect(readdirSync(out).length).toBeGreaterThan(0)
  })

  it('says what is wrong and how to mend it', () => {
    const sound = run('one', 'doctor')
    expect(sound.stdout).toMatch(/ok +Knowledge: 2 published articles/)
    const wrong = runCommand({ FIRSTLINE_DATA: dataOf('one'), PORT: 'x' }, 'doctor')
    expect(wrong).toMatchObject({ status: 1 })
    expect(wrong.stdout).toContain('PORT: found “x”')
  })
})

function runWithInput(input: string) {
  return runCommand({ input }, 'answers')
}
