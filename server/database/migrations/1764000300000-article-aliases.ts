import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Paths at which imported articles are also found, so that the links between them lead somewhere. */
export class ArticleAliases1764000300000 implements MigrationInterface {
  readonly name = 'ArticleAliases1764000300000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table article_alias (
        path text primary key,
        article_id uuid not null references article (id) on delete cascade
      );
      create index article_alias_article on article_alias (article_id);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table article_alias')
  }
}
