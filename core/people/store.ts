import { QueryFailedError } from 'typeorm'
import { DomainError } from '../errors.ts'
import type { Language, Sender } from '../ports.ts'
import type { Skill } from '../routing/skill.ts'
import type { Hours } from '../sla/business-calendar.ts'
import type { Transaction } from '../transaction.ts'
import type { Person, Presence, Role } from './person.ts'
import type { Level, Team } from './team.ts'

const personColumns = `p.id, p.name, p.email, p.claimed_email as "claimedEmail", p.role, p.language, p.presence, p.capacity,
  p.skills, p.languages, p.working_hours as "workingHours", p.away_until as "awayUntil",
  coalesce((select array_agg(m.team_id order by m.created_at, m.team_id) from membership m where m.person_id = p.id), '{}') as teams`

/** @throws DomainError person_not_found */
export async function getPerson(tx: Transaction, id: string): Promise<Person> {
  const [person] = await tx.query(`select ${personColumns} from person p where p.id = $1`, [id])
  if (!person) throw new DomainError('person_not_found')
  return person
}

/** A person and the hash of their password by verified address, null when nobody has it. Uses person_email. */
export async function findByEmail(
  tx: Transaction,
  email: string,
): Promise<(Person & { passwordHash: string | null }) | null> {
  const [person] = await tx.query(
    `select ${personColumns}, p.password_hash as "passwordHash" from person p where lower(p.email) = lower($1)`,
    [email],
  )
  return person ?? null
}

/** One page of people by name. Uses person_list. */
export async function listPeople(
  tx: Transaction,
  filter: { staff?: boolean; role?: Role; q?: string; after?: { name: string; id: string }; limit: number },
): Promise<Person[]> {
  return tx.query(
    `select ${personColumns} from person p
      where ($1::text is null or p.role = $1) and (not $2 or p.role <> 'requester')
        and ($3::text is null or p.name ilike $3 or p.email ilike $3)
        and ($4::text is null or (lower(p.name), p.id) > ($4, $5::uuid))
      order by lower(p.name), p.id limit $6`,
    [
      filter.role ?? null,
      filter.staff ?? false,
      filter.q ? `%${filter.q.replace(/[\\%_]/g, '\\$&')}%` : null,
      filter.after?.name ?? null,
      filter.after?.id ?? null,
      filter.limit,
    ],
  )
}

/** Who works in a team, by name, and whether they can be given tickets now. Uses membership's key. */
export async function listColleagues(
  tx: Transaction,
  teamId: string,
): Promise<{ id: string; name: string; isAvailable: boolean }[]> {
  return tx.query(
    `select p.id, p.name, p.presence = 'available' as "isAvailable" from membership m join person p on p.id = m.person_id
      where m.team_id = $1 and p.role <> 'requester' order by lower(p.name), p.id`,
    [teamId],
  )
}

export interface NewPerson {
  name: string
  email: string | null
  claimedEmail?: string | null
  role: Role
  language: Language
  passwordHash?: string | null
  capacity?: number
}

/** @throws DomainError email_taken */
export async function insertPerson(tx: Transaction, person: NewPerson): Promise<string> {
  const [row] = await refuseTaken('email_taken', { email: person.email ?? '' }, () =>
    tx.query(
      `insert into person (name, email, claimed_email, role, language, password_hash, capacity)
       values ($1, $2, $3, $4, $5, $6, coalesce($7, 20)) returning id`,
      [
        person.name,
        person.email,
        person.claimedEmail ?? null,
        person.role,
        person.language,
        person.passwordHash ?? null,
        person.capacity ?? null,
      ],
    ),
  )
  return row.id
}

export interface PersonUpdate {
  name?: string
  role?: Role
  presence?: Presence
  capacity?: number
  language?: Language
  passwordHash?: string
  skills?: Skill[]
  languages?: string[]
  /** Null: whenever they are available. */
  workingHours?: Hours | null
  awayUntil?: Date | null
}

