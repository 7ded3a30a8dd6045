import type { MigrationInterface, QueryRunner } from 'typeorm'

/** What agents know and when they work, what categories ask of them, and every choice with what it was made from. */
export class Routing1764001100000 implements MigrationInterface {
  readonly name = 'Routing1764001100000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table person add column skills jsonb not null default '[]', add column languages text[] not null default '{}',
        add column working_hours jsonb, add column away_until timestamptz;
      alter table category add column skills jsonb not null default '[]';
      create table routing_decision (
        id bigint generated always as identity primary key,
        ticket_number bigint not null references ticket (number) on delete cascade,
        agent_id uuid references person (id) on delete set null,
        inputs jsonb not null,
        decided_at timestamptz not null
      );
      create index routing_decision_ticket on routing_decision (ticket_number, id);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table routing_decision;
      alter table category drop column skills;
      alter table person drop column skills, drop column languages, drop column working_hours, drop column away_until;
    `)
  }
}
