import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Servers of others that are told what happens, and what is on its way to them. */
export class Webhooks1764001310000 implements MigrationInterface {
  readonly name = 'Webhooks1764001310000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table webhook_endpoint (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        url text not null,
        events text[] not null,
        secret text not null,
        previous_secret text,
        previous_secret_until timestamptz,
        enabled boolean not null default true,
        disabled_because text check (disabled_because in ('by_hand', 'failing', 'gone')),
        failing_since timestamptz,
        failures integer not null default 0,
        paused_until timestamptz,
        last_error text,
        last_success_at timestamptz,
        created_at timestamptz not null default now(),
        constraint webhook_endpoint_off check (enabled = (disabled_because is null))
      );
      create unique index webhook_endpoint_name on webhook_endpoint (lower(name));

      create table webhook_delivery (
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
        finished_at timestamptz,
        endpoint_id uuid not null references webhook_endpoint (id) on delete cascade,
        message_id text not null,
        type text not null
      );
      create index webhook_delivery_lane on webhook_delivery (lane, id) where state = 'waiting';
      create index webhook_delivery_available on webhook_delivery (available_at, id) where state = 'waiting';
      create index webhook_delivery_dead on webhook_delivery (id) where state = 'dead';
      create index webhook_delivery_endpoint on webhook_delivery (endpoint_id, id desc);

      alter table audit_entry drop constraint audit_entry_actor_kind_check,
        add constraint audit_entry_actor_kind_check check (actor_kind in ('person', 'token', 'command', 'nobody', 'system'));
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table webhook_delivery, webhook_endpoint;
      alter table audit_entry drop constraint audit_entry_actor_kind_check,
        add constraint audit_entry_actor_kind_check check (actor_kind in ('person', 'token', 'command', 'nobody')) not valid;
    `)
  }
}
