import type { EntityManager } from 'typeorm'
import type { IndexedArticle } from '../index.ts'
import { isLearned } from '../learning/effect.ts'
import type { Article, ArticleState, ArticleSummary, ArticleVersion, ArticleWrite } from './article.ts'
import { ArticleChanged, ArticleNotFound } from './errors.ts'
import { linkedKeys } from './linked.ts'

const summaryColumns = `a.id, a.title, a.state, a.category, a.language, a.tags, a.version, a.updated_at as "updatedAt"`
const articleColumns = `${summaryColumns}, a.body, a.url, a.external_key as "externalKey", a.created_at as "createdAt",
  array(select p.text from phrasing p where p.article_id = a.id and p.state = 'confirmed' order by p.created_at, p.text) as phrasings`
const indexedColumns = `a.id, a.title, a.body, a.url, a.category, a.tags, a.language,
  coalesce((select json_agg(json_build_object('text', p.text, 'weight', p.weight) order by p.created_at, p.text)
     from phrasing p where p.article_id = a.id and (p.state = 'confirmed' or p.state = 'candidate' and ${isLearned('p')})), '[]') as phrasings`

/** Every article the bot may answer from. */
export async function loadPublished(tx: EntityManager): Promise<IndexedArticle[]> {
  return tx.query(`select ${indexedColumns} from article a where a.state = 'published' order by a.id`)
}

/** One article the bot may answer from; null when it is not published, or gone. */
export async function loadPublishedOne(tx: EntityManager, id: string): Promise<IndexedArticle | null> {
  const [article] = await tx.query(
    `select ${indexedColumns} from article a where a.state = 'published' and a.id = $1`,
    [id],
  )
  return article ?? null
}

/** One published article as people read it; null when it is not published, or gone. */
export async function findPublished(tx: EntityManager, id: string): Promise<Article | null> {
  const [article] = await tx.query(
    `select ${articleColumns} from article a where a.state = 'published' and a.id = $1`,
    [id],
  )
  return article ?? null
}

/**
 * The published article that a link in another one names; null when there is none, or the link is none of ours.
 * Uses article_source and article_alias.
 * @param target as written in the article, see {@link linkedKeys}
 */
export async function findLinked(tx: EntityManager, articleId: string, target: string): Promise<string | null> {
  const [from] = await tx.query('select source, external_key as key from article where id = $1', [articleId])
  const wanted = from?.key ? linkedKeys(from.key, target) : null
  if (!wanted) return null
  const [found] = await tx.query(
    `select a.id from article a
      where a.state = 'published' and ((a.source = $1 and a.external_key = any($2::text[]))
        or a.id = (select article_id from article_alias where path = $3))
      order by array_position($2::text[], a.external_key) nulls last limit 1`,
    [from.source, wanted.keys, wanted.alias],
  )
  return found?.id ?? null
}

/**
 * One page of articles, last changed first. Uses article_list or article_state, with `q` article_title.
 * @param filter.q beginnings of words of the title, all of which must be there
 * @param filter.after the last article of the page before; `updatedAt` as ISO 8601
 */
export async function listArticles(
  tx: EntityManager,
  filter: { state?: ArticleState; q?: string; after?: { updatedAt: string; id: string }; limit: number },
): Promise<ArticleSummary[]> {
  return tx.query(
    `select ${summaryColumns} from article a
      where ($1::text is null or a.state = $1)
        and ($2::text is null or title_words(a.title) @@
          (select string_agg(quote_literal(lexeme) || ':*', ' & ')::tsquery from unnest(title_words($2))))
        and ($3::timestamptz is null or (a.updated_at, a.id) < ($3, $4::uuid))
      order by a.updated_at desc, a.id desc limit $5`,
    [filter.state ?? null, filter.q ?? null, filter.after?.updatedAt ?? null, filter.after?.id ?? null, filter.limit],
  )
}

/** Every article there is, whatever its state, for an export. */
export async function loadArticles(tx: EntityManager): Promise<Article[]> {
  return tx.query(`select ${articleColumns} from article a order by a.id`)
}

/** @throws ArticleNotFound */
export async function getArticle(tx: EntityManager, id: string): Promise<Article> {
  const [article] = await tx.query(`select ${articleColumns} from article a where a.id = $1`, [id])
  if (!article) throw new ArticleNotFound(id)
  return article
}

