import { Type } from 'typebox'
import type { WordListVersionRow } from '../../../knowledge/words/entities.ts'
import { changeWordList, listWordLists, listWordListVersions } from '../../../knowledge/words/store.ts'
import { most, shippedLines, type WordListName, wordListNames } from '../../../knowledge/words/word-list.ts'
import { actorOf, admins } from '../../auth/caller.ts'
import { write } from '../idempotency.ts'
import { Instant, Nullable, OneOf, Page } from '../schemas/common.ts'
import type { Api, RouteContext } from './routes.ts'

const tags = ['knowledge']
const Name = Type.Object({ name: OneOf(wordListNames) })
const Lines = Type.Array(Type.String({ maxLength: most.line }), { maxItems: most.lines })

const WordList = Type.Object({
  name: OneOf(wordListNames),
  version: Type.Integer({ description: '0: as shipped' }),
  shipped: Type.Array(Type.Object({ text: Type.String(), on: Type.Boolean() })),
  added: Type.Array(Type.String()),
  changedBy: Nullable(Type.String()),
  changedAt: Nullable(Instant),
})
const WordListWrite = Type.Object(
  {
    version: Type.Integer({ minimum: 0, description: 'the version you saw' }),
    added: { ...Lines, description: 'all lines of your own' },
    off: Type.Optional({ ...Lines, description: 'all shipped lines that are not to count' }),
  },
  { additionalProperties: false },
)
const Version = Type.Object({
  version: Type.Integer(),
  added: Type.Array(Type.String()),
  off: Type.Array(Type.String()),
  changedBy: Type.String(),
  changedAt: Instant,
})

/** Words that mean the same, and how people ask for a person or say that something is urgent. */
export function addWordListRoutes(api: Api, { helpdesk }: RouteContext) {
  const { transact } = helpdesk

  api.get(
    '/word-lists',
    { config: { roles: admins }, schema: { tags, summary: 'The lists of words', response: { 200: Page(WordList) } } },
    async () => {
      const changed = new Map((await transact(listWordLists)).map((row) => [row.name, row]))
      return { items: wordListNames.map((name) => show(name, changed.get(name) ?? null)), next: null }
    },
  )

  api.put(
    '/word-lists/:name',
    {
      config: { roles: admins },
      schema: {
        tags,
        summary: 'Change a list of words; the bot uses it within seconds',
        params: Name,
        body: WordListWrite,
        response: { 200: WordList },
      },
    },
    (request, reply) =>
      write(transact, request, reply, async (tx) => {
        const { version, added, off = [] } = request.body
        const { name } = request.params
        const row = await changeWordList(tx, name, { added, off }, version, actorOf(request).name)
        return { status: 200, body: show(name, row) }
      }),
  )

  api.get(
    '/word-lists/:name/versions',
    {
      config: { roles: admins },
      schema: {
        tags,
        summary: 'What a list was, and who made it so, the newest hundred',
        params: Name,
        response: { 200: Page(Version) },
      },
    },
    async (request) => ({
      items: (await transact((tx) => listWordListVersions(tx, request.params.name))).map(
        ({ version, added, off, author, createdAt }) => ({
          version,
          added,
          off,
          changedBy: author,
          changedAt: createdAt.toISOString(),
        }),
      ),
      next: null,
    }),
  )
}

function show(name: WordListName, row: WordListVersionRow | null) {
  const off = new Set(row?.off)
  return {
    name,
    version: row?.version ?? 0,
    shipped: shippedLines(name).map((text) => ({ text, on: !off.has(text) })),
    added: row?.added ?? [],
    changedBy: row?.author ?? null,
    changedAt: row?.createdAt.toISOString() ?? null,
  }
}
