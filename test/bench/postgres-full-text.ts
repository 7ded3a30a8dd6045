import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openEmbeddedDatabase } from '../../server/database/embedded/open.ts'
import type { BenchArticle, Contender } from './search-peers.ts'

const weighted = `setweight(to_tsvector('english', $2), 'A') || to_tsvector('english', $3)`

/** Postgres full text, any word of the question, ranked by ts_rank, over a GIN index. */
export const postgresFullText: Contender = {
  name: 'Postgres full text',
  async fill(articles) {
    const folder = mkdtempSync(join(tmpdir(), 'firstline-bench-'))
    const embedded = await openEmbeddedDatabase({ folder })
    const { host, port, user, database } = embedded.connection
    const client = new pg.Client({ host, port, user, database })
    await client.connect()
    await client.query(`create table searched (id text primary key, words tsvector not null)`)
    for (let from = 0; from < articles.length; from += 1_000) {
      const rows = articles.slice(from, from + 1_000)
      await client.query(
        `insert into searched
         select id, setweight(to_tsvector('english', title), 'A') || to_tsvector('english', body)
         from unnest($1::text[], $2::text[], $3::text[]) as row(id, title, body)`,
        [rows.map(({ id }) => id), rows.map(({ title }) => title), rows.map(textOf)],
      )
    }
    await client.query('create index searched_words on searched using gin (words)')
    await client.query('analyze searched')
    return {
      async find(text) {
        const { rows } = await client.query<{ id: string }>(
          `select id from searched, (select replace(plainto_tsquery('english', $1)::text, '&', '|')::tsquery as asked) question
           where words @@ asked order by ts_rank(words, asked) desc limit 1`,
          [text],
        )
        return rows[0]?.id
      },
      async put(article) {
        await client.query(`update searched set words = ${weighted} where id = $1`, [
          article.id,
          article.title,
          textOf(article),
        ])
      },
      async close() {
        await client.end()
        await embedded.close()
        rmSync(folder, { recursive: true, force: true })
      },
    }
  },
}

function textOf({ body, phrasings }: BenchArticle): string {
  return [body, ...phrasings].join('\n')
}
