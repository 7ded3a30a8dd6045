import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Files, and what becomes of messages after they were written: edits, deletions, reactions. */
export class Attachments1764000600000 implements MigrationInterface {
  readonly name = 'Attachments1764000600000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table message
        add column edited_at timestamptz,
        add column deleted_at timestamptz,
        add column delivered_as text;
      create index message_named on message (external_id) where external_id is not null;
      create index message_delivered on message (delivered_as) where delivered_as is not null;

      create table message_revision (
        id bigserial primary key,
        message_id uuid not null references message (id) on delete cascade,
        text text not null,
        replaced_at timestamptz not null default now()
      );
      create index message_revision_message on message_revision (message_id, id);

      create table message_reaction (
        message_id uuid not null references message (id) on delete cascade,
        person_id uuid not null references person (id) on delete cascade,
        emoji text not null,
        at timestamptz not null default now(),
        primary key (message_id, person_id, emoji)
      );

      create table attachment (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        media_type text not null default 'application/octet-stream',
        size bigint,
        sha256 text,
        state text not null check (state in ('stored', 'waiting', 'missing')),
        fault text,
        channel text,
        workspace text,
        reference jsonb,
        offered_size bigint,
        owner text,
        message_id uuid references message (id) on delete cascade,
        entry_id bigint references timeline_entry (id) on delete cascade,
        position integer not null default 0,
        link_key text not null,
        created_at timestamptz not null default now(),
        constraint attachment_size check (state <> 'stored' or size is not null)
      );
      create index attachment_message on attachment (message_id, position) where message_id is not null;
      create index attachment_entry on attachment (entry_id, position) where entry_id is not null;
      create index attachment_unsent on attachment (created_at) where message_id is null and entry_id is null;

      create table attachment_chunk (
        attachment_id uuid not null references attachment (id) on delete cascade,
        position integer not null,
        bytes bytea not null,
        primary key (attachment_id, position)
      );
      -- Files are packed already; trying to pack them again only costs time.
      alter table attachment_chunk alter column bytes set storage external;

      create table attachment_fetch (
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
      create index attachment_fetch_lane on attachment_fetch (lane, id) where state = 'waiting';
      create index attachment_fetch_available on attachment_fetch (available_at, id) where state = 'waiting';
      create index attachment_fetch_dead on attachment_fetch (id) where state = 'dead';
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table attachment_fetch, attachment_chunk, attachment, message_reaction, message_revision;
      drop index message_named, message_delivered;
      alter table message drop column edited_at, drop column deleted_at, drop column delivered_as;
    `)
  }
}
