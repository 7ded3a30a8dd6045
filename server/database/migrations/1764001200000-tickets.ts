import type { MigrationInterface, QueryRunner } from 'typeorm'

/** An instant as the timeline writes it: ISO 8601 in milliseconds. */
const iso = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

/**
 * What a ticket is beyond state, team and agent: tags, fields, watchers, links, merging, sleep; what finds it by its
 * words; what tells people of it. Tickets that are there already get a line that records all they are, so that from
 * here on the history alone tells the present.
 */
export class Tickets1764001200000 implements MigrationInterface {
  readonly name = 'Tickets1764001200000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table ticket
        add column impact text check (impact in ('low', 'medium', 'high')),
        add column urgency text check (urgency in ('low', 'medium', 'high')),
        add column tags text[] not null default '{}',
        add column fields jsonb not null default '{}',
        add column snoozed_until timestamptz,
        add column merged_into bigint references ticket (number),
        add column returns bigint references ticket (number);
      create index ticket_tags on ticket using gin (tags);
      create index ticket_fields on ticket using gin (fields jsonb_path_ops);
      create index ticket_merged on ticket (merged_into) where merged_into is not null;
      create index ticket_solved on ticket (requester_id, solved_at desc) where solved_at is not null;
      create index ticket_due on ticket (resolution_due) where state in ('new', 'open', 'pending', 'on_hold');
      create index ticket_response_due on ticket (first_response_due)
        where first_responded_at is null and state in ('new', 'open', 'pending', 'on_hold');

      create table ticket_text (
        ticket_number bigint primary key references ticket (number) on delete cascade,
        document tsvector not null
      );
      create index ticket_text_document on ticket_text using gin (document);
      drop index ticket_words;

      -- Everything a ticket can be found by. Cut well before the megabyte a tsvector may hold.
      create function ticket_document(wanted bigint) returns tsvector language sql stable as $$
        select to_tsvector('simple', left(concat_ws(' ', k.number, k.subject, r.name, r.email, r.claimed_email,
                 array_to_string(k.tags, ' '),
                 (select string_agg(value, ' ') from jsonb_each_text(k.fields)),
                 (select string_agg(m.text, ' ' order by m.position) from message m
                   where m.conversation_id = k.conversation_id and m.sender <> 'bot' and m.deleted_at is null),
                 (select string_agg(e.text, ' ' order by e.id) from timeline_entry e
                   where e.ticket_number = k.number and e.kind = 'note')), 200000))
          from ticket k join person r on r.id = k.requester_id where k.number = wanted
      $$;
      insert into ticket_text (ticket_number, document) select number, ticket_document(number) from ticket;

      create table ticket_watcher (
        ticket_number bigint not null references ticket (number) on delete cascade,
        person_id uuid not null references person (id) on delete cascade,
        created_at timestamptz not null default now(),
        primary key (ticket_number, person_id)
      );
      create index ticket_watcher_person on ticket_watcher (person_id, ticket_number);

      -- related: the lower number first; child: from is part of to; duplicate: from says the same as to.
      create table ticket_link (
        from_number bigint not null references ticket (number) on delete cascade,
        to_number bigint not null references ticket (number) on delete cascade,
        kind text not null check (kind in ('related', 'child', 'duplicate')),
        created_at timestamptz not null default now(),
        primary key (from_number, to_number),
        check (from_number <> to_number)
      );
      create unique index ticket_link_pair on ticket_link (least(from_number, to_number), greatest(from_number, to_number));
      create unique index ticket_link_parent on ticket_link (from_number) where kind = 'child';
      create index ticket_link_to on ticket_link (to_number);

      create table ticket_field (
        id uuid primary key default gen_random_uuid(),
        category_id uuid not null references category (id) on delete cascade,
        key text not null,
        label text not null,
        type text not null check (type in ('text', 'number', 'choice', 'date', 'boolean')),
        options text[] not null default '{}',
        is_required boolean not null default false,
        position integer not null default 0,
        created_at timestamptz not null default now(),
        constraint ticket_field_key unique (category_id, key)
      );

      create table notification (
        id bigserial primary key,
        person_id uuid not null references person (id) on delete cascade,
        ticket_number bigint not null references ticket (number) on delete cascade,
        entry_id bigint not null references timeline_entry (id) on delete cascade,
        because text not null check (because in ('watching', 'mentioned', 'assigned', 'called', 'woken')),
        created_at timestamptz not null default now(),
        read_at timestamptz,
        constraint notification_once unique (person_id, entry_id)
      );
      create index notification_person on notification (person_id, id desc);
      create index notification_unread on notification (person_id, id desc) where read_at is null;
      create index notification_ticket on notification (ticket_number);
      create index notification_entry on notification (entry_id);

      create table macro (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        team_id uuid references team (id) on delete cascade,
        reply text,
        actions jsonb not null default '[]',
        version integer not null default 1,
        changed_by text not null,
        changed_at timestamptz not null default now()
      );
      create unique index macro_name on macro (lower(name));

      -- Who looks at a ticket now. Nothing is lost when a crash empties it.
      create unlogged table ticket_viewer (
        ticket_number bigint not null,
        person_id uuid not null references person (id) on delete cascade,
        seen_until timestamptz not null,
        typing_until timestamptz,
        primary key (ticket_number, person_id)
      );

      insert into timeline_entry (ticket_number, kind, actor_kind, actor_name, data, at)
      select k.number, 'recorded', 'system', 'Firstline', jsonb_build_object(
          'subject', k.subject, 'requester', k.requester_id, 'conversation', k.conversation_id, 'source', k.source, 'state', k.state,
          'level', k.level, 'priority', k.priority, 'impact', null, 'urgency', null, 'category', k.category, 'team', k.team_id,
          'assignee', k.assignee_id, 'articlesTried', k.articles_tried, 'tags', '[]'::jsonb, 'fields', '{}'::jsonb,
          'firstResponseDue', ${iso('k.first_response_due')}, 'resolutionDue', ${iso('k.resolution_due')},
          'firstRespondedAt', ${iso('k.first_responded_at')}, 'solvedAt', ${iso('k.solved_at')}, 'closedAt', ${iso('k.closed_at')},
          'satisfaction', k.satisfaction, 'snoozedUntil', null, 'mergedInto', null, 'returns', null,
          'watchers', '[]'::jsonb, 'links', '[]'::jsonb), now()
        from ticket k;
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table notification;
      delete from timeline_entry where kind in ('recorded', 'subject_changed', 'tags_changed', 'fields_changed', 'watcher_added',
        'watcher_removed', 'linked', 'unlinked', 'merged_into', 'merged_from', 'split_into', 'split_from', 'snoozed', 'woken', 'returned');
      drop table ticket_viewer, macro, ticket_field, ticket_link, ticket_watcher, ticket_text;
      drop function ticket_document(bigint);
      drop index ticket_response_due, ticket_due, ticket_solved, ticket_tags, ticket_fields, ticket_merged;
      alter table ticket drop column impact, drop column urgency, drop column tags, drop column fields,
        drop column snoozed_until, drop column merged_into, drop column returns;
      create index ticket_words on ticket using gin (to_tsvector('simple', subject));
    `)
  }
}
