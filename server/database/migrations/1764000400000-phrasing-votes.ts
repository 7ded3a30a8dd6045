import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Who found that an article answers a question, or does not: what learned phrasings stand on. */
export class PhrasingVotes1764000400000 implements MigrationInterface {
  readonly name = 'PhrasingVotes1764000400000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table phrasing_vote (
        phrasing_id uuid not null references phrasing (id) on delete cascade,
        person_id uuid not null references person (id) on delete cascade,
        helped boolean not null,
        at timestamptz not null default now(),
        primary key (phrasing_id, person_id)
      );
      create index phrasing_vote_person on phrasing_vote (person_id);
      create index phrasing_candidates on phrasing (created_at desc, id desc) where state = 'candidate';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index phrasing_candidates; drop table phrasing_vote')
  }
}
