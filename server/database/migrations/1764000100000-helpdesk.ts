import type { MigrationInterface, QueryRunner } from 'typeorm'

const everyDay = `'{"timeZone":"UTC","days":[1,2,3,4,5],"opens":"09:00","closes":"17:00"}'`

/** Most urgent first; `core/routing/store.ts` orders by the same expression. */
const priorityRank = `case priority when 'urgent' then 0 when 'high' then 1 when 'normal' then 2 else 3 end`

/** Columns and indexes of a queue worked on by leased claims (core/delivery/claims.ts). */
const queueColumns = `
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
  finished_at timestamptz`
const queueIndexes = (table: string) => `
  create index ${table}_lane on ${table} (lane, id) where state = 'waiting';
  create index ${table}_available on ${table} (available_at, id) where state = 'waiting';
  create index ${table}_dead on ${table} (id) where state = 'dead';`

/** People, teams, conversations, tickets and delivery. */
export class Helpdesk1764000100000 implements MigrationInterface {
  readonly name = 'Helpdesk1764000100000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table person (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        email text,
        claimed_email text,
        role text not null default 'requester' check (role in ('requester', 'agent', 'lead', 'admin')),
        language text not null default 'en' check (language in ('en', 'de')),
        password_hash text,
        presence text not null default 'offline' check (presence in ('available', 'away', 'offline')),
        capacity integer not null default 20 check (capacity > 0),
        last_assigned_at timestamptz,
        created_at timestamptz not null default now()
      );
      create unique index person_email on person (lower(email));
      create index person_list on person (lower(name), id);
      create index person_admin on person (id) where role = 'admin';

      create table identity (
        id uuid primary key default gen_random_uuid(),
        person_id uuid not null references person (id),
        channel text not null,
        workspace text not null,
        external_id text not null,
        display_name text,
        created_at timestamptz not null default now(),
        constraint identity_account unique (channel, workspace, external_id)
      );
      create index identity_person on identity (person_id);

      create table team (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        level text not null check (level in ('second', 'third')),
        is_default boolean not null default false,
        hours jsonb not null default ${everyDay},
        first_response_minutes integer not null default 240 check (first_response_minutes > 0),
        resolution_minutes integer not null default 1440 check (resolution_minutes > 0),
        created_at timestamptz not null default now()
      );
      create unique index team_name on team (lower(name));
      create unique index team_default on team (level) where is_default;
      insert into team (name, level, is_default) values ('Service Desk', 'second', true), ('Experts', 'third', true);

      create table membership (
        team_id uuid not null references team (id) on delete cascade,
        person_id uuid not null references person (id) on delete cascade,
        created_at timestamptz not null default now(),
        primary key (team_id, person_id)
      );
      create index membership_person on membership (person_id);

      create table category (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        keywords text[] not null default '{}',
        team_id uuid references team (id) on delete set null,
        created_at timestamptz not null default now()
      );
      create unique index category_name on category (lower(name));

      create table conversation (
        id uuid primary key default gen_random_uuid(),
        channel text not null,
        workspace text not null,
        key text not null,
        address jsonb not null,
        requester_id uuid not null references person (id),
        state text not null check (state in ('open', 'answered', 'resolved', 'handed_off', 'closed')),
        memory jsonb not null,
        language text not null check (language in ('en', 'de')),
        message_count integer not null default 0,
        created_at timestamptz not null default now(),
        updated_at timestamptz not null default now()
      );
      create unique index conversation_live on conversation (channel, workspace, key) where state <> 'closed';
      create index conversation_place on conversation (channel, workspace, key, created_at desc);
      create index conversation_requester on conversation (requester_id, created_at desc);

      create table message (
        id uuid primary key default gen_random_uuid(),
        conversation_id uuid not null references conversation (id) on delete cascade,
        position integer not null,
        sender text not null check (sender in ('requester', 'bot', 'agent')),
        author_id uuid references person (id),
        author_name text,
        text text not null,
        article jsonb,
        actions jsonb not null default '[]',
        external_id text,
        at timestamptz not null default now(),
        constraint message_position unique (conversation_id, position),
        constraint message_external unique (conversation_id, external_id)
      );

      create table ticket (
        number bigserial primary key,
        conversation_id uuid not null references conversation (id),
        requester_id uuid not null references person (id),
        subject text not null,
        state text not null default 'new' check (state in ('new', 'open', 'pending', 'on_hold', 'solved', 'closed')),
        level text not null check (level in ('second', 'third')),
        priority text not null default 'normal' check (priority in ('low', 'normal', 'high', 'urgent')),
        category text,
        source text not null,
        team_id uuid not null references team (id),
        assignee_id uuid references person (id),
        articles_tried jsonb not null default '[]',
        routing jsonb not null,
        first_response_due timestamptz,
        resolution_due timestamptz,
        first_responded_at timestamptz,
        solved_at timestamptz,
        closed_at timestamptz,
        version integer not null default 1,
        created_at timestamptz not null default now(),
        updated_at timestamptz(3) not null default now(),
        constraint ticket_conversation unique (conversation_id)
      );
      create index ticket_list on ticket (updated_at desc, number desc);
      create index ticket_team on ticket (team_id, updated_at desc, number desc);
      create index ticket_requester on ticket (requester_id, number desc);
      create index ticket_load on ticket (assignee_id) where state in ('new', 'open', 'pending', 'on_hold');
      create index ticket_assignee on ticket (assignee_id, updated_at desc, number desc);
      create index ticket_queue on ticket (team_id, (${priorityRank}), first_response_due, number)
        where assignee_id is null and state in ('new', 'open');
      create index ticket_words on ticket using gin (to_tsvector('simple', subject));

      create table timeline_entry (
        id bigserial primary key,
        ticket_number bigint not null references ticket (number),
        kind text not null,
        actor_kind text not null check (actor_kind in ('bot', 'requester', 'agent', 'system')),
        actor_id uuid references person (id),
        actor_name text not null,
        text text,
        message_id uuid references message (id),
        data jsonb not null default '{}',
        at timestamptz not null default now()
      );
      create index timeline_entry_ticket on timeline_entry (ticket_number, id);
      create function timeline_is_append_only() returns trigger language plpgsql as $$
        begin raise exception 'the timeline is append-only'; end $$;
      create trigger timeline_entry_kept before update on timeline_entry
        for each row execute function timeline_is_append_only();

      create table inbox (${queueColumns},
        channel text not null,
        workspace text not null,
        external_id text not null,
        constraint inbox_event unique (channel, workspace, external_id)
      );
      ${queueIndexes('inbox')}
      create table outbox (${queueColumns}, key text not null, external_message_id text, constraint outbox_key unique (key));
      ${queueIndexes('outbox')}
      create table timer (${queueColumns}, kind text not null, constraint timer_name unique (lane));
      ${queueIndexes('timer')}
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table timer, outbox, inbox, timeline_entry, ticket, message, conversation, category, membership, team, identity, person;
      drop function timeline_is_append_only();
    `)
  }
}