/** Changes what is named, leaves the rest. @throws DomainError person_not_found, last_admin */
export async function updatePerson(tx: Transaction, id: string, change: PersonUpdate): Promise<void> {
  if (change.role && change.role !== 'admin') {
    const admins = await tx.query(`select id from person where role = 'admin' for update`)
    if (admins.length === 1 && admins[0].id === id) throw new DomainError('last_admin')
  }
  const [, count] = (await tx.query(
    `update person set name = coalesce($2, name), role = coalesce($3, role), presence = coalesce($4, presence),
       capacity = coalesce($5, capacity), language = coalesce($6, language), password_hash = coalesce($7, password_hash),
       skills = coalesce($8, skills), languages = coalesce($9, languages),
       working_hours = case when $10 then $11::jsonb else working_hours end, away_until = case when $12 then $13::timestamptz else away_until end
      where id = $1`,
    [
      id,
      change.name ?? null,
      change.role ?? null,
      change.presence ?? null,
      change.capacity ?? null,
      change.language ?? null,
      change.passwordHash ?? null,
      change.skills ? JSON.stringify(change.skills) : null,
      change.languages ?? null,
      change.workingHours !== undefined,
      change.workingHours ? JSON.stringify(change.workingHours) : null,
      change.awayUntil !== undefined,
      change.awayUntil ?? null,
    ],
  )) as [unknown, number]
  if (count === 0) throw new DomainError('person_not_found')
}

/** Makes these the teams of a person. @throws DomainError team_not_found */
export async function setTeams(tx: Transaction, personId: string, teams: string[]): Promise<void> {
  const known = await tx.query('select id from team where id = any($1::uuid[])', [teams])
  if (known.length !== new Set(teams).size) throw new DomainError('team_not_found')
  await tx.query('delete from membership where person_id = $1 and team_id <> all($2::uuid[])', [personId, teams])
  await tx.query('insert into membership (person_id, team_id) select $1, unnest($2::uuid[]) on conflict do nothing', [
    personId,
    teams,
  ])
}

/** True when nobody could set anything up. Uses person_admin. */
export async function hasAdmin(tx: Transaction): Promise<boolean> {
  const rows = await tx.query(`select 1 from person where role = 'admin' limit 1`)
  return rows.length > 0
}

export interface KnownRequester {
  id: string
  name: string
  language: Language
}

/**
 * The person behind an account, made when it is new. An address joins the account to a known person only where
 * the platform vouches for it; what a visitor claims is kept beside and never looked up.
 */
export async function recognize(
  tx: Transaction,
  place: { channel: string; workspace: string },
  sender: Sender,
  nameless: string,
): Promise<KnownRequester> {
  const known = await findAccount(tx, place, sender.externalId)
  if (known) {
    await tx.query(
      `update person set name = case when $2::text is null or role <> 'requester' then name else $2 end,
              claimed_email = coalesce($3, claimed_email), language = coalesce($4, language)
        where id = $1 and (
          ($2::text is not null and role = 'requester' and name <> $2) or ($3::text is not null and claimed_email is distinct from $3)
          or ($4::text is not null and language <> $4))`,
      [known.id, sender.name, sender.emailVerified ? null : sender.email, sender.language],
    )
    return { ...known, name: sender.name ?? known.name, language: sender.language ?? known.language }
  }
  const verified = sender.emailVerified ? sender.email : null
  const person = verified ? await findByEmail(tx, verified) : null
  const name = sender.name ?? person?.name ?? sender.email ?? nameless
  const language = sender.language ?? person?.language ?? 'en'
  const id =
    person?.id ??
    (await insertPerson(tx, {
      name,
      email: verified,
      claimedEmail: sender.emailVerified ? null : sender.email,
      role: 'requester',
      language,
    }))
  await tx.query(
    `insert into identity (person_id, channel, workspace, external_id, display_name) values ($1, $2, $3, $4, $5)
     on conflict on constraint identity_account do nothing`,
    [id, place.channel, place.workspace, sender.externalId, sender.name],
  )
  return { id, name: person?.name ?? name, language }
}

