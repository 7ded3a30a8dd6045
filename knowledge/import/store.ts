import { randomUUID } from 'node:crypto'
import type { EntityManager } from 'typeorm'
import { barePath } from '../articles/linked.ts'
import { articleChannel } from '../articles/store.ts'
import { digest, type Page } from './page.ts'
import type { ImportPlan, KnownArticle, PlannedPage } from './plan-import.ts'

export type Transaction = EntityManager

/** What articles from a folder have as their source. @param name of the folder, where there are several */
function sourceOf(name: string | undefined): string {
  return name === undefined ? 'folder' : `folder:${name}`
}
const author = 'Import'

/** Rows a statement writes, so that its parameters stay within some megabytes. */
const rowsAtOnce = 200
/** From here on one notification says that much has changed. */
const mostNotifications = 50

/** Waits until no other import runs; held until the transaction ends. */
export async function lockImports(tx: Transaction): Promise<void> {
  await tx.query(`select pg_advisory_xact_lock(hashtext('firstline.import'))`)
}

/** Every article that came from a folder, and those with the given ids. Uses article_source. */
export async function loadKnown(tx: Transaction, name: string | undefined, ids: string[]): Promise<KnownArticle[]> {
  const imported: KnownArticle[] = await tx.query(
    `select id, external_key as key, state, content_hash as hash from article where source = $1`,
    [sourceOf(name)],
  )
  const named: (KnownArticle & Omit<Page, 'key' | 'hash' | 'was' | 'aliases'>)[] = await tx.query(
    `select id, external_key as key, state, title, body, tags, category, url, language,
       array(select p.text from phrasing p where p.article_id = a.id and p.state = 'confirmed') as phrasings
      from article a where id = any($1::uuid[])`,
    [ids],
  )
  // An export is compared with what the article is, not with what was once imported.
  const byId = new Map(imported.map((article) => [article.id, article]))
  for (const article of named) {
    const { id, key, state } = article
    byId.set(id, { id, key, state, hash: digest(article) })
  }
  return [...byId.values()]
}

/** Writes what a plan says, and tells the indexes. */
export async function carryOutImport(tx: Transaction, name: string | undefined, plan: ImportPlan): Promise<void> {
  const touched: string[] = []
  for (const pages of inParts(plan.new)) touched.push(...(await insertPages(tx, sourceOf(name), pages)))
  for (const pages of inParts(plan.changed)) touched.push(...(await updatePages(tx, pages)))
  touched.push(...(await archiveVanished(tx, plan.archived)))
  const told = touched.length > mostNotifications ? [''] : touched
  await tx.query('select pg_notify($1, id) from unnest($2::text[]) as id', [articleChannel, told])
}

const pageColumns = `id uuid, key text, title text, body text, url text, category text, tags text[],
  language text, state text, hash text, phrasings text[]`

async function insertPages(tx: Transaction, source: string, planned: PlannedPage[]): Promise<string[]> {
  const pages = planned.map((page) => ({ ...page, id: page.id ?? randomUUID() }))
  await tx.query(
    `insert into article (id, source, external_key, title, body, url, category, tags, language, state, content_hash)
     select id, case when key is null then null else $2 end, key, title, body, url, category, tags, language, state,
       case when key is null then null else hash end
      from jsonb_to_recordset($1::jsonb) as page (${pageColumns})`,
    [asRows(pages), source],
  )
  await keepVersions(tx, pages)
  await setImportedPhrasings(tx, pages)
  await setAliases(tx, pages)
  return pages.map((page) => page.id)
}

async function updatePages(tx: Transaction, pages: PlannedPage[]): Promise<string[]> {
  await tx.query(
    `update article a set external_key = page.key, title = page.title, body = page.body, url = page.url,
       category = page.category, tags = page.tags, language = page.language, state = page.state,
       content_hash = case when page.key is null then null else page.hash end, version = a.version + 1, updated_at = now()
      from jsonb_to_recordset($1::jsonb) as page (${pageColumns}) where a.id = page.id`,
    [asRows(pages)],
  )
  await keepVersions(tx, pages)
  await setImportedPhrasings(tx, pages)
  await setAliases(tx, pages)
  return pages.map((page) => page.id!)
}

async function archiveVanished(tx: Transaction, ids: string[]): Promise<string[]> {
  if (ids.length > 0)
    await tx.query(
      `update article set state = 'archived', content_hash = null, updated_at = now() where id = any($1::uuid[])`,
      [ids],
    )
  return ids
}

async function keepVersions(tx: Transaction, pages: PlannedPage[]): Promise<void> {
  await tx.query(
    `insert into article_version (article_id, version, title, body, author)
     select id, version, title, body, $2 from article where id = any($1::uuid[])`,
    [pages.map((page) => page.id), author],
  )
}

/** What people added, learnt or rejected stays; what was imported is what the page says. */
async function setImportedPhrasings(tx: Transaction, pages: PlannedPage[]): Promise<void> {
  const rows = asRows(pages)
  await tx.query(
    `delete from phrasing using jsonb_to_recordset($1::jsonb) as page (id uuid, phrasings text[])
      where phrasing.article_id = page.id and source = 'imported' and state = 'confirmed' and text <> all(page.phrasings)`,
    [rows],
  )
  await tx.query(
    `insert into phrasing (article_id, text, source)
     select page.id, text, 'imported' from jsonb_to_recordset($1::jsonb) as page (id uuid, phrasings text[]),
       unnest(page.phrasings) as text
     on conflict on constraint phrasing_text do update set state = 'confirmed' where phrasing.state = 'candidate'`,
    [rows],
  )
}

/** Where else its readers look for a page. An export says nothing of it, so what is known stays. */
async function setAliases(tx: Transaction, pages: PlannedPage[]): Promise<void> {
  const rows = JSON.stringify(
    pages.filter(({ page }) => page.was === null).map(({ id, page }) => ({ id, aliases: page.aliases.map(barePath) })),
  )
  await tx.query(
    'delete from article_alias using jsonb_to_recordset($1::jsonb) as page (id uuid) where article_id = page.id',
    [rows],
  )
  await tx.query(
    `insert into article_alias (path, article_id)
     select distinct on (path) path, page.id from jsonb_to_recordset($1::jsonb) as page (id uuid, aliases text[]), unnest(page.aliases) as path
      order by path, page.id
     on conflict (path) do update set article_id = excluded.article_id`,
    [rows],
  )
}

function asRows(pages: PlannedPage[]): string {
  return JSON.stringify(
    pages.map(({ id, key, state, page }) => {
      const { title, body, url, category, tags, language, hash, phrasings } = page
      return { id, key, state, title, body, url, category, tags, language, hash, phrasings }
    }),
  )
}

function* inParts(pages: PlannedPage[]): Generator<PlannedPage[]> {
  for (let from = 0; from < pages.length; from += rowsAtOnce) yield pages.slice(from, from + rowsAtOnce)
}
