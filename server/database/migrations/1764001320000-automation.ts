import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Rules, what they were, what waits for them, and the tickets that scheduled rules have acted on. */
export class Automation1764001320000 implements MigrationInterface {
  readonly name = 'Automation1764001320000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table automation_rule (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        position integer not null,
        enabled boolean not null,
        text text not null,
        rule jsonb not null,
        events text[] not null,
        version integer not null default 1,
        changed_by text not null,
        changed_at timestamptz not null default now(),
        created_at timestamptz not null default now()
      );
      create unique index automation_rule_name on automation_rule (lower(name));
      create table automation_rule_version (
        rule_id uuid not null references automation_rule (id) on delete cascade,
        version integer not null,
        name text not null,
        text text not null,
        enabled boolean not null,
        author text not null,
        created_at timestamptz not null default now(),
        primary key (rule_id, version)
      );

      create table automation_event (
        id bigserial primary key,
        lane text not null,
        state text not null default 'waiting' check (state in ('waiting', 'done', 'dead')),
        available_at timestamptz not null default now(),
        attempts integer not null default 0,
        locked_by text,
        locked_until timestamptz,
        last_error text,
        payload jsonb not null,
        created_at timestamptz not null default now(),
        finished_at timestamptz
      );
      create index automation_event_lane on automation_event (lane, id) where state = 'waiting';
      create index automation_event_available on automation_event (available_at, id) where state = 'waiting';
      create index automation_event_dead on automation_event (id) where state = 'dead';

      create table automation_hold (
        rule_id uuid not null references automation_rule (id) on delete cascade,
        ticket_number bigint not null references ticket (number) on delete cascade,
        since timestamptz not null,
        primary key (rule_id, ticket_number)
      );
      create index automation_hold_ticket on automation_hold (ticket_number);

      create index timeline_entry_kind on timeline_entry (kind, at, id);
      create index ticket_open on ticket (number) where state <> 'closed';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index ticket_open;
      drop index timeline_entry_kind;
      drop table automation_hold, automation_event, automation_rule_version, automation_rule;
    `)
  }
}
