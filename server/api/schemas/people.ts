import { type Static, Type } from 'typebox'
import { Instant, Nullable, OneOf, Page } from './common.ts'

export const personRoles = ['requester', 'agent', 'lead', 'admin'] as const
export const presences = ['available', 'away', 'offline'] as const

export const Hours = Type.Object(
  {
    timeZone: Type.String({ description: 'IANA name, for example Europe/Berlin' }),
    days: Type.Array(Type.Integer({ minimum: 1, maximum: 7 }), { description: 'open days, Monday is 1', minItems: 1 }),
    opens: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$' }),
    closes: Type.String({ pattern: '^([01]\\d|2[0-3]):[0-5]\\d$|^24:00$' }),
  },
  { additionalProperties: false },
)

const skill = {
  name: Type.String({ minLength: 1, maxLength: 100 }),
  grade: Type.Integer({ minimum: 1, maximum: 3, description: '1 knows it, 2 works with it, 3 others ask them' }),
}
export const Skills = Type.Array(Type.Object(skill, { additionalProperties: false }), { maxItems: 100 })
export const SkillsWanted = Type.Array(
  Type.Object(
    { ...skill, isRequired: Type.Boolean({ description: 'false: preferred' }) },
    { additionalProperties: false },
  ),
  { maxItems: 20 },
)
export const Languages = Type.Array(Type.String({ pattern: '^[a-z]{2,3}$' }), {
  maxItems: 20,
  description: 'languages answered in; empty: any',
})

export const Person = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  email: Nullable(Type.String()),
  role: OneOf(personRoles),
  presence: OneOf(presences),
  capacity: Type.Integer({ description: 'tickets that may be open with this person at once' }),
  language: OneOf(['en', 'de']),
  teams: Type.Array(Type.String({ format: 'uuid' })),
  skills: Skills,
  languages: Languages,
  workingHours: Nullable(Hours),
  awayUntil: Nullable(Instant),
})
export type Person = Static<typeof Person>
export const PersonPage = Page(Person)

export const PersonCreate = Type.Object(
  {
    email: Type.String({ format: 'email', maxLength: 320 }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    role: OneOf(personRoles),
    password: Type.Optional(Type.String({ minLength: 10, maxLength: 200 })),
    teams: Type.Optional(Type.Array(Type.String({ format: 'uuid' }))),
    capacity: Type.Optional(Type.Integer({ minimum: 1, maximum: 1_000 })),
    language: Type.Optional(OneOf(['en', 'de'])),
  },
  { additionalProperties: false },
)

export const PersonChange = Type.Partial(
  Type.Object(
    {
      name: Type.String({ minLength: 1, maxLength: 200 }),
      role: OneOf(personRoles),
      presence: OneOf(presences),
      capacity: Type.Integer({ minimum: 1, maximum: 1_000 }),
      language: OneOf(['en', 'de']),
      teams: Type.Array(Type.String({ format: 'uuid' })),
      skills: Skills,
      languages: Languages,
      workingHours: Nullable(Hours),
      awayUntil: Nullable(Instant),
      password: Type.String({ minLength: 10, maxLength: 200 }),
    },
    { additionalProperties: false },
  ),
)

export const Team = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  level: OneOf(['second', 'third']),
  isDefault: Type.Boolean({ description: 'gets what no category claims, at its level' }),
  hours: Hours,
  firstResponseMinutes: Type.Integer({ description: 'business minutes' }),
  resolutionMinutes: Type.Integer({ description: 'business minutes' }),
  members: Type.Integer(),
  available: Type.Integer({ description: 'members who could be given a ticket now' }),
  waiting: Type.Integer({ description: 'open tickets nobody has' }),
})
export type Team = Static<typeof Team>
export const TeamPage = Page(Team)

export const TeamWrite = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    level: OneOf(['second', 'third']),
    hours: Type.Optional(Hours),
    firstResponseMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
    resolutionMinutes: Type.Optional(Type.Integer({ minimum: 1, maximum: 100_000 })),
  },
  { additionalProperties: false },
)

export const Category = Type.Object({
  id: Type.String({ format: 'uuid' }),
  name: Type.String(),
  keywords: Type.Array(Type.String()),
  team: Nullable(Type.String({ format: 'uuid' })),
  skills: SkillsWanted,
})
export type Category = Static<typeof Category>
export const CategoryPage = Page(Category)

export const CategoryWrite = Type.Object(
  {
    name: Type.String({ minLength: 1, maxLength: 200 }),
    keywords: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 100 }), { maxItems: 500 })),
    team: Type.Optional(Nullable(Type.String({ format: 'uuid' }))),
    skills: Type.Optional(SkillsWanted),
  },
  { additionalProperties: false },
)

/** Who is signed in. */
export const Session = Type.Object({ person: Person })
export type Session = Static<typeof Session>

export const SignIn = Type.Object(
  { email: Type.String({ minLength: 1, maxLength: 320 }), password: Type.String({ minLength: 1, maxLength: 200 }) },
  { additionalProperties: false },
)

export const SetUp = Type.Object(
  {
    token: Type.String({ minLength: 1, maxLength: 200 }),
    name: Type.String({ minLength: 1, maxLength: 200 }),
    email: Type.String({ format: 'email', maxLength: 320 }),
    password: Type.String({ minLength: 10, maxLength: 200 }),
  },
  { additionalProperties: false },
)
