/** Sessions, tokens, the set-up link and what was answered to which idempotency key. */
export class Access1764000150000 {
    name = 'Access1764000150000';
    async up(runner) {
        await runner.query(`
      create table session (
        secret_hash text primary key,
        person_id uuid not null references person (id) on delete cascade,
        created_at timestamptz not null default now(),
        expires_at timestamptz not null
      );
      create index session_expiry on session (expires_at);
      create index session_person on session (person_id);

      create table api_token (
        id uuid primary key default gen_random_uuid(),
        name text not null,
        role text not null check (role in ('channel', 'agent', 'lead', 'admin')),
        person_id uuid references person (id) on delete cascade,
        secret_hash text not null,
        created_at timestamptz not null default now(),
        revoked_at timestamptz,
        constraint api_token_secret unique (secret_hash)
      );

      create table setup_link (
        secret_hash text primary key,
        created_at timestamptz not null default now()
      );

      create table idempotency_key (
        caller text not null,
        key text not null,
        request_hash text not null,
        status integer,
        response jsonb,
        created_at timestamptz not null default now(),
        primary key (caller, key)
      );
      create index idempotency_key_age on idempotency_key (created_at);
    `);
    }
    async down(runner) {
        await runner.query('drop table idempotency_key, setup_link, api_token, session');
    }
}
