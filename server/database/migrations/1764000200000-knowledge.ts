import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Articles, what they were, and the questions they answer. */
export class Knowledge1764000200000 implements MigrationInterface {
  readonly name = 'Knowledge1764000200000'

  // Times have milliseconds, as the cursors of the API do: a page must not begin between two of them.
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table article (
        id uuid primary key default gen_random_uuid(),
        source text,
        external_key text,
        title text not null,
        body text not null,
        url text,
        category text,
        tags text[] not null default '{}',
        language text not null default 'en' check (language in ('en', 'de')),
        state text not null default 'draft' check (state in ('draft', 'in_review', 'published', 'archived')),
        content_hash text,
        version integer not null default 1 check (version > 0),
        created_at timestamptz(3) not null default now(),
        updated_at timestamptz(3) not null default now(),
        constraint article_source unique (source, external_key),
        constraint article_source_whole check ((source is null) = (external_key is null))
      );
      create index article_list on article (updated_at desc, id desc);
      create index article_state on article (state, updated_at desc, id desc);
      create function title_words(title text) returns tsvector language sql immutable parallel safe as $$
        select to_tsvector('pg_catalog.simple'::regconfig, translate(title, '-_./:@&<>''\\"', '            ')) $$;
      create index article_title on article using gin (title_words(title));

      create table article_version (
        article_id uuid not null references article (id) on delete cascade,
        version integer not null,
        title text not null,
        body text not null,
        author text,
        created_at timestamptz(3) not null default now(),
        primary key (article_id, version)
      );

      create table phrasing (
        id uuid primary key default gen_random_uuid(),
        article_id uuid not null references article (id) on delete cascade,
        text text not null,
        source text not null default 'admin' check (source in ('imported', 'admin', 'learned')),
        state text not null default 'confirmed' check (state in ('confirmed', 'candidate', 'rejected')),
        weight real not null default 1,
        created_at timestamptz(3) not null default now(),
        constraint phrasing_text unique (article_id, text)
      );
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table phrasing, article_version, article;
      drop function title_words(text);
    `)
  }
}
