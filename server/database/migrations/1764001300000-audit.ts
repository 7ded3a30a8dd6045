import type { MigrationInterface, QueryRunner } from 'typeorm'

/** Who changed what in administration, and who signed in. */
export class Audit1764001300000 implements MigrationInterface {
  readonly name = 'Audit1764001300000'

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table audit_entry (
        id bigserial primary key,
        at timestamptz not null default now(),
        actor_kind text not null check (actor_kind in ('person', 'token', 'command', 'nobody')),
        actor_id uuid,
        actor_name text not null,
        action text not null,
        subject_kind text,
        subject_id text,
        subject_name text,
        change jsonb,
        address text
      );
      create index audit_entry_at on audit_entry (at, id);
      create index audit_entry_actor on audit_entry (actor_id, id);
      create index audit_entry_action on audit_entry (split_part(action, '.', 1), id);
      create index audit_entry_subject on audit_entry (subject_kind, subject_id, id);
      create function audit_is_append_only() returns trigger language plpgsql as $$
        begin raise exception 'the audit log is append-only'; end $$;
      create trigger audit_entry_kept before update or delete on audit_entry
        for each row execute function audit_is_append_only();
    `)
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table audit_entry; drop function audit_is_append_only()')
  }
}
