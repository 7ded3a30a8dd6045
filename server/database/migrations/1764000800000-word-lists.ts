import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What admins make of the lists of words, and who changed what is learned. */
export class WordLists1764000800000 implements MigrationInterface {
  readonly name = 'WordLists1764000800000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table word_list_version (
        name text not null,
        version integer not null check (version > 0),
        added text[] not null,
        off text[] not null,
        author text not null,
        created_at timestamptz(3) not null default now(),
        primary key (name, version)
      );
      alter table phrasing add column judged_by text, add column judged_at timestamptz(3);
      create index phrasing_judged on phrasing (state, created_at desc, id desc) where source = 'learned';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index phrasing_judged;
      alter table phrasing drop column judged_by, drop column judged_at;
      drop table word_list_version;
    `)
  }
}