/** Writes a new article; it is a draft until it is published. */
export async function createArticle(tx: EntityManager, article: ArticleWrite, author: string | null): Promise<Article> {
  const [{ id }] = await tx.query(
    `insert into article (title, body, url, category, tags, language) values ($1, $2, $3, $4, $5, $6) returning id`,
    [
      article.title,
      article.body,
      article.url ?? null,
      article.category ?? null,
      article.tags ?? [],
      article.language ?? 'en',
    ],
  )
  await keepVersion(tx, id, author)
  await setPhrasings(tx, id, article.phrasings ?? [])
  return getArticle(tx, id)
}

/**
 * Changes an article; what it was stays as a version.
 * @param change what is left out keeps its value; a phrasing left out of `phrasings` is rejected for good
 * @param seenVersion the version the change was made on; undefined: whatever it is now
 * @throws ArticleNotFound, ArticleChanged
 */
export async function updateArticle(
  tx: EntityManager,
  id: string,
  change: ArticleWrite,
  seenVersion: number | undefined,
  author: string | null,
): Promise<Article> {
  const [now] = await tx.query('select version from article where id = $1 for update', [id])
  if (!now) throw new ArticleNotFound(id)
  if (seenVersion !== undefined && seenVersion !== now.version) throw new ArticleChanged(now.version, seenVersion)
  await tx.query(
    `update article set title = $2, body = $3, url = case when $4 then $5 else url end,
       category = case when $6 then $7 else category end, tags = coalesce($8, tags), language = coalesce($9, language),
       version = version + 1, updated_at = now()
      where id = $1`,
    [
      id,
      change.title,
      change.body,
      change.url !== undefined,
      change.url ?? null,
      change.category !== undefined,
      change.category ?? null,
      change.tags ?? null,
      change.language ?? null,
    ],
  )
  await keepVersion(tx, id, author)
  if (change.phrasings) await setPhrasings(tx, id, change.phrasings)
  return tell(tx, await getArticle(tx, id))
}

/** Lets the bot answer from an article. Publishing what is published changes nothing. @throws ArticleNotFound */
export async function publishArticle(tx: EntityManager, id: string): Promise<Article> {
  return setState(tx, id, 'published')
}

/** Takes an article out of the answers and keeps it. @throws ArticleNotFound */
export async function archiveArticle(tx: EntityManager, id: string): Promise<Article> {
  return setState(tx, id, 'archived')
}

/** What an article is and was, newest first, `before` a version when it is given. */
export async function listVersions(
  tx: EntityManager,
  id: string,
  page: { before?: number; limit: number },
): Promise<ArticleVersion[]> {
  return tx.query(
    `select version, title, body, author, created_at as "createdAt" from article_version
      where article_id = $1 and ($2::integer is null or version < $2) order by version desc limit $3`,
    [id, page.before ?? null, page.limit],
  )
}

/** The channel on which processes hear that an article changed: its id, or '' when there are many. */
export const articleChannel = 'firstline_articles'

async function setState(tx: EntityManager, id: string, state: 'published' | 'archived'): Promise<Article> {
  await tx.query('update article set state = $2, updated_at = now() where id = $1 and state <> $2', [id, state])
  return tell(tx, await getArticle(tx, id))
}

async function keepVersion(tx: EntityManager, id: string, author: string | null): Promise<void> {
  await tx.query(
    `insert into article_version (article_id, version, title, body, author)
     select id, version, title, body, $2 from article where id = $1`,
    [id, author],
  )
}

/** Makes these the confirmed phrasings. One taken away is kept as rejected: no import or learning brings it back. */
async function setPhrasings(tx: EntityManager, id: string, phrasings: string[]): Promise<void> {
  await tx.query(
    `update phrasing set state = 'rejected' where article_id = $1 and state = 'confirmed' and text <> all($2::text[])`,
    [id, phrasings],
  )
  await tx.query(
    `insert into phrasing (article_id, text, source) select distinct $1::uuid, text, 'admin' from unnest($2::text[]) as text
     on conflict on constraint phrasing_text do update set state = 'confirmed' where phrasing.state <> 'confirmed'`,
    [id, phrasings],
  )
}

/** A draft is nobody's business yet; whatever was ever published, the indexes of all processes must hear of. */
async function tell(tx: EntityManager, article: Article): Promise<Article> {
  if (article.state === 'published' || article.state === 'archived')
    await tx.query('select pg_notify($1, $2)', [articleChannel, article.id])
  return article
}
