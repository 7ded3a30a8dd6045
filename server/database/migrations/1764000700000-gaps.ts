import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Questions nobody's article answered, and the gaps in the knowledge base they show. */
export class Gaps1764000700000 implements MigrationInterface {
  readonly name = 'Gaps1764000700000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table gap (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        words text[] not null,
        dismissed_at timestamptz,
        created_at timestamptz not null default now()
      );
      create table unanswered_question (
        id bigserial primary key,
        text text not null,
        reason text not null check (reason in ('nothing_found', 'not_helpful', 'asked_for_person')),
        article_id uuid references article (id) on delete set null,
        conversation_id uuid not null references conversation (id) on delete cascade,
        ticket_number bigint,
        asked_at timestamptz not null,
        nearest jsonb,
        gap_id uuid references gap (id)
      );
      create index unanswered_question_waiting on unanswered_question (id) where gap_id is null;
      create index unanswered_question_gap on unanswered_question (gap_id, asked_at desc);
      create index unanswered_question_conversation on unanswered_question (conversation_id);
      create index unanswered_question_article on unanswered_question (article_id);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table unanswered_question; drop table gap')
  }
}
