import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = new URL('..', import.meta.url).pathname

/** Lints a file that would stand at a place, and says which rules it breaks. */
function lint(path: string, code: string): string {
  const file = `${root}${path}`
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, code)
  try {
    const run = spawnSync('npx', ['oxlint', '--no-ignore', '--format=json', path], { cwd: root, encoding: 'utf8' })
    return run.stdout
  } finally {
    rmSync(file)
  }
}

describe('the import directions', () => {
  it.each([
    ['knowledge/search/forbidden-probe.ts', '../../core/ports.ts'],
    ['core/tickets/forbidden-probe.ts', '../../server/config.ts'],
    ['core/tickets/forbidden-probe.ts', '../../bots/webchat/channel.ts'],
    ['core/tickets/forbidden-probe.ts', '../../knowledge/search/index.ts'],
    ['core/tickets/forbidden-probe.ts', 'typeorm'],
    ['core/tickets/forbidden-probe.ts', 'fastify'],
    ['bots/webchat/forbidden-probe.ts', '../../core/errors.ts'],
    ['bots/webchat/forbidden-probe.ts', '../../knowledge/index.ts'],
    ['bots/webchat/forbidden-probe.ts', 'typeorm'],
    ['knowledge/search/forbidden-probe.ts', 'typeorm'],
  ])('%s may not import %s', (path, target) => {
    expect(lint(path, `import * as probe from '${target}'\nexport const used = probe\n`)).toContain(
      'no-restricted-imports',
    )
  })

  it.each([
    ['core/tickets/allowed-probe.ts', '../../knowledge/index.ts'],
    ['core/tickets/allowed-probe.ts', '../ports.ts'],
    ['bots/webchat/allowed-probe.ts', '../../core/ports.ts'],
    ['server/allowed-probe.ts', '../core/errors.ts'],
  ])('%s may import %s', (path, target) => {
    expect(lint(path, `import * as probe from '${target}'\nexport const used = probe\n`)).not.toContain(
      'no-restricted-imports',
    )
  })
})
