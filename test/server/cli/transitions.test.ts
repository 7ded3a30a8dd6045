import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { transitionTable } from '../../../server/cli/transitions.ts'

it('the table of transitions in the docs is the one the code makes', () => {
  const docs = readFileSync(new URL('../../../docs/conversation.md', import.meta.url), 'utf8')
  expect(docs).toContain(transitionTable())
})
