import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Chat channels in which teams work on their tickets, and how satisfied requesters were. */
export class Desks1764000500000 implements MigrationInterface {
  readonly name = 'Desks1764000500000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table desk (
        id uuid primary key default gen_random_uuid(),
        team_id uuid not null references team (id) on delete cascade,
        channel text not null,
        workspace text not null,
        place text not null,
        address jsonb not null,
        name text not null,
        language text not null default 'en' check (language in ('en', 'de')),
        created_at timestamptz not null default now(),
        constraint desk_place unique (channel, workspace, place)
      );
      create index desk_team on desk (team_id);

      create table desk_thread (
        desk_id uuid not null references desk (id) on delete cascade,
        ticket_number bigint not null references ticket (number) on delete cascade,
        thread text not null,
        primary key (desk_id, ticket_number),
        constraint desk_thread_name unique (desk_id, thread)
      );
      create index desk_thread_ticket on desk_thread (ticket_number);

      alter table ticket add column satisfaction smallint check (satisfaction between 1 and 5);
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table ticket drop column satisfaction; drop table desk_thread; drop table desk')
  }
}
