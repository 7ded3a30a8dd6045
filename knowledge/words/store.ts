import type { EntityManager } from 'typeorm'
import type { WordListVersionRow } from './entities.ts'
import { WordListChanged } from './errors.ts'
import { checkEdit, type WordListEdit, type WordListName, type Words, wordsWith } from './word-list.ts'

/** The channel of the database on which a change of a list is told; its name is the payload. */
export const wordsChannel = 'firstline_words'

const columns = 'name, version, added, off, author, created_at as "createdAt"'

/** What admins made of the lists; one that was never changed is not among them. Uses the primary key. */
export async function listWordLists(tx: EntityManager): Promise<WordListVersionRow[]> {
  return tx.query(`select distinct on (name) ${columns} from word_list_version order by name, version desc`)
}

/** Every version of a list, newest first. Uses the primary key. */
export async function listWordListVersions(tx: EntityManager, name: WordListName): Promise<WordListVersionRow[]> {
  return tx.query(`select ${columns} from word_list_version where name = $1 order by version desc limit 100`, [name])
}

/** All lists as the answerer uses them. */
export async function loadWords(tx: EntityManager): Promise<Words> {
  return wordsWith(Object.fromEntries((await listWordLists(tx)).map((row) => [row.name, row])))
}

/**
 * Changes a list; what it was stays as a version. Every process is told. Of two changes at once the primary key lets
 * one through.
 * @param seen the version the change was made on, 0 for a list as shipped
 * @throws WordLineRefused, WordListChanged
 */
export async function changeWordList(
  tx: EntityManager,
  name: WordListName,
  edit: WordListEdit,
  seen: number,
  author: string,
): Promise<WordListVersionRow> {
  const { added, off } = checkEdit(name, edit)
  const rows: WordListVersionRow[] = await tx.query(
    `insert into word_list_version (name, version, added, off, author)
     select $1, $2 + 1, $3, $4, $5
      where $2 = (select coalesce(max(version), 0) from word_list_version where name = $1)
     on conflict do nothing returning ${columns}`,
    [name, seen, added, off, author],
  )
  const [row] = rows
  if (!row) {
    const [{ present }] = await tx.query(
      'select coalesce(max(version), 0)::int as present from word_list_version where name = $1',
      [name],
    )
    throw new WordListChanged(present, seen)
  }
  await tx.query('select pg_notify($1, $2)', [wordsChannel, name])
  return row
}