/** What is known of an account, null when it is new. Uses identity_account. */
export async function findAccount(
  tx: Transaction,
  place: { channel: string; workspace: string },
  externalId: string,
): Promise<(KnownRequester & { email: string | null }) | null> {
  const [row] = await tx.query(
    `select p.id, p.name, p.language, coalesce(p.email, p.claimed_email) as email from identity i join person p on p.id = i.person_id
      where i.channel = $1 and i.workspace = $2 and i.external_id = $3`,
    [place.channel, place.workspace, externalId],
  )
  return row ?? null
}

const teamColumns = `t.id, t.name, t.level, t.is_default as "isDefault", t.hours,
  t.first_response_minutes as "firstResponseMinutes", t.resolution_minutes as "resolutionMinutes"`

/** All teams by level and name. There are dozens, not thousands. */
export async function listTeams(tx: Transaction): Promise<Team[]> {
  return tx.query(`select ${teamColumns} from team t order by t.level, lower(t.name)`)
}

/** @throws DomainError team_not_found */
export async function getTeam(tx: Transaction, id: string): Promise<Team> {
  const [team] = await tx.query(`select ${teamColumns} from team t where t.id = $1`, [id])
  if (!team) throw new DomainError('team_not_found')
  return team
}

export interface TeamChange {
  name: string
  level: Level
  hours?: Hours
  firstResponseMinutes?: number
  resolutionMinutes?: number
}

/** @throws DomainError team_name_taken */
export async function insertTeam(tx: Transaction, team: TeamChange): Promise<string> {
  const [row] = await refuseTaken('team_name_taken', { name: team.name }, () =>
    tx.query(`insert into team (name, level) values ($1, $2) returning id`, [team.name, team.level]),
  )
  await updateTeam(tx, row.id, team)
  return row.id
}

/** Changes a team; its level stays once it has one. @throws DomainError team_not_found, team_name_taken */
export async function updateTeam(tx: Transaction, id: string, team: TeamChange): Promise<void> {
  const [, count] = await refuseTaken('team_name_taken', { name: team.name }, () =>
    tx.query(
      `update team set name = $2, hours = coalesce($3, hours), first_response_minutes = coalesce($4, first_response_minutes),
         resolution_minutes = coalesce($5, resolution_minutes) where id = $1`,
      [
        id,
        team.name,
        team.hours ? JSON.stringify(team.hours) : null,
        team.firstResponseMinutes ?? null,
        team.resolutionMinutes ?? null,
      ],
    ),
  )
  if (count === 0) throw new DomainError('team_not_found')
}

/** How many people each team has, can count on now, and how many tickets wait for one. Uses ticket_queue. */
export async function teamNumbers(
  tx: Transaction,
): Promise<Map<string, { members: number; available: number; waiting: number }>> {
  const rows = await tx.query(
    `select t.id,
       (select count(*)::int from membership m where m.team_id = t.id) as members,
       (select count(*)::int from membership m join person p on p.id = m.person_id where m.team_id = t.id and p.presence = 'available') as available,
       (select count(*)::int from ticket k where k.team_id = t.id and k.assignee_id is null and k.state in ('new', 'open')) as waiting
     from team t`,
  )
  return new Map(rows.map((row: { id: string; members: number; available: number; waiting: number }) => [row.id, row]))
}

/** Runs an insert or update and turns a violated unique constraint into a refusal of ours. */
async function refuseTaken<T>(
  code: 'email_taken' | 'team_name_taken',
  data: Record<string, string>,
  run: () => Promise<T>,
): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof QueryFailedError && (error.driverError as { code?: string }).code === '23505')
      throw new DomainError(code, data)
    throw error
  }
}
